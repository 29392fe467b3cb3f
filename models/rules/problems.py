"""Problems and improvements of section five, by rules.

A passage is read sentence by sentence. Headings decide whether problems or measures follow,
and introductory sentences (``主要问题有：``, ``下一步，``) where no heading does; list markers
(``一是``, ``（二）``, ``1.``) open items that run to the next marker. Where there is no marker,
the clauses that state a lack are problems and the sentences that state an intention are
improvements.

Read :mod:`.problem_wording` (the words), :mod:`.problem_statements` (where one unmarked
problem ends) and :mod:`.problem_categories` first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gongkai.models.normalised import NormalisedText, normalise
from gongkai.models.passages import Passage
from gongkai.models.record import Improvement, Problem
from gongkai.models.rules.problem_categories import categorise
from gongkai.models.rules.problem_statements import listed_problems, parts, problems_in
from gongkai.models.rules.problem_wording import (
    CLEAR_PROMISE,
    DONE,
    IMPROVEMENT_LEAD,
    INTENTION,
    LACK,
    LAST_YEAR,
    LEAD_ONLY,
    MARKER,
    NAMED_YEAR,
    PROBLEM_LEAD,
    PROMISE,
    RECALL_END,
    RECALL_LEAD,
    UNNAMED,
    is_announcement,
)
from gongkai.models.rules.sentences import split_sentences
from gongkai.models.scheme import ProblemYear, SectionKind, Stage

_PROBLEM_HEADING = re.compile(r"问题|不足|困难|差距|短板")
_IMPROVEMENT_HEADING = re.compile(r"改进|措施|解决|下一?步|打算|整改|计划|努力(?:的)?方向|今后")
_ANSWERED = re.compile(r"针对(?!性)|整改|改进|落实")
_YEAR = re.compile(r"20\d\d")
_LAST = re.compile(r"[上去前]一?年")
_TRAILING = "。！？；，：、 "
_LONGEST_RECALL = 200
_LONGEST_REMARK = 12


@dataclass(frozen=True, slots=True)
class ProblemReading:
    """The problems and improvements of a report, each in order of offsets."""

    problems: tuple[Problem, ...]
    improvements: tuple[Improvement, ...]


@dataclass(slots=True)
class _State:
    """What the headings and introductory sentences so far have announced.

    Attributes
    ----------
    heading
        What the heading decided; only an explicit turn in the text overrides it.
    improving
        Whether measures follow (``True``) or problems; ``None`` where nothing has said.
    """

    report_year: int | None
    heading: bool | None = None
    heading_year: ProblemYear = ProblemYear.THIS
    improving: bool | None = None
    year: ProblemYear = ProblemYear.THIS
    stage: Stage = Stage.PROMISED

    def is_earlier(self, wording: str) -> bool:
        """Tell whether ``wording`` names a year before the one reported on."""
        if _LAST.search(wording):
            return True
        named = _YEAR.search(wording)
        return named is not None and (self.report_year is None or int(named[0]) < self.report_year)


@dataclass(slots=True)
class _Collector:
    """Takes items by offsets in a normalised passage and keeps them by those of the text."""

    text: str
    problems: list[Problem] = field(default_factory=list)
    improvements: list[Improvement] = field(default_factory=list)
    normalised: NormalisedText = field(default_factory=lambda: normalise(""))

    def add(self, start: int, end: int, state: _State, *, improving: bool) -> None:
        """Add an item without the marks around it."""
        stretch = self.normalised.text[start:end]
        start += len(stretch) - len(stretch.lstrip(_TRAILING))
        end -= len(stretch) - len(stretch.rstrip(_TRAILING))
        if end - start < 4:
            return
        span = self.normalised.original(start, end)
        wording, quote = self.normalised.text[start:end], span.of(self.text)
        category = categorise(wording)
        if improving:
            stage = _stage(wording, state.stage)
            self.improvements.append(
                Improvement(
                    text=quote, start=span.start, end=span.end, category=category, stage=stage
                )
            )
        else:
            self.problems.append(
                Problem(
                    text=quote, start=span.start, end=span.end, category=category, year=state.year
                )
            )


def find_problems(
    text: str, passages: Sequence[Passage], *, report_year: int | None = None
) -> ProblemReading:
    """Find the problems stated and the measures taken or promised.

    Parameters
    ----------
    text
        The text of the document.
    passages
        The narrative of the report; only passages of the section on problems are read.
    report_year
        The year reported on, by which a year that is named with a problem is an earlier one
        or not. Without it, every year so named is taken for an earlier one.

    Returns
    -------
    ProblemReading
        Items without confidence, because rules are not calibrated.
    """
    collector = _Collector(text)
    state = _State(report_year)
    headings: tuple[str, ...] | None = None
    for passage in passages:
        if passage.section is not SectionKind.PROBLEMS or _is_row(passage.span.of(text)):
            continue
        if passage.headings != headings:
            headings = passage.headings
            state = _announced(headings, state)
        collector.normalised = normalise(text, passage.span.start, passage.span.end)
        _read_passage(collector.normalised.text, state, collector)
    return ProblemReading(tuple(collector.problems), tuple(collector.improvements))


def _is_row(written: str) -> bool:
    """Tell whether a passage is a row of a table that was not read as one."""
    return "\t" in written.strip() and "。" not in written


def _announced(headings: Sequence[str], before: _State) -> _State:
    """Read from the nearest heading that says it what follows; the official one says both."""
    state = _State(before.report_year)
    for heading in reversed(headings):
        is_problem = _PROBLEM_HEADING.search(heading) is not None
        is_improvement = _IMPROVEMENT_HEADING.search(heading) is not None
        recalls = LAST_YEAR.search(heading) is not None or _names_earlier(heading, state)
        if recalls:
            state.heading_year = state.year = ProblemYear.LAST
            state.stage = Stage.TAKEN
        if is_problem != is_improvement:
            state.heading = state.improving = is_improvement
        if is_problem or is_improvement:
            break
    if len(headings) == 1 and state.heading is None:
        state.improving, state.stage = before.improving, before.stage
    return state


def _names_earlier(wording: str, state: _State) -> bool:
    named = NAMED_YEAR.search(wording)
    return named is not None and state.is_earlier(named[1])


def _stage(wording: str, announced: Stage) -> Stage:
    """Return the stage that a measure's own words state, else the one announced."""
    if CLEAR_PROMISE.search(wording):
        return Stage.PROMISED
    return Stage.TAKEN if DONE.search(wording) else announced


def _read_passage(text: str, state: _State, collector: _Collector) -> None:
    for start, end, marked in _stretches(text):
        if marked:
            _read_item(text, start, end, state, collector)
            continue
        for first, after in split_sentences(text[start:end]):
            last = start + after == end < len(text)
            _read_sentence(text, start + first, start + after, state, collector, leads=last)


def _stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the parts of a passage: what stands before the first marker, then each item."""
    starts = [match.start() for match in MARKER.finditer(text)]
    if not starts or starts[0] > 0:
        yield 0, starts[0] if starts else len(text), False
    for start, end in pairwise([*starts, len(text)]):
        yield start, end, True


def _read_item(text: str, start: int, end: int, state: _State, collector: _Collector) -> None:
    """Read a marked item; measures that answer its problem in a later sentence part from it."""
    marker = MARKER.match(text, start)
    wording = text[marker.end() if marker else start : end]
    if is_announcement(wording):
        _announce_inside(wording, state)
        return
    improving = state.improving
    if improving is None:
        answers = IMPROVEMENT_LEAD.match(wording) is not None
        improving = answers or LACK.search(wording) is None
    item_end = end
    for first, after in split_sentences(text[start:end]):
        sentence = text[start + first : start + after]
        if first > 0 and not improving and _turns(sentence, state):
            item_end = start + first
            break
    collector.add(start, item_end, state, improving=improving)
    for first, after in split_sentences(text[item_end:end]):
        leads = item_end + after == end < len(text)
        _read_sentence(text, item_end + first, item_end + after, state, collector, leads=leads)


def _turns(sentence: str, state: _State) -> bool:
    """Tell whether a later sentence of a marked problem turns to what is done about it."""
    if LACK.search(sentence):
        return False
    weak = state.heading is None and PROMISE.search(sentence)
    return IMPROVEMENT_LEAD.search(sentence) is not None or bool(weak)


def _announce_inside(wording: str, state: _State) -> None:
    """Take a heading that the text runs on with for what it is."""
    inside = _announced((wording,), _State(state.report_year))
    state.heading, state.heading_year = inside.heading, inside.heading_year
    state.improving, state.year, state.stage = inside.improving, inside.year, inside.stage


def _read_sentence(
    text: str, start: int, end: int, state: _State, collector: _Collector, *, leads: bool
) -> None:
    """Read a sentence without a marker: an introduction, problems, or a measure.

    ``leads`` says that a marked item follows at once.
    """
    end = start + len(text[start:end].rstrip(_TRAILING.replace("：", "")))
    state.year = state.heading_year
    if _read_recalled(text, start, end, state, collector):
        return
    colon = text.find("：", start, end)
    lead = text[start:colon] if colon >= 0 else ""
    turn = _announces(lead, state) if lead else None
    if turn is not None:
        state.improving = turn
        recalls = LAST_YEAR.search(lead) is not None or _names_earlier(lead, state)
        if recalls:
            state.year = ProblemYear.LAST
        if turn:
            done = DONE.search(lead) is not None and PROMISE.search(lead) is None
            state.stage = Stage.TAKEN if recalls or done else Stage.PROMISED
            _add_measures(text, colon + 1, end, state, collector)
        else:
            _add_problems(text, colon + 1, end, state, collector, announced=True)
        return
    _read_plain(text, start, end, state, collector, leads=leads)


def _announces(lead: str, state: _State) -> bool | None:
    """Return whether an introduction turns to measures or to problems, ``None`` for neither."""
    if IMPROVEMENT_LEAD.search(lead):
        return True
    if PROBLEM_LEAD.search(lead) and state.heading is not True:
        return False
    return True if state.heading is None and PROMISE.search(lead) else None


def _read_plain(
    text: str, start: int, end: int, state: _State, collector: _Collector, *, leads: bool
) -> None:
    """Read a sentence without an introduction of its own."""
    sentence = text[start:end]
    turn = IMPROVEMENT_LEAD.search(sentence)
    before_turn = start + turn.start() if turn else end
    lacks = [] if state.heading else problems_in(text, start, before_turn, announced=False)
    for first, after in lacks:
        if not (leads and LEAD_ONLY.search(sentence)):
            collector.add(first, after, state, improving=False)
    if turn or (not lacks and state.heading is not False and PROMISE.search(sentence)):
        state.improving = True
        state.stage = _stage(sentence, Stage.PROMISED)
    elif not lacks and state.heading is None and PROBLEM_LEAD.search(sentence):
        state.improving = False
    if lacks and not turn:
        return
    first = before_turn if lacks else start
    if state.improving and not LEAD_ONLY.search(sentence):
        _add_measures(text, first, end, state, collector)


def _add_problems(
    text: str, start: int, end: int, state: _State, collector: _Collector, *, announced: bool
) -> None:
    for first, after in problems_in(text, start, end, announced=announced):
        collector.add(first, after, state, improving=False)


def _add_measures(text: str, start: int, end: int, state: _State, collector: _Collector) -> None:
    """Add what stands between semicolons, each part that states an act or an intention."""
    for first, after in parts(text, start, end, "；"):
        if INTENTION.search(text, first, after) and not LEAD_ONLY.search(text[first:after]):
            collector.add(first, after, state, improving=True)


def _read_recalled(text: str, start: int, end: int, state: _State, collector: _Collector) -> bool:
    """Read 针对上年度存在的…问题，…: problems that are recalled, then what answers them."""
    lead = RECALL_LEAD.match(text, start, end)
    if lead is None:
        return False
    close = RECALL_END.search(text, lead.end(), min(end, start + _LONGEST_RECALL))
    if close is None:
        return False
    recalled = text[lead.end() : close.start()].lstrip("“")
    is_quoted = text.startswith("“", lead.end())
    is_last = state.is_earlier(lead[0])
    if ("，" in recalled and not is_quoted) or not (is_last or "针对" in lead[0]):
        return False
    if is_last:
        state.year = ProblemYear.LAST
    if len(recalled) > 3 and not UNNAMED.match(recalled) and (is_last or not collector.problems):
        _add_recalled(text, close.start() - len(recalled), close.start(), state, collector)
    answer = _answer_start(text, close.end(), end)
    if answer < end or _ANSWERED.search(text, start, end):
        state.improving = True
        wording = text[answer:end]
        announced = Stage.TAKEN if is_last else Stage.PROMISED
        state.stage = _stage(wording, announced)
        _add_measures(text, answer, end, state, collector)
    elif state.heading is None:
        state.improving = False
    return True


def _add_recalled(text: str, start: int, end: int, state: _State, collector: _Collector) -> None:
    for first, after in parts(text, start, end, "；"):
        listed = listed_problems(text, first, after)
        runs = problems_in(text, first, after, announced=True) if len(listed) == 1 else listed
        for run in runs:
            collector.add(*run, state, improving=False)


def _answer_start(text: str, start: int, end: int) -> int:
    """Return where the measures begin behind a recalled problem: 已作改进： is skipped."""
    while start < end and text[start] in _TRAILING:
        start += 1
    colon = text.find("：", start, min(end, start + _LONGEST_REMARK))
    return colon + 1 if colon >= 0 else start
