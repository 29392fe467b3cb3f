"""A small segmenter, trained in a second on sentences whose words are given."""

from __future__ import annotations

from functools import cache
from itertools import permutations

from gongkai.models.trained.segmentation import Segmenter
from gongkai.training.segmenter import Settings, Words, train_segmenter

#: Words are parted by spaces.
_SENTENCES = """
全年 通过 政府 网站 发布 信息 316 条 ， 其中 动态 类 130 条 。
镇 政府 举办 培训 两 次 ， 参训 人员 20 余 人次 。
本年度 未 收到 政府 信息 公开 申请 ， 未 发生 行政 复议 。
微信 公众号 推送 政策 解读 12 篇 ， 阅读量 1.2 万 次 。
热线 办结率 99.2% ， 群众 满意度 较 上年 提高 2 个 百分点 。
我 县 召开 新闻 发布会 三 场 ， 回应 群众 关切 8 件 。
全区 各 部门 公开 行政 许可 信息 1,204 条 ； 行政 处罚 信息 86 条 。
政府 网站 开设 专栏 5 个 ， 发布 政策 文件 40 件 。
办理 人大 建议 17 件 、 政协 提案 23 件 ， 均 已 公开 。
开展 检查 4 轮 ， 发现 问题 9 个 ， 整改 问题 9 个 。
培训 通知 通过 微信 公众号 发布 ， 共 3 条 。
信息 公开 专栏 更新 信息 百 余 条 ， 网站 访问量 超过 五 万 次 。
"""


def small_sentences() -> list[Words]:
    """Return a dozen sentences."""
    return [tuple(line.split()) for line in _SENTENCES.strip().splitlines()]


@cache
def small_segmenter() -> Segmenter:
    """Return the small segmenter; it saw the dozen sentences and all pairs of them."""
    pairs = [(*first[:-1], "，", *second) for first, second in permutations(small_sentences(), 2)]
    return train_segmenter(
        [*small_sentences(), *pairs],
        Settings(passes=3, fewest_words=1, fewest_pairs=1, smallest=0.0),
    )
