"""Every error in its sentence, gold and prediction one above the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from rich.table import Table as Grid
from rich.text import Text

from gongkai.evaluate.display.labels import labelled, listed, remarked
from gongkai.evaluate.display.sheet import term_name
from gongkai.evaluate.evaluation import Evaluation
from gongkai.evaluate.judged.reports import (
    IdentityField,
    JudgedCell,
    JudgedClaim,
    JudgedItem,
    JudgedReport,
)
from gongkai.evaluate.scores.cells import CellError
from gongkai.evaluate.scores.claim_errors import ClaimError, ErrorKind
from gongkai.evaluate.scores.identity import IdentityError
from gongkai.evaluate.scores.items import ItemError
from gongkai.evaluate.scores.together import Scores
from gongkai.evaluate.wording import FIELD_PHRASES, Phrase
from gongkai.extract.command_line.display.page import FAINT, FAULT, GOOD, Page
from gongkai.extract.quantity_wording import bounded, cell_axes, labels, number
from gongkai.extract.safe_text import on_one_line
from gongkai.models.document import Span
from gongkai.models.scheme import IssuerType, Kind, Regime, Tier
from gongkai.models.terms import Term

_SENTENCE_END: Final = re.compile(r"[。！？]|\n\s*\n")
_OF_SEVERAL_FIELDS: Final = (
    *(ErrorKind.WRONG_SEVERAL, ErrorKind.WRONG_ATTRIBUTES),
    ErrorKind.OTHER_ATTRIBUTES,
)
#: How far a sentence is shown on either side of a quote, in characters.
_CONTEXT: Final = 120
_LINE_BREAK: Final = re.compile(r"[ \t]*[\r\n]\s*")
#: Details of a claim need so much room beside the rest, in cells.
_LEAST_DETAILS: Final = 24
_TERMS_OF_IDENTITY: Final[Mapping[IdentityField, type[Term]]] = {
    IdentityField.TIER: Tier,
    IdentityField.TYPE: IssuerType,
}


def print_errors(page: Page, evaluation: Evaluation) -> None:
    """Print all errors of each system: of claims, cells, problems, improvements and identity."""
    for system in evaluation.systems:
        if len(evaluation.systems) > 1:
            page.line(Text())
            page.title(system.name)
        _print_errors(page, system.scores)


def _print_errors(page: Page, scores: Scores) -> None:
    if scores.claims is not None:
        _print_claim_errors(page, scores.claims.errors)
    if scores.cells is not None:
        _print_cell_errors(page, scores.cells.errors)
    if scores.problems is not None:
        _print_item_errors(page, Phrase.PROBLEMS, Phrase.YEAR, scores.problems.errors)
    if scores.improvements is not None:
        _print_item_errors(page, Phrase.IMPROVEMENTS, Phrase.STAGE, scores.improvements.errors)
    if scores.identity is not None:
        _print_identity_errors(page, scores.identity.errors)


def _print_claim_errors(page: Page, claims: tuple[ClaimError, ...]) -> None:
    words = page.words
    counted = Counter(error.kind for error in claims)
    kinds = (f"{words[kind]} {counted[kind]}" for kind in ErrorKind if counted[kind])
    _print_heading(page, Phrase.CLAIMS, listed(words, kinds))
    for report, errors in groupby(claims, key=lambda error: error.report):
        _print_report(page, report)
        for error in errors:
            _print_claim_error(page, error)
    _print_none(page, not claims)


def _print_cell_errors(page: Page, errors: tuple[CellError, ...]) -> None:
    _print_heading(page, Phrase.CELLS)
    for report, cells in groupby(errors, key=lambda error: error.report):
        _print_report(page, report)
        for cell in cells:
            _print_cell_error(page, cell)
    _print_none(page, not errors)


def _print_identity_errors(page: Page, errors: tuple[IdentityError, ...]) -> None:
    words = page.words
    _print_heading(page, Phrase.IDENTITY)
    for report, fields in groupby(errors, key=lambda error: error.report):
        _print_report(page, report)
        for error in fields:
            sides = ((Phrase.GOLD, error.gold, GOOD), (Phrase.PREDICTED, error.predicted, FAULT))
            line = Text(f"{words[error.field]}  ")
            for label, value, style in sides:
                said = _identity_value(page, error.field, value)
                line.append(f"{words[label]} {said}  ", style)
            page.line(line, indent=4, hanging=2)
    _print_none(page, not errors)


def _print_heading(page: Page, part: Phrase, remark: str = "") -> None:
    words = page.words
    page.heading(labelled(words, words[Phrase.ERRORS], words[part]), remark)


def _identity_value(page: Page, field: IdentityField, value: str | int | None) -> str:
    if value is None:
        return page.words[Phrase.NOTHING]
    terms = _TERMS_OF_IDENTITY.get(field)
    if terms is not None and value in tuple(terms):
        return term_name(page, terms.of(str(value)))
    return page.words.safe(str(value))


def sentence_around(text: str, span: Span) -> tuple[str, str, str]:
    """Return what stands before a quote in its sentence, the quote, and what stands behind.

    A sentence ends at 。！？ or an empty line; of a long one, a part is shown.
    """
    before = text[max(0, span.start - _CONTEXT) : span.start]
    if endings := list(_SENTENCE_END.finditer(before)):
        before = before[endings[-1].end() :]
    elif span.start > _CONTEXT:
        before = "…" + before
    behind = text[span.end : span.end + _CONTEXT]
    if ending := _SENTENCE_END.search(behind):
        behind = behind[: ending.end()]
    elif span.end + _CONTEXT < len(text):
        behind += "…"
    return before.lstrip(), span.of(text), behind.rstrip()


def _print_report(page: Page, name: str) -> None:
    page.line(Text())
    page.line(Text(page.words.safe(name), "bold"), indent=2)


def _print_none(page: Page, wanted: bool) -> None:
    if wanted:
        page.line(Text(page.words[Phrase.NO_ERRORS], FAINT), indent=2)


def _print_claim_error(page: Page, error: ClaimError) -> None:
    words = page.words
    page.line(Text())
    fields = words[Phrase.AND].join(words[FIELD_PHRASES[name]] for name in error.fields)
    # A kind that names its one field does not need it said again.
    several = error.kind in _OF_SEVERAL_FIELDS
    title = labelled(words, words[error.kind], fields) if several else words[error.kind]
    page.line(Text(title, FAULT), indent=4)
    page.line(_sentence(page, error), indent=6)
    rows: list[Sequence[Text]] = []
    for label, report, claim, style in (
        (Phrase.GOLD, error.pair.gold, error.gold, GOOD),
        (Phrase.PREDICTED, error.pair.predicted, error.predicted, FAULT),
    ):
        name = Text(words[label], style)
        if claim is None:
            rows.append((name, Text(words[Phrase.NOTHING], FAINT)))
            continue
        said = (term_name(page, claim.metric), _quantity(page, claim))
        rows.append((name, *map(Text, (*said, _details(page, claim, report, error.fields)))))
    _print_sides(page, rows)


def _print_sides(page: Page, rows: Sequence[Sequence[Text]]) -> None:
    """Print what both sides say one above the other, as a table where there is room."""
    firsts = [sum(each.cell_len + 2 for each in row[:-1]) for row in rows]
    if max(firsts) + _LEAST_DETAILS > page.width - 6:
        for row in rows:
            page.line(Text("  ").join(row), indent=6, hanging=2)
        return
    grid = Grid.grid(padding=(0, 2, 0, 0))
    for _ in range(3):
        grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for row in rows:
        grid.add_row(*row)
    page.block(grid, indent=6)


def _sentence(page: Page, error: ClaimError) -> Text:
    claim = error.claim
    if error.text is not None:
        before, quote, behind = sentence_around(error.text, claim.span)
    else:
        known = (each.sentence for each in (error.gold, error.predicted) if each is not None)
        sentence = next((each for each in known if each and claim.quote in each), claim.quote)
        before, quote, behind = sentence.partition(claim.quote)
    quote = page.words.safe(quote)
    return Text.assemble(
        _with_spaces(before),
        (quote if page.has_colour else f"‹{quote}›", "bold"),
        _with_spaces(behind),
    )


def _with_spaces(text: str) -> str:
    """Return a text on one line; a heading must not run into the sentence below it."""
    return on_one_line(_LINE_BREAK.sub(" ", text))


def _quantity(page: Page, claim: JudgedClaim) -> str:
    signed = claim.kind is Kind.CHANGE
    written = bounded(claim.value, claim.bound)
    if signed and claim.value > 0:
        written = written.replace(number(claim.value), number(claim.value, signed=True))
    if claim.value_max is not None:
        written += f"–{number(claim.value_max, signed=signed)}"
    return f"{written} {page.words.safe(claim.unit)}" if claim.unit else written


def _details(page: Page, claim: JudgedClaim, report: JudgedReport, fields: Sequence[str]) -> str:
    words = page.words
    terms: list[Term | None] = [claim.kind, claim.aspect, claim.per, claim.channel]
    details = [term_name(page, term) for term in terms if term is not None]
    if claim.part_of is not None:
        whole = (report.claims or ())[claim.part_of]
        details.append(words[Phrase.PART_OF].format(quote=words.safe(whole.quote)))
    if claim.part_kind is not None:
        details.append(term_name(page, claim.part_kind))
    if "scope" in fields:  # mostly known, and seldom of interest
        details.append(term_name(page, claim.scope))
    if claim.section is not None:
        details.append(term_name(page, claim.section))
    return " · ".join(details)


def _print_cell_error(page: Page, error: CellError) -> None:
    words = page.words
    predicted = f"{words[Phrase.PREDICTED]} {_cell(page, error.predicted)}"
    if error.is_invention:
        predicted = remarked(words, predicted, words[Phrase.INVENTION])
    page.line(
        Text.assemble(
            f"{_cell_name(page, error)}  ",
            (f"{words[Phrase.GOLD]} {_cell(page, error.gold)}  ", GOOD),
            (predicted, FAULT),
        ),
        indent=4,
        hanging=2,
    )


def _cell_name(page: Page, error: CellError) -> str:
    """Return what a cell is called; in English its ids, which say enough."""
    words, section = page.words, error.section
    if words.language != "zh":
        return f"{section.value}.{error.key}"
    known = (regime for regime in Regime if error.key in cell_axes(section, regime))
    row, column = labels(error.key, section, next(known, None), words)
    return " · ".join((words[section], row, column))


def _cell(page: Page, cell: JudgedCell) -> str:
    if cell.value is None:
        return page.words[cell.state]
    unit = f" {page.words.safe(cell.unit)}" if cell.unit else ""
    return number(cell.value) + unit


def _print_item_errors(
    page: Page, heading: Phrase, detail: Phrase, errors: tuple[ItemError, ...]
) -> None:
    words = page.words
    _print_heading(page, heading)
    names = {"category": words[Phrase.CATEGORY], "detail": words[detail]}
    for report, found in groupby(errors, key=lambda error: error.report):
        _print_report(page, report)
        for error in found:
            if error.predicted is None:
                title = words[Phrase.MISSED]
            elif error.gold is None:
                title = words[Phrase.SPURIOUS]
            else:
                fields = words[Phrase.AND].join(names[each] for each in error.fields)
                title = labelled(words, words[Phrase.WRONG], fields)
            page.line(Text(title, FAULT), indent=4)
            _print_item(page, Phrase.GOLD, error.gold)
            _print_item(page, Phrase.PREDICTED, error.predicted)
    _print_none(page, not errors)


def _print_item(page: Page, label: Phrase, item: JudgedItem | None) -> None:
    if item is None:
        return
    words = page.words
    terms = (item.category, item.detail)
    described = words[Phrase.COMMA].join(
        term_name(page, term) for term in terms if term is not None
    )
    style = GOOD if label is Phrase.GOLD else FAULT
    line = Text.assemble((f"{words[label]}  ", style), (f"{described}  ", FAINT))
    page.line(line.append(words.safe(item.text)), indent=6, hanging=2)
