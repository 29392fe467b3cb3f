"""The scores as tables on the terminal. ``—`` stands for a figure that is not defined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rich import box
from rich.table import Table as Grid
from rich.text import Text

from gongkai.evaluate.counts import Counts, Interval, Proportion
from gongkai.evaluate.scores.cells import CellScores
from gongkai.evaluate.scores.claims import ClaimCounts, ClaimScores
from gongkai.evaluate.scores.items import ItemScores
from gongkai.evaluate.scores.together import Scores
from gongkai.evaluate.wording import FIELD_PHRASES, Phrase
from gongkai.extract.command_line.display.page import DOUBT, FAULT, Page
from gongkai.models.scheme import Kind, Metric
from gongkai.models.terms import Term

_UNDEFINED = "—"
#: Lines up to this width, in cells, get tables without wide gaps.
_NARROW = 94
Groups = Mapping[Metric, ClaimCounts] | Mapping[Kind, ClaimCounts]


def print_scores(page: Page, scores: Scores, output: Path) -> None:
    """Print all scores.

    Parameters
    ----------
    page
        Where to print.
    scores
        The scores.
    output
        The file they were written to.
    """
    _print_head(page, scores, output)
    _print_claims(page, scores.claims)
    _print_by(page, Phrase.BY_METRIC, scores.claims.by_metric)
    _print_by(page, Phrase.BY_KIND, scores.claims.by_kind)
    _print_attributes(page, scores.claims)
    _print_cells(page, scores.cells)
    _print_items(page, Phrase.PROBLEMS, Phrase.YEAR, scores.problems)
    _print_items(page, Phrase.IMPROVEMENTS, Phrase.STAGE, scores.improvements)


def figure(value: float | None) -> str:
    """Return a figure between 0 and 1 with three digits."""
    return _UNDEFINED if value is None else f"{value:.3f}"


def term_name(page: Page, term: Term) -> str:
    """Return the label of a term in Chinese; in English its id, which says enough."""
    return page.words[term] if page.words.language == "zh" else term.value


def _print_head(page: Page, scores: Scores, output: Path) -> None:
    words = page.words
    models = ", ".join(scores.models) or _UNDEFINED
    head = words[Phrase.REPORTS].format(
        judged=len(scores.reports), models=words.safe(models), output=output
    )
    page.line(Text(words.safe(head)))
    if scores.missing:
        names = words.safe(", ".join(scores.missing))
        page.line(Text(words[Phrase.WITHOUT_PREDICTION].format(names=names), FAULT))
    if scores.unjudged:
        page.line(Text(words[Phrase.UNJUDGED].format(count=scores.unjudged), DOUBT))


def _print_claims(page: Page, claims: ClaimScores) -> None:
    words = page.words
    page.heading(words[Phrase.CLAIMS])
    total, without_other = claims.total, claims.without_other
    part = "  {}".format
    rows = [
        _count_row(words[Phrase.RIGHT], total.right, claims.interval()),
        _count_row(part(words[Phrase.WITHOUT_OTHER]), without_other.right),
        [part(words[Phrase.MACRO]), "", "", figure(claims.macro_f1)],
        _count_row(words[Phrase.WHOLLY_RIGHT], total.wholly_right, claims.interval_wholly_right()),
        _count_row(part(words[Phrase.WITHOUT_OTHER]), without_other.wholly_right),
        [part(words[Phrase.MACRO]), "", "", figure(claims.macro_f1_wholly_right)],
    ]
    _print_counts(page, rows)


def _print_by(page: Page, heading: Phrase, groups: Groups) -> None:
    page.heading(page.words[heading])
    rows = []
    for term, counts in groups.items():
        right = counts.right
        figures = [figure(each) for each in (right.precision, right.recall, right.f1)]
        sizes = [str(right.gold), str(right.predicted)]
        rows.append([term_name(page, term), *figures, figure(counts.wholly_right.f1), *sizes])
    columns = (Phrase.PRECISION, Phrase.RECALL, Phrase.F1, Phrase.F1_WHOLLY_RIGHT)
    _print_grid(page, (*columns, Phrase.GOLD, Phrase.PREDICTED), rows)


def _print_attributes(page: Page, claims: ClaimScores) -> None:
    page.heading(page.words[Phrase.ATTRIBUTES])
    rows = [
        [
            page.words[FIELD_PHRASES[name]],
            *(figure(score.all.share), str(score.all.judged)),
            *(figure(score.given.share), str(score.given.judged)),
        ]
        for name, score in claims.attributes.items()
        if score.all.judged
    ]
    columns = (Phrase.ACCURACY, Phrase.JUDGED, Phrase.ACCURACY_GIVEN, Phrase.GIVEN)
    _print_grid(page, columns, rows)


def _print_cells(page: Page, cells: CellScores) -> None:
    words = page.words
    total, invented = cells.total, cells.invented
    page.heading(
        words[Phrase.CELLS],
        words[Phrase.CELLS_RIGHT].format(count=total.count, judged=total.judged),
    )
    rows = [
        _count_row(words[each], counts)
        for each, counts in cells.by_class.items()
        if counts.gold or counts.predicted
    ]
    rows.append(_count_row(words[Phrase.MISSING_TABLES], cells.missing_tables))
    _print_counts(page, rows)
    line = words[Phrase.INVENTED].format(count=invented.count, judged=invented.judged)
    page.line(Text(line, FAULT if invented.count else ""), indent=2)


def _print_items(page: Page, heading: Phrase, detail: Phrase, items: ItemScores) -> None:
    words = page.words
    page.heading(words[heading])
    rows = [
        _count_row(words[Phrase.FOUND], items.found),
        _count_row(words[Phrase.RIGHT], items.right, items.interval()),
    ]
    _print_counts(page, rows)
    accuracies: list[tuple[Phrase, Proportion]] = [
        (Phrase.CATEGORY, items.category),
        (detail, items.detail),
    ]
    _print_grid(
        page,
        (Phrase.ACCURACY, Phrase.JUDGED),
        [[words[name], figure(each.share), str(each.judged)] for name, each in accuracies],
    )


def _count_row(label: str, counts: Counts, interval: Interval | None = None) -> list[str]:
    figures = [figure(each) for each in (counts.precision, counts.recall, counts.f1)]
    limits = f"{interval.low:.3f}–{interval.high:.3f}" if interval else ""
    return [
        label,
        *figures,
        limits,
        *(str(size) for size in (counts.right, counts.gold, counts.predicted)),
    ]


def _print_counts(page: Page, rows: Sequence[Sequence[str]]) -> None:
    columns = [Phrase.PRECISION, Phrase.RECALL, Phrase.F1, Phrase.INTERVAL]
    columns += [Phrase.RIGHT_COUNT, Phrase.GOLD, Phrase.PREDICTED]
    if not any(len(row) > 4 and row[4] for row in rows):
        del columns[3]
        rows = [[*row[:4], *row[5:]] for row in rows]
    _print_grid(page, columns, rows)


def _print_grid(page: Page, columns: Iterable[Phrase], rows: Sequence[Sequence[str]]) -> None:
    gap = 2 if page.width > _NARROW else 0  # besides the one cell that rich keeps
    grid = Grid(box=box.SIMPLE_HEAD, padding=(0, gap, 0, 0), pad_edge=False, show_edge=False)
    grid.add_column("", no_wrap=True)
    for column in columns:
        # Figures are never cut; where a line is too short, the long head wraps.
        no_wrap = column is not Phrase.F1_WHOLLY_RIGHT
        grid.add_column(page.words[column], justify="right", no_wrap=no_wrap)
    for row in rows:
        grid.add_row(*row)
    page.block(grid, indent=2)
