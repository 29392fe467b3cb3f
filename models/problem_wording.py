"""The wordings by which section five tells problems, measures and its own headings apart."""

from __future__ import annotations

import re
from typing import Final

from gongkai.models.normalised import normalise_text

_MARKER_FORMS = (
    r"[一二三四五六七八九十]{1,2}(?:是|要|、)|（[一二三四五六七八九十0-9]{1,3}）"
    r"|[0-9]{1,2}[.、）](?:(?![0-9])|(?=20\d\d年))|[①②③④⑤⑥⑦⑧⑨⑩]"
    r"|第[一二三四五六七八九][，、：]|其[一二三四五][，、是：]|首先|其次|再次|最后"
)
#: A list marker where an item may begin.
MARKER: Final = re.compile(rf"(?:^|(?<=[。！？；，：、”]))(?:{_MARKER_FORMS})")

#: Words that state a lack.
LACK: Final = re.compile(
    r"不够|不足(?!之)|不到位|有待|欠缺|缺乏|薄弱|滞后|不高|[较偏]少|不多|不强|不全|不及时|不规范"
    r"|不完善|不明显|不深|不清|不熟|不平衡|不均衡|不健全|不丰富|不紧|不佳|不畅|需要?进一步|(?<!问题)亟[待需]"
    r"|[还仍尚]需|[较偏][低弱慢晚差窄]|单一|短板|差距|脱节|不合理|不严|不主动|不积极|不准|过于|难以"
    r"|不理想|不细|参差不齐|存在偏差|缺少|不充分|不统一|不齐|不广|不突出|不活|不便|不一(?!定|样的)"
    r"|不透|不稳|不顺|[更进]新慢|流于形式|跟不上|没有跟上|没跟上|看不懂|(?:差别|差异)较?大|仍有发生"
    r"|时有发生|形式少|不通俗|不新|不力|不实(?!施|行|际|现)|长期不|长年不|不愿"
)
#: What a sentence about a measure is about.
INTENTION: Final = re.compile(
    r"将|下一步|下步|今后|拟|要|明年|加强|加大|完善|强化|进一步|提升|健全|推进|规范|提高|优化|拓宽|深化"
    r"|计划|打算|建立|推出|升级|开展|组织|增加|制定|丰富|已(?:经|通过|于|对|将)?(?=\w{2})"
)
#: A promise, in whatever words; 将 also stands for 把.
PROMISE: Final = re.compile(r"将|下一步|下步|今后|拟|明年|以后|计划|打算")
#: A promise that cannot be read as anything else.
CLEAR_PROMISE: Final = re.compile(r"下一?步|今后|明年|计划(?!生育)|拟(?!定|稿)|打算")
#: A measure that is done: 已建立, 今年以来开展了.
DONE: Final = re.compile(
    r"已(?:经|于|完成|通过|按|对|将|全|[^经成有]\w)|今年(?:以)?来|全力整改|采取了|进行了|整改落实|通过整改"
    r"|(?:开展|建立|完善|制定|组织|举办|增加|加强|落实|健全|推出|出台)了"
)
#: A sentence that turns to measures in so many words.
IMPROVEMENT_LEAD: Final = re.compile(
    r"针对(?!性)|下一?步|今后|以后的|(?:改进|整改)(?:措施|情况|方向|思路)|(?:解决|改进)办法|为此|着力抓好"
    r"|(?:以下|如下)(?:几个|几|[一二三四五])?(?:方面|项|点)?(?:的)?(?:工作|措施|改进)"
    r"|20\d\d年[^。]{0,24}(?:将|拟|计划|打算)"
)
#: A sentence that turns to problems; to be searched in what stands before its colon or stop.
PROBLEM_LEAD: Final = re.compile(r"(?:存在|面临|问题|不足|困难|差距|短板|薄弱环节)[^。]*$")
#: An introduction that says nothing itself.
LEAD_ONLY: Final = re.compile(
    r"以下|如下|上述|：$|主要有|从[^，。；]{0,6}(?:方面|几处|着手)|[两几三四五](?:个方面|件事|点|项工作)"
)
#: Sentences about what an earlier report or year named.
LAST_YEAR: Final = re.compile(
    r"(?:上|去|前)一?年度?[^。]{0,10}(?:存在|指出|提出|提到|问题|不足|报告|整改)"
)
NAMED_YEAR: Final = re.compile(
    r"(20\d\d)年度?[^。，]{0,12}(?:存在|指出|提出|提到|反映|发现|问题|不足)"
)
#: The words before a recalled problem: 针对上年度存在的, 上年报告提到的.
RECALL_LEAD: Final = re.compile(
    r"(?=[^，；。：]{0,8}(?:针对(?!性)|(?:上|去|前)一?年|20\d\d年))[^，；。：]{0,8}?"
    r"(?:(?:针对(?!性)|对照|对于?|围绕|就)(?:(?:上|去|前)一?年度?|20\d\d年度?)?"
    r"|(?:上|去|前)一?年度?|20\d\d年度?)"
    r"(?:[^，；。“”]{0,16}?(?:存在|指出|提出|提到|反映|发现)[出到]?的|(?:主要)?存在|报告的|的)?"
)
#: The end of a recalled problem, before the measure that answers it.
RECALL_END: Final = re.compile(
    r"”?(?:的|等)*(?:[几两三四0-9]个)?(?:方面)?的?(?:突出|主要)?(?:问题|不足|短板)(?=[，：。]|$)"
)
#: A recalled problem that is not named: 上述, 存在.
UNNAMED: Final = re.compile(r"上述|以上|这些|存在|工作中|自查|各类|报告|中?的?$")

_NOUNS = r"(?:问题|不足|困难|差距|短板)"
_PROBLEM_NOUNS = rf"{_NOUNS}(?:(?:和|与|及|以及|、){_NOUNS})?(?:之处|方面|情况)?"
_MEASURE_NOUNS = (
    r"(?:改进|整改|解决|应对|下一?步|今后)[^，。；：]{0,8}?"
    r"(?:情况|措施|打算|计划|安排|方向|思路|举措|建议|对策|办法|方案|重点|意见|目标|工作)"
    r"|(?:下一?步|今后)的?(?:工作|打算)?|(?:工作)?(?:打算|措施)|(?:问题)?(?:改进|整改)|努力(?:的)?方向"
)
_TIME = (
    r"(?:(?:上|去|前|本)一?年度?|20\d\d年度?|当前|目前|现阶段|(?:政府|政务)?信息公开|工作|中|的|主要"
    r"|突出|存在|面临|仍|还|一些|有关|针对|具体|我[局镇乡县市区办委院]|报告|指出|提出|反映|发现|及|和|与)*"
)
_ANNOUNCEMENT = re.compile(
    rf"{_TIME}(?:{_PROBLEM_NOUNS}(?:(?:的|及|和|与|、|及其)*(?:{_MEASURE_NOUNS}))?|{_MEASURE_NOUNS})"
    r"(?:(?:主要)?(?:如下|有|是|为|包括))?"
)
_CLOSING = "。！？；，：、 "
_LONGEST_HEADING = 44


def is_announcement(wording: str) -> bool:
    """Tell whether a heading only says that problems or measures follow (下一步打算)."""
    if len(wording) > _LONGEST_HEADING:
        return False
    return _ANNOUNCEMENT.fullmatch(normalise_text(wording).strip(_CLOSING)) is not None
