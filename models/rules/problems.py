"""Problems and improvements of section five, by rules.

A passage is read sentence by sentence. Introductory sentences (``主要问题有：``, ``下一步，``)
and headings say whether problems or measures follow; list markers (``一是``, ``（二）``, ``1.``)
open items that run to the next marker. Where there is no marker, the clauses that state a lack
are problems and the sentences that state an intention are improvements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from gongkai.models.normalised import NormalisedText, normalise
from gongkai.models.passages import Passage
from gongkai.models.record import Improvement, Problem
from gongkai.models.rules.lexicon import members, rows
from gongkai.models.rules.sentences import split_sentences
from gongkai.models.scheme import Category, ProblemYear, SectionKind, Stage

_MARKER = re.compile(
    r"(?:^|(?<=[。！？；，：、”]))(?:[一二三四五六七八九十]{1,2}(?:是|要|、)"
    r"|（[一二三四五六七八九十0-9]{1,3}）|[0-9]{1,2}[.、）](?![0-9])|[①②③④⑤⑥⑦⑧⑨⑩]"
    r"|第[一二三四五六七八九十][，、：]|其[一二三四五][，、是：]|首先|其次|再次|最后)"
)
_LACK = re.compile(
    r"不够|不足(?!之)|不到位|有待|欠缺|缺乏|薄弱|滞后|不高|较少|偏少|不多|不强|不全|不及时|不规范"
    r"|不完善|不明显|不深|不清|不熟|不平衡|不均衡|不健全|不丰富|不紧密|不佳|不畅|需要进一步|需进一步"
    r"|还需|仍需|尚需|较低|偏低|较弱|单一|短板|差距|脱节|不合理|不严|不主动|不准确|过于|难以|较慢"
    r"|不理想|不细|参差不齐|存在偏差|缺少|不充分|不统一|不齐|较差|不广|不突出|不活"
)
_PROBLEM_HEADING = re.compile(r"问题|不足|困难")
_IMPROVEMENT_HEADING = re.compile(r"改进|措施|解决|下一步|打算|整改|计划|努力方向")
_PROBLEM_LEAD = re.compile(r"(?:存在|面临|问题|不足|困难|差距)[^。]*$")
_IMPROVEMENT_LEAD = re.compile(
    r"针对|下一步|下步|今后|以后的|改进措施|整改措施|解决办法|改进办法|为此|着力抓好"
    r"|(?:以下|如下)(?:几个|几|[一二三四五])?(?:方面|项|点)?(?:的)?(?:工作|措施|改进)|20\d\d年[^。]{0,24}将"
)
_LEAD_ONLY = re.compile(r"以下|如下|上述|：$|主要有")
_LAST_YEAR = re.compile(r"(?:上|去|前)一?年度?[^。]{0,10}(?:存在|指出|提出|问题|不足|报告|整改)")
_INTENTION = re.compile(
    r"将|下一步|下步|今后|拟|要|明年|加强|加大|完善|强化|进一步|提升|健全|推进|规范|提高|优化|拓宽|深化"
)
_PROMISE = re.compile(r"将|下一步|下步|今后|拟|明年|以后")
_DONE = re.compile(r"已|高度重视|全力整改|采取了|进行了|整改落实|今年以来|通过整改")
_CLAUSE = re.compile(r"[^，；：。！？“”]+")
_LEADING = re.compile(
    r"^(?:针对(?:上|去)一?年度?(?:存在|指出|提出|报告)的)?(?:但是?|然而|不过|同时|也|仍然?|还|依然|主要|尤其是?|特别是?)*(?:表现[在为]|存在着?|是|有(?!待))?(?:例?如|比如|即)?"
)
_CONTINUATION = re.compile(r"有待|还|仍|尚|也|需|且|亟")
_LONGEST_HEADING = 100
_TRAILING = "。！？；，：、 "


@dataclass(frozen=True, slots=True)
class ProblemReading:
    """The problems and improvements of a report, each in order of offsets."""

    problems: tuple[Problem, ...]
    improvements: tuple[Improvement, ...]


@dataclass(slots=True)
class _State:
    """What the headings and introductory sentences so far have announced."""

    improving: bool | None = None
    year: ProblemYear = ProblemYear.THIS
    stage: Stage = Stage.PROMISED


@dataclass(slots=True)
class _Collector:
    """Takes items by offsets in a normalised passage and keeps them by those of the text."""

    text: str
    normalised: NormalisedText
    problems: list[Problem] = field(default_factory=list)
    improvements: list[Improvement] = field(default_factory=list)

    def add(self, start: int, end: int, state: _State, *, improving: bool) -> None:
        """Add an item without the marks around it."""
        stretch = self.normalised.text[start:end]
        start += len(stretch) - len(stretch.lstrip(_TRAILING))
        end -= len(stretch) - len(stretch.rstrip(_TRAILING))
        if end - start < 4:
            return
        span = self.normalised.original(start, end)
        category = categorise(self.normalised.text[start:end])
        quote = span.of(self.text)
        if improving:
            self.improvements.append(
                Improvement(
                    text=quote,
                    start=span.start,
                    end=span.end,
                    category=category,
                    stage=state.stage,
                )
            )
        else:
            self.problems.append(
                Problem(
                    text=quote, start=span.start, end=span.end, category=category, year=state.year
                )
            )


def find_problems(text: str, passages: Sequence[Passage]) -> ProblemReading:
    """Find the problems stated and the measures taken or promised.

    Parameters
    ----------
    text
        The text of the document.
    passages
        The narrative of the report; only passages of the section on problems are read.

    Returns
    -------
    ProblemReading
        Items without confidence, because rules are not calibrated.
    """
    problems: list[Problem] = []
    improvements: list[Improvement] = []
    state = _State()
    headings: tuple[str, ...] | None = None
    for passage in passages:
        if passage.section is not SectionKind.PROBLEMS:
            continue
        start = _start_of_item(text, passage)
        above = passage.headings if start == passage.span.start else passage.headings[:-1]
        if above != headings:
            headings = above
            state = _announced(headings, state)
        normalised = normalise(text, start, passage.span.end)
        collector = _Collector(text, normalised)
        _read_passage(normalised.text, state, collector)
        problems += collector.problems
        improvements += collector.improvements
    return ProblemReading(tuple(problems), tuple(improvements))


def _start_of_item(text: str, passage: Passage) -> int:
    """Return where a heading run into its passage begins: it is the item's own first words."""
    start = passage.span.start
    earliest = max(0, start - _LONGEST_HEADING)
    first = max(text.rfind("\n", earliest, start), text.rfind("\r", earliest, start)) + 1
    if not passage.headings or (first == 0 and earliest > 0):
        return start
    heading = normalise(passage.headings[-1]).text.strip(_TRAILING)
    return first if heading and heading in normalise(text, first, start).text else start


def categorise(item: str) -> Category:
    """Return the category of a problem or measure: what it speaks of first and most."""
    scores: dict[Category, float] = {}
    for rank, clause in enumerate(_CLAUSE.finditer(item)):
        for order, match in enumerate(_category_pattern().finditer(clause[0])):
            category = _category_phrases()[match[0]]
            # A noun phrase has its head last, so among equals the later phrase decides.
            score = (1.0 + order / 100) / (1 + rank) ** 2
            scores[category] = scores.get(category, 0.0) + score
        if rank == 5:
            break
    return max(scores, key=lambda category: scores[category]) if scores else Category.OTHER


@cache
def _category_phrases() -> dict[str, Category]:
    categories = members(Category)
    return {phrase: categories[category] for phrase, category in rows("categories.tsv")}


@cache
def _category_pattern() -> re.Pattern[str]:
    phrases = sorted(_category_phrases(), key=len, reverse=True)
    return re.compile("|".join(re.escape(phrase) for phrase in phrases))


def _announced(headings: Sequence[str], before: _State) -> _State:
    """Read from the nearest heading what follows; the official one announces both."""
    state = _State()
    if not headings:
        return state
    heading = headings[-1]
    is_problem = _PROBLEM_HEADING.search(heading) is not None
    is_improvement = _IMPROVEMENT_HEADING.search(heading) is not None
    if is_problem != is_improvement:
        state.improving = is_improvement
    elif len(headings) == 1:
        state.improving = before.improving
    if _LAST_YEAR.search(heading):
        state.year = ProblemYear.LAST
        state.stage = Stage.TAKEN
    return state


def _read_passage(text: str, state: _State, collector: _Collector) -> None:
    for start, end, marked in _stretches(text):
        if marked:
            _read_item(text, start, end, state, collector)
        else:
            for first, after in split_sentences(text[start:end]):
                _read_sentence(text, start + first, start + after, state, collector)


def _stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the parts of a passage: what stands before the first marker, then each item."""
    starts = [match.start() for match in _MARKER.finditer(text)]
    if not starts or starts[0] > 0:
        yield 0, starts[0] if starts else len(text), False
    for start, end in pairwise([*starts, len(text)]):
        yield start, end, True


def _read_item(text: str, start: int, end: int, state: _State, collector: _Collector) -> None:
    """Read a marked item; measures that answer its problem in a later sentence part from it."""
    item_end = end
    improving = state.improving
    if improving is None:
        improving = _LACK.search(text, start, end) is None
    if not improving:
        for first, after in split_sentences(text[start:end]):
            sentence = text[start + first : start + after]
            turns = _IMPROVEMENT_LEAD.search(sentence) or _PROMISE.search(sentence)
            if first > 0 and turns and not _LACK.search(sentence):
                item_end = start + first
                break
    collector.add(start, item_end, state, improving=improving)
    for first, after in split_sentences(text[item_end:end]):
        _read_sentence(text, item_end + first, item_end + after, state, collector)


def _read_sentence(text: str, start: int, end: int, state: _State, collector: _Collector) -> None:
    """Read a sentence without a marker: an introduction, problems, or a measure."""
    sentence = text[start:end]
    stripped = sentence.rstrip("。！？；”")
    is_improvement_lead = _IMPROVEMENT_LEAD.search(stripped) is not None
    recalls = _LAST_YEAR.search(stripped) is not None
    state.year = ProblemYear.LAST if recalls else ProblemYear.THIS
    lacks = _lacking_stretches(text, start, end)
    for first, after in lacks:
        collector.add(first, after, state, improving=False)
    if is_improvement_lead or recalls:
        state.improving = True
        taken = recalls or (_DONE.search(stripped) and not _PROMISE.search(stripped))
        state.stage = Stage.TAKEN if taken else Stage.PROMISED
    elif not lacks and _PROBLEM_LEAD.search(stripped):
        state.improving = False
    elif _PROMISE.search(stripped):
        state.improving, state.stage = True, Stage.PROMISED
    first = start
    if lacks and recalls:
        first = lacks[-1][1]
    elif lacks:
        return
    elif is_improvement_lead and "：" in stripped:
        first = start + stripped.index("：") + 1
    measure = text[first : start + len(stripped)]
    if state.improving and _INTENTION.search(measure) and not _LEAD_ONLY.search(measure):
        collector.add(first, end, state, improving=True)


def _lacking_stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the runs of clauses that state a lack; a run keeps to one category."""
    runs: list[tuple[int, int]] = []
    last_category: Category | None = None
    for match in _CLAUSE.finditer(text, start, end):
        if not _LACK.search(match[0]):
            last_category = None
            continue
        leading = _LEADING.match(match[0])
        first = match.start() + (leading.end() if leading else 0)
        category = categorise(text[first : match.end()])
        joined = runs and text[runs[-1][1] : match.start()] == "，"
        if joined and (category is last_category or _CONTINUATION.match(match[0])):
            runs[-1] = (runs[-1][0], match.end())
        else:
            runs.append((first, match.end()))
        last_category = category
    return runs
