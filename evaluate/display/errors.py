"""Every error in its sentence, gold and prediction one above the other."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import Final

from rich.table import Table as Grid
from rich.text import Text

from gongkai.evaluate.display.sheet import term_name
from gongkai.evaluate.evaluation import Evaluation
from gongkai.evaluate.judged.reports import JudgedCell, JudgedClaim, JudgedItem, JudgedReport
from gongkai.evaluate.scores.cells import CellError
from gongkai.evaluate.scores.claim_errors import ClaimError, ErrorKind
from gongkai.evaluate.scores.identity import IdentityError
from gongkai.evaluate.scores.items import ItemError
from gongkai.evaluate.scores.together import Scores
from gongkai.evaluate.wording import FIELD_PHRASES, Phrase
from gongkai.extract.command_line.console import on_one_line
from gongkai.extract.command_line.display.page import FAINT, FAULT, GOOD, Page
from gongkai.extract.command_line.display.quantities import bounded, number
from gongkai.models.document import Span
from gongkai.models.scheme import Kind
from gongkai.models.terms import Term

_SENTENCE_END: Final = re.compile(r"[。！？]|\n\s*\n")
#: How far a sentence is shown on either side of a quote, in characters.
_CONTEXT: Final = 120


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
    remark = ", ".join(f"{words[kind]} {counted[kind]}" for kind in ErrorKind if counted[kind])
    page.heading(f"{words[Phrase.ERRORS]}: {words[Phrase.CLAIMS]}", remark)
    for report, errors in groupby(claims, key=lambda error: error.report):
        _print_report(page, report)
        for error in errors:
            _print_claim_error(page, error)
    _print_none(page, not claims)


def _print_cell_errors(page: Page, errors: tuple[CellError, ...]) -> None:
    page.heading(f"{page.words[Phrase.ERRORS]}: {page.words[Phrase.CELLS]}")
    for report, cells in groupby(errors, key=lambda error: error.report):
        _print_report(page, report)
        for cell in cells:
            _print_cell_error(page, cell)
    _print_none(page, not errors)


def _print_identity_errors(page: Page, errors: tuple[IdentityError, ...]) -> None:
    words = page.words
    page.heading(f"{words[Phrase.ERRORS]}: {words[Phrase.IDENTITY]}")
    for report, fields in groupby(errors, key=lambda error: error.report):
        _print_report(page, report)
        for error in fields:
            sides = ((Phrase.GOLD, error.gold, GOOD), (Phrase.PREDICTED, error.predicted, FAULT))
            line = Text(f"{words[error.field]}  ")
            for label, value, style in sides:
                said = words[Phrase.NOTHING] if value is None else words.safe(str(value))
                line.append(f"{words[label]} {said}  ", style)
            page.line(line, indent=4, hanging=2)
    _print_none(page, not errors)


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
    fields = ", ".join(words[FIELD_PHRASES[name]] for name in error.fields)
    # A kind that names its one field does not need it said again.
    several = error.kind in (ErrorKind.WRONG_SEVERAL, ErrorKind.WRONG_ATTRIBUTES)
    title = words[error.kind] + (f": {fields}" if several else "")
    page.line(Text(title, FAULT), indent=4)
    page.line(_sentence(page, error), indent=6)
    grid = Grid.grid(padding=(0, 2, 0, 0))
    for _ in range(3):
        grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for label, report, claim, style in (
        (Phrase.GOLD, error.pair.gold, error.gold, GOOD),
        (Phrase.PREDICTED, error.pair.predicted, error.predicted, FAULT),
    ):
        name = Text(words[label], style)
        if claim is None:
            grid.add_row(name, Text(words[Phrase.NOTHING], FAINT))
            continue
        details = _details(page, claim, report)
        grid.add_row(
            name, Text(term_name(page, claim.metric)), Text(_quantity(page, claim)), Text(details)
        )
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
        on_one_line(before),
        (quote if page.has_colour else f"‹{quote}›", "bold"),
        on_one_line(behind),
    )


def _quantity(page: Page, claim: JudgedClaim) -> str:
    signed = claim.kind is Kind.CHANGE
    written = bounded(claim.value, claim.bound)
    if signed and claim.value > 0:
        written = written.replace(number(claim.value), number(claim.value, signed=True))
    if claim.value_max is not None:
        written += f"–{number(claim.value_max, signed=signed)}"
    return f"{written} {page.words.safe(claim.unit)}" if claim.unit else written


def _details(page: Page, claim: JudgedClaim, report: JudgedReport) -> str:
    words = page.words
    terms: list[Term | None] = [claim.kind, claim.aspect, claim.per, claim.channel]
    details = [term_name(page, term) for term in terms if term is not None]
    if claim.part_of is not None:
        whole = (report.claims or ())[claim.part_of]
        details.append(words[Phrase.PART_OF].format(quote=words.safe(whole.quote)))
    if claim.section is not None:
        details.append(term_name(page, claim.section))
    return " · ".join(details)


def _print_cell_error(page: Page, error: CellError) -> None:
    words = page.words
    invention = f"  ({words[Phrase.INVENTION]})" if error.is_invention else ""
    page.line(
        Text.assemble(
            f"{error.section.value}.{error.key}  ",
            (f"{words[Phrase.GOLD]} {_cell(page, error.gold)}  ", GOOD),
            (f"{words[Phrase.PREDICTED]} {_cell(page, error.predicted)}", FAULT),
            invention,
        ),
        indent=4,
        hanging=2,
    )


def _cell(page: Page, cell: JudgedCell) -> str:
    if cell.value is None:
        return page.words[cell.state]
    unit = f" {page.words.safe(cell.unit)}" if cell.unit else ""
    return number(cell.value) + unit


def _print_item_errors(
    page: Page, heading: Phrase, detail: Phrase, errors: tuple[ItemError, ...]
) -> None:
    words = page.words
    page.heading(f"{words[Phrase.ERRORS]}: {words[heading]}")
    names = {"category": words[Phrase.CATEGORY], "detail": words[detail]}
    for report, found in groupby(errors, key=lambda error: error.report):
        _print_report(page, report)
        for error in found:
            if error.predicted is None:
                title = words[Phrase.MISSED]
            elif error.gold is None:
                title = words[Phrase.SPURIOUS]
            else:
                title = f"{words[Phrase.WRONG]}: " + ", ".join(names[it] for it in error.fields)
            page.line(Text(title, FAULT), indent=4)
            _print_item(page, Phrase.GOLD, error.gold)
            _print_item(page, Phrase.PREDICTED, error.predicted)
    _print_none(page, not errors)


def _print_item(page: Page, label: Phrase, item: JudgedItem | None) -> None:
    if item is None:
        return
    words = page.words
    terms = (item.category, item.detail)
    described = ", ".join(term_name(page, term) for term in terms if term is not None)
    style = GOOD if label is Phrase.GOLD else FAULT
    line = Text.assemble((f"{words[label]}  ", style), (f"{described}  ", FAINT))
    page.line(line.append(words.safe(item.text)), indent=6, hanging=2)
