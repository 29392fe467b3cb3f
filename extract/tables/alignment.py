"""Which row of the form each logical row is: the best match that keeps the order.

The rows of a form stand in a fixed order, so the assignment is a monotone alignment, found
by dynamic programming (Needleman and Wunsch 1970, with free gaps): rows may be left out of
the report, and rows may stand in it that the form does not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from gongkai.extract.tables.rows import LogicalRow
from gongkai.extract.tables.vocabulary import bare, head, without_numbering
from gongkai.models.normalised import normalise
from gongkai.models.scheme import Regime, SectionKind
from gongkai.models.table_layout import Axis, layout_for

#: How sure a match of wordings is, by the way in which they match.
_WHOLE_LABEL = 1.0
_END_OF_LABEL = 0.97
_INSIDE_LABEL = 0.85
_BEGINNING_OF_WORDING = 0.65
_ALIKE = 0.7
_SPLIT = 0.6
#: A row of blanks that is only a guess must not stand in the way of a row of values.
_WEAK = 0.5
#: The share of a wording that must be found, in order, around values that split a label.
_COVERED = 0.85

_SHORTEST_INSIDE = 4
_LABELS_LOOKED_AT = 40
_PIECES_AT_THE_END = 4
_PIECES_AROUND = 10
_FUZZY_RATIO = 80.0
_OUTCOME_WORDS = ("维持", "纠正", "其他结果", "尚未", "审结", "起诉", "总计")
_OUTCOME_WORDS_NEEDED = 3
#: The header of table four, for copies that broke it into single characters.
_OUTCOME_CHARACTERS = frozenset(
    "行政复议诉讼未经复议直接起诉复议后起诉结果维持结果纠正其他结果尚未审结总计"
)

#: The proceedings of table four, and the longest row that one of them can have by itself.
_PROCEEDINGS = {"行政复议": 0, "未经复议直接起诉": 1, "复议后起诉": 2}
_LONGEST_PROCEEDING = 8

#: The width of the row of table four that holds its three proceedings side by side.
PROCEEDINGS_WIDTH = 15


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a form: where its cells go and by which wordings it is known.

    ``keys`` are the cell keys in the order of the columns, ``None`` for a column that the form
    does not have; ``columns`` is the number of columns of the table, which is larger where the
    row merges some.
    """

    section: SectionKind
    keys: tuple[str | None, ...]
    wordings: tuple[str, ...]
    columns: int
    side_by_side: bool = False


_COLUMNS = {
    SectionKind.PROACTIVE_DISCLOSURE: 3,
    SectionKind.APPLICATIONS: 7,
    SectionKind.REVIEW_LITIGATION: 5,
}


def _form_row(section: SectionKind, axis: Axis, columns: Sequence[Axis]) -> FormRow:
    wordings = tuple(bare(normalise(wording).text) for wording in axis.wordings)
    keys = tuple(f"{axis.id}.{column.id}" for column in columns)
    return FormRow(section, keys, wordings, max(len(keys), _COLUMNS[section]))


@lru_cache(maxsize=4)
def form_rows(regime: Regime) -> tuple[FormRow, ...]:
    """Return all rows of the three tables of a form, in the order of the form.

    Table four comes in two ways: one row for its three proceedings side by side, as the form
    has it, and a row for each proceeding, as some reports do.
    """
    rows: list[FormRow] = []
    for section in (SectionKind.PROACTIVE_DISCLOSURE, SectionKind.APPLICATIONS):
        for panel in layout_for(section, regime).panels:
            rows.extend(_form_row(section, row, panel.columns) for row in panel.rows)
    section = SectionKind.REVIEW_LITIGATION
    panel = layout_for(section, regime).panels[0]
    rows.append(FormRow(section, panel.keys, (), PROCEEDINGS_WIDTH, side_by_side=True))
    rows.extend(_form_row(section, row, panel.columns) for row in panel.rows)
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Match:
    """A logical row that was recognised as a row of the form."""

    form_row: FormRow
    row: LogicalRow
    score: float


def align(rows: Sequence[LogicalRow], regime: Regime) -> list[Match]:
    """Assign logical rows to the rows of a form.

    Returns
    -------
    list of Match
        In the order of the form; each row of either side at most once.
    """
    form = form_rows(regime)
    proceedings = [_proceeding(row) for row in rows]
    apart = len(set(filter(None, proceedings))) > 1
    candidates = [
        (row, scores)
        for row, after, proceeding in zip_longest(rows, rows[1:], proceedings)
        if any(scores := row_scores(row, after, proceeding, regime, apart=apart))
    ]
    best = [[0.0] * (len(form) + 1) for _ in range(len(candidates) + 1)]
    for i, (_, scores) in enumerate(candidates, start=1):
        above, here = best[i - 1], best[i]
        here[:] = above
        for j in [j for j, score in enumerate(scores, start=1) if score]:
            value = above[j - 1] + scores[j - 1]
            # As ``here`` never falls from one column to the next, what is no more than the value
            # ends the columns that gain by it.
            for k in range(j, len(here)):
                if here[k] >= value:
                    break
                here[k] = value
    matches = _trace_back(candidates, form, best)
    firm = {match.form_row.section for match in matches if not match.row.weak}
    return [match for match in matches if match.form_row.section in firm]


def _trace_back(
    candidates: Sequence[tuple[LogicalRow, tuple[float, ...]]],
    form: tuple[FormRow, ...],
    best: list[list[float]],
) -> list[Match]:
    matches: list[Match] = []
    i, j = len(candidates), len(form)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            row, scores = candidates[i - 1]
            matches.append(Match(form[j - 1], row, scores[j - 1]))
            i, j = i - 1, j - 1
    return matches[::-1]


def row_scores(
    row: LogicalRow,
    after: LogicalRow | None,
    proceeding: str | None,
    regime: Regime,
    *,
    apart: bool = False,
) -> tuple[float, ...]:
    """Return how well a logical row matches each row of the form, 0 where not at all.

    Parameters
    ----------
    row, after
        The row and the one behind it, whose labels may begin with the rest of its label.
    proceeding
        The proceeding of table four that the row is by itself, if it is one.
    regime
        The form.
    apart
        Whether the three proceedings of table four have a row each.
    """
    labels = tuple([token.text for token in row.labels[-_LABELS_LOOKED_AT:]])
    rest = tuple([token.text for token in after.labels[:_PIECES_AROUND]]) if after else ()
    scores = _label_scores(labels, rest, regime)
    if not any(scores) and not _is_under_outcomes(labels):
        return scores
    if row.weak:
        scores = tuple([score * _WEAK for score in scores])
    first = len(scores) - 1 - len(_PROCEEDINGS)  # where table four begins
    if proceeding and (apart or head(row.labels[-1].text) != proceeding):
        own = [0.0] * len(_PROCEEDINGS)
        own[_PROCEEDINGS[proceeding]] = _WHOLE_LABEL
        return (*[0.0] * (first + 1), *own)
    if not _is_under_outcomes(labels):
        return (*scores[:first], *[0.0] * (len(scores) - first))
    weak = row.weak or len(row.tail) < PROCEEDINGS_WIDTH
    side_by_side = _WEAK if weak else _WHOLE_LABEL  # and its 总计 is a column, no row of another
    return (*[0.0] * first, side_by_side, *[0.0] * len(_PROCEEDINGS))


def whole_row_of(row: LogicalRow, regime: Regime | None) -> SectionKind | None:
    """Return the table in which a row with values has its whole label, ``None`` if in none."""
    if regime is None or not row.values or not row.labels:
        return None
    label = bare(without_numbering(row.labels[-1].text))
    if len(label) < _SHORTEST_INSIDE:
        return None
    return next((each.section for each in form_rows(regime) if label in each.wordings), None)


def _proceeding(row: LogicalRow) -> str | None:
    """Return which proceeding of table four a row is by itself, ``None`` if it is none.

    Its label names it, or the header above it names no other.
    """
    if not row.labels or not row.values or len(row.tail) > _LONGEST_PROCEEDING:
        return None
    own = head(row.labels[-1].text)
    if own in _PROCEEDINGS:
        return own
    return _proceeding_above(tuple([token.text for token in row.labels]))


@lru_cache(maxsize=8192)
def _proceeding_above(labels: tuple[str, ...]) -> str | None:
    """Return the proceeding that the header in front of a row names, if it names but one."""
    header = bare("".join(labels))
    named = [proceeding for proceeding in _PROCEEDINGS if proceeding in header]
    return named[0] if len(named) == 1 and _is_under_outcomes(labels) else None


@lru_cache(maxsize=8192)
def _is_under_outcomes(labels: tuple[str, ...]) -> bool:
    """Tell whether the header of table four, its outcomes, stands in front of a row."""
    header = bare("".join(labels))
    if len(header) >= PROCEEDINGS_WIDTH and _OUTCOME_CHARACTERS.issuperset(header):
        return True
    return sum(word in header for word in _OUTCOME_WORDS) >= _OUTCOME_WORDS_NEEDED


@lru_cache(maxsize=8192)
def _label_scores(
    labels: tuple[str, ...], rest: tuple[str, ...], regime: Regime
) -> tuple[float, ...]:
    form = form_rows(regime)
    if not labels:
        return (0.0,) * len(form)
    exact = [max((_exact(labels, word) for word in row.wordings), default=0.0) for row in form]
    if max(exact) >= _END_OF_LABEL:
        return tuple(exact)
    return tuple(
        max(score, _loose(labels, rest, row.wordings))
        for score, row in zip(exact, form, strict=True)
    )


def _exact(labels: tuple[str, ...], wording: str) -> float:
    if bare(without_numbering(labels[-1])) == wording:
        return _WHOLE_LABEL
    if head(labels[-1]) == wording:
        return _END_OF_LABEL
    whole = bare("".join(labels))
    if len(wording) < _SHORTEST_INSIDE:
        return _END_OF_LABEL if _is_item(labels, wording) else 0.0
    if whole.endswith(wording):
        return _END_OF_LABEL
    return _INSIDE_LABEL if wording in whole else 0.0


def _is_item(labels: tuple[str, ...], wording: str) -> bool:
    """Tell whether the last labels together spell a short wording: ``3.``, ``其``, ``他``."""
    spelled = ""
    for label in reversed(labels):
        spelled = label + spelled
        core = bare(without_numbering(spelled))
        if core == wording:
            return True
        if len(core) > len(wording):
            break
    return False


def _loose(labels: tuple[str, ...], rest: tuple[str, ...], wordings: tuple[str, ...]) -> float:
    """Score a label that is cut off, worded a little differently, or split by its values."""
    score = 0.0
    for count in range(1, min(len(labels), _PIECES_AT_THE_END) + 1):
        piece = bare(without_numbering("".join(labels[-count:])))
        if len(piece) >= _SHORTEST_INSIDE and any(word.startswith(piece) for word in wordings):
            score = _BEGINNING_OF_WORDING
    around = (bare("".join(labels[-_PIECES_AROUND:])), bare("".join(rest)))
    own = bare(without_numbering(labels[-1]))
    return max(score, *(_likeness(own, around, wording) for wording in wordings), 0.0)


def _likeness(own: str, around: tuple[str, str], wording: str) -> float:
    """Score a wording against a label worded differently, or split by its values."""
    from rapidfuzz import fuzz  # noqa: PLC0415  loaded only where a wording is new
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415

    before, behind = around
    if any(
        before.endswith(wording[:cut]) and behind.startswith(wording[cut:])
        for cut in range(1, len(wording))
    ):
        return _SPLIT
    if len(wording) <= _SHORTEST_INSIDE:
        return 0.0
    score = 0.0
    if len(own) >= _SHORTEST_INSIDE:
        score = _ALIKE * fuzz.ratio(own, wording, score_cutoff=_FUZZY_RATIO) / 100.0
    covered = LCSseq.similarity(wording, before + behind) / len(wording)
    return max(score, _SPLIT * covered) if covered >= _COVERED else score
