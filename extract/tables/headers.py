"""In which order the columns of a table stand, where its header says so.

The forms fix the order, and most headers are too broken by copying to tell more. But where a
row names columns one after the other and in another order, or a column that the form does not
have, the header holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from gongkai.extract.tables.alignment import Match
from gongkai.extract.tables.tokens import Mark, PhysicalRow
from gongkai.extract.tables.vocabulary import bare
from gongkai.models.normalised import normalise
from gongkai.models.scheme import Regime
from gongkai.models.table_layout import LAYOUTS, REVIEW_LITIGATION_2021

#: A column that some reports add and that no form has.
_EXTRA_COLUMN = "小计"
_TOTAL = "total"
#: Fewer names in a row may be pieces of a header in several rows.
_FEWEST_COLUMNS = 3

_LABELS_IN_A_ROW = Mark.LABEL * _FEWEST_COLUMNS

_Order = tuple[str | None, ...]

#: The columns that table four writes once for each proceeding.
_REPEATED: _Order = tuple(column.id for column in REVIEW_LITIGATION_2021.panels[0].columns)


def follow_headers(
    matches: Sequence[Match], physical: Sequence[PhysicalRow], regime: Regime
) -> list[Match]:
    """Give each matched row the order of columns that its header shows.

    A key of ``None`` stands for a column that the form does not have.
    """
    orders = _orders(physical, regime)
    return [_reordered(match, orders) for match in matches] if orders else list(matches)


def _reordered(match: Match, orders: dict[_Order, _Order]) -> Match:
    keys = match.form_row.keys
    ids = [key.rsplit(".", 1)[1] if key else None for key in keys]
    width = next((len(form) for form in orders if tuple(ids[: len(form)]) == form), 0)
    if not width or len(ids) % width:
        return match
    order = orders[tuple(ids[:width])]
    new_keys: list[str | None] = []
    for first in range(0, len(keys), width):  # table four repeats its columns three times
        by_id = dict(zip(ids[first : first + width], keys[first : first + width], strict=True))
        new_keys += [by_id.get(column) if column else None for column in order]
    columns = max(match.form_row.columns, len(new_keys))
    return replace(match, form_row=replace(match.form_row, keys=tuple(new_keys), columns=columns))


def _orders(physical: Sequence[PhysicalRow], regime: Regime) -> dict[_Order, _Order]:
    """Return the orders that differ from the form, by the order of the form."""
    found: dict[_Order, _Order] = {}
    headers = [
        (marks, _bare_labels(row)) for row in physical if _LABELS_IN_A_ROW in (marks := _marks(row))
    ]
    for form, names in _column_names(regime):
        for marks, labels in headers:
            for run in _runs(labels, names):
                if form == _REPEATED and not _is_whole_header(marks, run):
                    continue  # a piece may reach from one repetition into the next
                order = _order(_once(run), form)
                if order is not None and order != form:
                    found.setdefault(form, order)
    return found


def _is_whole_header(marks: str, run: list[str | None]) -> bool:
    """Tell whether a row is nothing but a run of columns, behind one name for the rows."""
    return marks.rstrip(Mark.BLANK) in {Mark.LABEL * len(run), Mark.LABEL * (len(run) + 1)}


def _marks(row: PhysicalRow) -> str:
    return "".join([token.mark for token in row.tokens])


def _bare_labels(row: PhysicalRow) -> list[str]:
    """Return what each token of a row says as a label, nothing where it is none."""
    return [bare(token.text) if token.mark is Mark.LABEL else "" for token in row.tokens]


def _once(run: list[str | None]) -> list[str | None]:
    """Return the columns of a run once, where it repeats them all in the same order."""
    width = run.index(run[0], 1) if run[0] in run[1:] else len(run)
    return run[:width] if run == run[:width] * (len(run) // width) else run


@lru_cache(maxsize=4)
def _column_names(regime: Regime) -> tuple[tuple[_Order, dict[str, str]], ...]:
    panels = {
        tuple(column.id for column in panel.columns): {
            bare(normalise(wording).text): column.id
            for column in panel.columns
            for wording in column.wordings
        }
        for layout in LAYOUTS
        if layout.regime is regime
        for panel in layout.panels
        if len(panel.columns) >= _FEWEST_COLUMNS
    }
    return tuple(panels.items())


def _runs(labels: Sequence[str], names: dict[str, str]) -> Iterator[list[str | None]]:
    """Yield the columns that the labels of a row name one right after the other."""
    run: list[str | None] = []
    for text in labels:
        if text in names:
            run.append(names[text])
        elif text == _EXTRA_COLUMN and run:
            run.append(None)
        else:
            if run:
                yield run
            run = []
    if run:
        yield run


def _order(run: list[str | None], form: _Order) -> _Order | None:
    """Return the order of all columns that a run of names shows, ``None`` if it shows none."""
    known = [column for column in run if column is not None]
    if len(known) < _FEWEST_COLUMNS or len(set(known)) != len(known):
        return None
    if _TOTAL in known[:-1] and len(known) < len(form):
        return None  # a total in a row above its neighbours says nothing about its place
    places = sorted(form.index(column) for column in known)
    first, last = places[0], places[-1]
    if places != list(range(first, last + 1)):
        return None
    return (*form[:first], *run, *form[last + 1 :])
