"""Problems and improvements of section five, by rules.

A passage is read sentence by sentence. Headings decide whether problems or measures follow,
and introductory sentences (``主要问题有：``, ``下一步，``) where no heading does; list markers
(``一是``, ``（二）``, ``1.``) open items that run to the next marker. Where there is no marker,
the clauses that state a lack are problems and the sentences that state an intention are
improvements.

Read :mod:`gongkai.models.problem_wording` (the words), :mod:`.problem_categories`,
:mod:`.problem_items` (what is gathered) and :mod:`.problem_statements` (where one unmarked
problem ends) first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.models.normalised import normalise
from gongkai.models.passages import Passage
from gongkai.models.problem_wording import (
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
from gongkai.models.rules.problem_items import TRAILING, Items, ProblemReading, State, stage_of
from gongkai.models.rules.problem_statements import listed_problems, parts, problems_in
from gongkai.models.rules.sentences import split_sentences
from gongkai.models.scheme import ProblemYear, SectionKind, Stage

_PROBLEM_HEADING = re.compile(r"问题|不足|困难|差距|短板")
_IMPROVEMENT_HEADING = re.compile(r"改进|措施|解决|下一?步|打算|整改|计划|努力(?:的)?方向|今后")
_ANSWERED = re.compile(r"针对(?!性)|整改|改进|落实")
_LONGEST_RECALL = 200
_LONGEST_REMARK = 12


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
    items = Items(text)
    state = State(report_year)
    headings: tuple[str, ...] | None = None
    for passage in passages:
        if passage.section is not SectionKind.PROBLEMS or _is_row(passage.span.of(text)):
            continue
        if passage.headings != headings:
            headings = passage.headings
            state = _announced(headings, state)
        items.normalised = normalise(text, passage.span.start, passage.span.end)
        _Reader(items.normalised.text, state, items).read()
    items.align_categories()
    return ProblemReading(tuple(items.problems), tuple(items.improvements))


def _is_row(written: str) -> bool:
    """Tell whether a passage is a row of a table that was not read as one."""
    return "\t" in written.strip() and "。" not in written


def _announced(headings: Sequence[str], before: State) -> State:
    """Read from the nearest heading that says it what follows; the official one says both."""
    state = State(before.report_year)
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


def _names_earlier(wording: str, state: State) -> bool:
    named = NAMED_YEAR.search(wording)
    return named is not None and state.is_earlier(named[1])


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one normalised passage; all offsets are its own."""

    text: str
    state: State
    items: Items

    def read(self) -> None:
        """Read the passage from its beginning to its end."""
        for start, end, marked in _stretches(self.text):
            if marked:
                self._read_item(start, end)
                continue
            for first, after in split_sentences(self.text[start:end]):
                last = start + after == end < len(self.text)
                self._read_sentence(start + first, start + after, leads=last)

    def _read_item(self, start: int, end: int) -> None:
        """Read a marked item; measures that answer its problem in a later sentence part from it."""
        marker = MARKER.match(self.text, start)
        wording = self.text[marker.end() if marker else start : end]
        if is_announcement(wording):
            self._announce_inside(wording)
            return
        improving = self.state.improving
        if improving is None:
            improving = self._is_measure(wording)
        item_end = end
        for first, after in split_sentences(self.text[start:end]):
            sentence = self.text[start + first : start + after]
            if first > 0 and not improving and _turns(sentence, self.state):
                item_end = start + first
                break
        self.items.add(start, item_end, self.state, improving=improving)
        for first, after in split_sentences(self.text[item_end:end]):
            leads = item_end + after == end < len(self.text)
            self._read_sentence(item_end + first, item_end + after, leads=leads)

    def _is_measure(self, wording: str) -> bool:
        """Tell what an item is that nothing has announced, by its own words."""
        if IMPROVEMENT_LEAD.match(wording):
            return True
        if LACK.search(wording):
            return False
        return INTENTION.search(wording) is not None or not self.items.problems

    def _announce_inside(self, wording: str) -> None:
        """Take a heading that the text runs on with for what it is."""
        inside = _announced((wording,), State(self.state.report_year))
        self.state.heading, self.state.heading_year = inside.heading, inside.heading_year
        self.state.improving = inside.improving
        self.state.year, self.state.stage = inside.year, inside.stage

    def _read_sentence(self, start: int, end: int, *, leads: bool) -> None:
        """Read a sentence without a marker: an introduction, problems, or a measure.

        ``leads`` says that a marked item follows at once.
        """
        end = start + len(self.text[start:end].rstrip(TRAILING.replace("：", "")))
        self.state.year = self.state.heading_year
        if self._read_recalled(start, end):
            return
        colon = self.text.find("：", start, end)
        lead = self.text[start:colon] if colon >= 0 else ""
        turn = _announces(lead, self.state) if lead else None
        if turn is not None:
            self.state.improving = turn
            recalls = LAST_YEAR.search(lead) is not None or _names_earlier(lead, self.state)
            if recalls:
                self.state.year = ProblemYear.LAST
            if turn:
                self._add_problems_before_turn(start, lead)
                done = DONE.search(lead) is not None and PROMISE.search(lead) is None
                self.state.stage = Stage.TAKEN if recalls or done else Stage.PROMISED
                self._add_measures(colon + 1, end, announced=True)
            else:
                self._add_problems(colon + 1, end, announced=True)
            return
        self._read_plain(start, end, leads=leads)

    def _read_plain(self, start: int, end: int, *, leads: bool) -> None:
        """Read a sentence without an introduction of its own."""
        sentence = self.text[start:end]
        turn = IMPROVEMENT_LEAD.search(sentence)
        before_turn = start + turn.start() if turn else end
        lacks: list[tuple[int, int]] = []
        if self.state.heading is not True:
            lacks = problems_in(self.text, start, before_turn, announced=False)
        for first, after in lacks:
            if not (leads and LEAD_ONLY.search(sentence)):
                self.items.add(first, after, self.state, improving=False)
        if turn or (not lacks and self.state.heading is not False and PROMISE.search(sentence)):
            self.state.improving = True
            self.state.stage = stage_of(sentence, Stage.PROMISED)
        elif not lacks and self.state.heading is None and PROBLEM_LEAD.search(sentence):
            self.state.improving = False
        if lacks and not turn:
            return
        first = before_turn if lacks else start
        if self.state.improving and not LEAD_ONLY.search(sentence):
            self._add_measures(first, end, announced=False)

    def _add_problems_before_turn(self, start: int, lead: str) -> None:
        """Add what an introduction says is lacking before it turns to measures."""
        turn = IMPROVEMENT_LEAD.search(lead)
        if turn and self.state.heading is not True:
            self._add_problems(start, start + turn.start(), announced=False)

    def _add_problems(self, start: int, end: int, *, announced: bool) -> None:
        for first, after in problems_in(self.text, start, end, announced=announced):
            self.items.add(first, after, self.state, improving=False)

    def _add_measures(self, start: int, end: int, *, announced: bool) -> None:
        """Add what stands between semicolons, unannounced from the first act on."""
        is_list = announced
        for first, after in parts(self.text, start, end, "；"):
            is_list = is_list or INTENTION.search(self.text, first, after) is not None
            if is_list and not LEAD_ONLY.search(self.text, first, after):
                self.items.add(first, after, self.state, improving=True)

    def _read_recalled(self, start: int, end: int) -> bool:
        """Read 针对上年度存在的…问题，…: problems that are recalled, then what answers them."""
        lead = RECALL_LEAD.match(self.text, start, end)
        if lead is None:
            return False
        close = RECALL_END.search(self.text, lead.end(), min(end, start + _LONGEST_RECALL))
        if close is None:
            return False
        recalled = self.text[lead.end() : close.start()].lstrip("“")
        is_quoted = self.text.startswith("“", lead.end())
        is_last = self.state.is_earlier(lead[0])
        if ("，" in recalled and not is_quoted) or not (is_last or "针对" in lead[0]):
            return False
        if is_last:
            self.state.year = ProblemYear.LAST
        is_named = len(recalled) > 3 and not UNNAMED.match(recalled)
        if is_named and (is_last or not self.items.problems):
            self._add_recalled(close.start() - len(recalled), close.start())
        answer = _answer_start(self.text, close.end(), end)
        if answer < end or _ANSWERED.search(self.text, start, end):
            self.state.improving = True
            announced = Stage.TAKEN if is_last else Stage.PROMISED
            self.state.stage = stage_of(self.text[answer:end], announced)
            self._add_measures(answer, end, announced=self.text[answer - 1] == "：")
        elif self.state.heading is None:
            self.state.improving = False
        return True

    def _add_recalled(self, start: int, end: int) -> None:
        for first, after in parts(self.text, start, end, "；"):
            listed = listed_problems(self.text, first, after)
            runs = (
                problems_in(self.text, first, after, announced=True) if len(listed) == 1 else listed
            )
            for run in runs:
                self.items.add(*run, self.state, improving=False)


def _stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the parts of a passage: what stands before the first marker, then each item."""
    starts = [match.start() for match in MARKER.finditer(text)]
    if not starts or starts[0] > 0:
        yield 0, starts[0] if starts else len(text), False
    for start, end in pairwise([*starts, len(text)]):
        yield start, end, True


def _turns(sentence: str, state: State) -> bool:
    """Tell whether a later sentence of a marked problem turns to what is done about it."""
    if LACK.search(sentence):  # 针对培训不够的问题，将…
        return bool(IMPROVEMENT_LEAD.match(sentence) and INTENTION.search(sentence))
    weak = state.heading is None and PROMISE.search(sentence)
    return IMPROVEMENT_LEAD.search(sentence) is not None or bool(weak)


def _announces(lead: str, state: State) -> bool | None:
    """Return whether an introduction turns to measures or to problems, ``None`` for neither."""
    if IMPROVEMENT_LEAD.search(lead):
        return True
    if PROBLEM_LEAD.search(lead) and state.heading is not True:
        return False
    return True if state.heading is None and PROMISE.search(lead) else None


def _answer_start(text: str, start: int, end: int) -> int:
    """Return where the measures begin behind a recalled problem: 已作改进： is skipped."""
    while start < end and text[start] in TRAILING:
        start += 1
    colon = text.find("：", start, min(end, start + _LONGEST_REMARK))
    return colon + 1 if colon >= 0 else start
