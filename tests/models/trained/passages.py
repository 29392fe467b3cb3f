"""Passages that are made up, and how they are read."""

from __future__ import annotations

from functools import cache

from gongkai.models.document import Span
from gongkai.models.normalised import normalise
from gongkai.models.passages import Passage
from gongkai.models.rules import RuleModel
from gongkai.models.scheme import SectionKind
from gongkai.models.trained.readings import PassageReading, read_passage

#: Pieces of sentences that a property puts together.
PARTS = (
    "全年发布信息12条", "其中动态类5条", "通过政府网站公开", "收到申请三件", "未收到复议申请",
    "办结率达98.5%", "热线来电1.2万件", "培训两次", "领导重视", "第3号文", "（含转办2件）",
    "，", "；", "。", "：", "\n", "２０２３年", "🙂", "",
)  # fmt: skip
SENTENCES = (
    "全年通过政府网站发布信息32条，其中动态类15条。收到申请12件，答复8件。",
    "举办培训3次。微信公众号推送消息41条，申请办结率96%。",
    "各科室密切配合，工作有序开展。",
    "未收到政府信息公开申请。热线来电20件。",
)


@cache
def _rules() -> RuleModel:
    return RuleModel()


def read(
    text: str,
    headings: tuple[str, ...] = ("二、主动公开情况",),
    section: SectionKind | None = SectionKind.OVERVIEW,
) -> PassageReading:
    return read_passage(_rules(), normalise(text).text, section, headings)


def report(*sentences: str, before: str = "标题\n") -> tuple[str, list[Passage]]:
    """Return a text of several passages, a line each, with the passages."""
    text, passages = before, []
    for each in sentences:
        span = Span(len(text), len(text) + len(each))
        passages.append(Passage(span, SectionKind.OVERVIEW, ("一、总体情况",)))
        text += each + "\n"
    return text, passages
