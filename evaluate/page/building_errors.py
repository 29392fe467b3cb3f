"""Every error of every system, each in its sentence, for the list of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from gongkai.evaluate.evaluation import Evaluation
from gongkai.evaluate.judged.reports import IdentityField, JudgedCell, JudgedReport
from gongkai.evaluate.page.building_claim_errors import claim_entries
from gongkai.evaluate.page.building_frame import Frame
from gongkai.evaluate.page.building_sentences import sentence_of
from gongkai.evaluate.page.building_wording import PageError, PartPhrase
from gongkai.evaluate.page.error_entries import ErrorEntry, ErrorField, Named, Sentence
from gongkai.evaluate.scores.cells import CellError
from gongkai.evaluate.scores.facts import FactError
from gongkai.evaluate.scores.identity import IdentityError
from gongkai.evaluate.scores.items import ItemError
from gongkai.evaluate.scores.numerals import NumeralError
from gongkai.evaluate.scores.together import Scores
from gongkai.evaluate.wording import Phrase
from gongkai.extract.quantity_wording import cell_axes, labels, number, split_key
from gongkai.models.scheme import IssuerType, Regime, Tier
from gongkai.models.terms import Term

SideT = TypeVar("SideT")
SaidT = TypeVar("SaidT")
#: The terms whose ids are the values of a field.
_TERMS_OF_FIELDS: Final[Mapping[IdentityField, Mapping[str, Term]]] = {
    IdentityField.TIER: {each.value: each for each in Tier},
    IdentityField.TYPE: {each.value: each for each in IssuerType},
}
#: What is not at a place of the text comes before all that is, or behind it.
_BEFORE_THE_TEXT: Final = -1000
_BEHIND_THE_TEXT: Final = 10**9


#: The most errors of one sort that a page lists of one system: it holds them all in memory.
MOST_ERRORS: Final = 2_000


def bounded(entries: Iterable[ErrorEntry]) -> tuple[tuple[ErrorEntry, ...], int]:
    """Return the first errors of each system, part and kind, and how many are left out."""
    taken: Counter[tuple[str, str, str]] = Counter()
    kept, left_out = [], 0
    for entry in entries:
        sort = (entry.system, entry.part.id, entry.kinds[0].id)
        if taken[sort] < MOST_ERRORS:
            taken[sort] += 1
            kept.append(entry)
        else:
            left_out += 1
    return tuple(kept), left_out


def error_entries(frame: Frame, evaluation: Evaluation) -> Iterator[ErrorEntry]:
    """Yield all errors of all systems, in any order: the page sorts them."""
    reports = {report.name: report for report in evaluation.reports}
    for each in frame.systems:
        scores = each.result.scores
        if scores.claims is not None:
            yield from claim_entries(frame, each, scores.claims)
        entries = _Entries(frame, each.name, reports)
        if each.result.numerals is not None:
            yield from map(entries.numeral, each.result.numerals.errors)
        yield from _other_entries(entries, scores)


def _other_entries(entries: _Entries, scores: Scores) -> Iterator[ErrorEntry]:
    if scores.cells is not None:
        yield from entries.cells(scores.cells.errors)
    for part, detail, items in (
        (Phrase.PROBLEMS, Phrase.YEAR, scores.problems),
        (Phrase.IMPROVEMENTS, Phrase.STAGE, scores.improvements),
    ):
        if items is not None:
            yield from (entries.item(part, detail, error) for error in items.errors)
    if scores.identity is not None:
        yield from entries.identity(scores.identity.errors)
    if scores.facts is not None:
        yield from entries.facts(scores.facts.errors)


@dataclass(frozen=True, slots=True)
class _Entries:
    """Makes entries of the errors of one system that are not of claims.

    Attributes
    ----------
    reports
        The annotated texts, by their names.
    """

    frame: Frame
    system: str
    reports: Mapping[str, JudgedReport]

    def numeral(self, error: NumeralError) -> ErrorEntry:
        """Return the error of a reader of numerals."""
        quantity = error.quantity
        read = None if error.read is None else number(error.read)
        return ErrorEntry(
            system=self.system,
            part=self._named(Phrase.NUMERALS),
            report=error.report,
            kinds=(self._named(PageError.NOT_READ if read is None else PageError.WRONG_VALUE),),
            position=quantity.span.start,
            sentence=sentence_of(self._text(error.report), quantity.quote, quantity.span, None),
            fields=(
                self._field(PartPhrase.QUOTE, quantity.quote, None),
                self._field(PartPhrase.FORM_OF_WRITING, self.frame.label(quantity.form), None),
                self._field(Phrase.VALUE, number(quantity.value), read),
            ),
        )

    def cells(self, errors: Iterable[CellError]) -> Iterator[ErrorEntry]:
        """Yield the errors of cells."""
        for place, error in enumerate(errors):
            name = f"{error.section.value}.{error.key}"
            yield ErrorEntry(
                system=self.system,
                part=self._named(Phrase.CELLS),
                report=error.report,
                kinds=(self._named(_cell_error(error)),),
                position=_BEHIND_THE_TEXT + place,
                sentence=Sentence(
                    self.frame.under(self.frame.label(error.section), self._cell_label(name))
                ),
                fields=(
                    self._field(
                        Phrase.CELL, self._cell_text(error.gold), self._cell_text(error.predicted)
                    ),
                ),
                confidence=error.predicted.confidence,
            )

    def item(self, part: Phrase, detail: Phrase, error: ItemError) -> ErrorEntry:
        """Return the error of a problem or an improvement."""
        gold, predicted = error.gold, error.predicted
        item = gold or predicted
        if item is None:
            raise ValueError("An error has a gold item, a predicted one, or both.")
        return ErrorEntry(
            system=self.system,
            part=self._named(part),
            report=error.report,
            kinds=tuple(map(self._named, _item_errors(error, detail))),
            position=item.span.start,
            sentence=sentence_of(
                self._text(error.report),
                item.text,
                _of(gold, lambda it: it.span),
                _of(predicted, lambda it: it.span),
            ),
            fields=(
                self._field(
                    Phrase.CATEGORY,
                    self._label(_of(gold, lambda it: it.category)),
                    self._label(_of(predicted, lambda it: it.category)),
                ),
                ErrorField(
                    self.frame.label(detail),
                    self._label(_of(gold, lambda it: it.detail)),
                    self._label(_of(predicted, lambda it: it.detail)),
                    differs="detail" in error.fields,
                ),
            ),
            confidence=_of(predicted, lambda it: it.confidence),
        )

    def identity(self, errors: Iterable[IdentityError]) -> Iterator[ErrorEntry]:
        """Yield the errors of who reports on when."""
        for place, error in enumerate(errors):
            gold, predicted = (
                self._identity_text(error.field, each) for each in (error.gold, error.predicted)
            )
            kind = PageError.WRONG_FIELD
            if gold is None or predicted is None:
                kind = PageError.SPURIOUS if gold is None else PageError.MISSED
            yield ErrorEntry(
                system=self.system,
                part=self._named(Phrase.IDENTITY),
                report=error.report,
                kinds=(self._named(kind),),
                position=_BEFORE_THE_TEXT + place,
                sentence=Sentence(self.frame.label(error.field)),
                fields=(self._field(error.field, gold, predicted),),
            )

    def facts(self, errors: Iterable[FactError]) -> Iterator[ErrorEntry]:
        """Yield the errors of facts that are joined from several statements."""
        for place, error in enumerate(errors):
            gold, predicted = error.gold, error.predicted
            kind = PageError.WRONG_AGREEMENT
            if gold is None or predicted is None:
                kind = PageError.SPURIOUS if gold is None else PageError.MISSED
            yield ErrorEntry(
                system=self.system,
                part=self._named(Phrase.FACTS),
                report=error.report,
                kinds=(self._named(kind),),
                position=2 * _BEHIND_THE_TEXT + place,
                sentence=Sentence(self._statements(error)),
                fields=(
                    self._field(
                        Phrase.AGREEMENT,
                        self._label(_of(gold, lambda it: it.agreement)),
                        self._label(_of(predicted, lambda it: it.agreement)),
                    ),
                ),
                confidence=_of(predicted, lambda it: it.confidence),
            )

    def _statements(self, error: FactError) -> str:
        """Return the cells and the quotes that a fact joins."""
        fact = error.gold or error.predicted
        if fact is None:
            raise ValueError("An error has a gold fact, a predicted one, or both.")
        side = error.pair.predicted if error.gold is None else error.pair.gold
        claims = side.claims or ()
        cells = [self._cell_label(name) for name in sorted(fact.cells)]
        quotes = [f"“{claims[place].quote}”" for place in sorted(fact.claims)]
        return " · ".join([*([" + ".join(cells)] if cells else []), *quotes])

    def _named(self, term: Term) -> Named:
        return Named.of(term, self.frame.language)

    def _label(self, term: Term | None) -> str | None:
        return None if term is None else self.frame.label(term)

    def _text(self, report: str) -> str | None:
        known = self.reports.get(report)
        return None if known is None else known.text

    def _field(self, label: Term, gold: str | None, predicted: str | None) -> ErrorField:
        differs = gold is not None and predicted is not None and gold != predicted
        return ErrorField(self.frame.label(label), gold, predicted, differs)

    def _identity_text(self, field: IdentityField, said: str | int | None) -> str | None:
        """Return what a side says of a field; ids of terms as their labels."""
        terms = _TERMS_OF_FIELDS.get(field, {})
        return None if said is None else self._label(terms.get(str(said))) or str(said)

    def _cell_text(self, cell: JudgedCell) -> str:
        if cell.value is None:
            return self.frame.label(cell.state)
        return number(cell.value) + (f" {cell.unit}" if cell.unit else "")

    def _cell_label(self, name: str) -> str:
        """Return row and column of a cell as the form words them, and its id."""
        found = split_key(name)
        if found is None:
            return name
        section, key = found
        regime = next((each for each in Regime if key in cell_axes(section, each)), None)
        row, column = labels(key, section, regime, self.frame.words)
        return name if regime is None else self.frame.remark(f"{row} / {column}", name)


def _of(side: SideT | None, say: Callable[[SideT], SaidT]) -> SaidT | None:
    """Return what a side says, nothing of one that is not there."""
    return None if side is None else say(side)


def _cell_error(error: CellError) -> PageError:
    gold, predicted = error.gold, error.predicted
    if error.is_invention:
        return PageError.INVENTED_NUMBER
    if gold.value is not None and predicted.value is None:
        return PageError.LOST_NUMBER
    if gold.state != predicted.state:
        return PageError.WRONG_STATE
    is_value = number(gold.value) != number(predicted.value)
    return PageError.WRONG_VALUE if is_value else PageError.WRONG_UNIT


def _item_errors(error: ItemError, detail: Phrase) -> list[PageError]:
    if error.predicted is None:
        return [PageError.MISSED]
    if error.gold is None:
        return [PageError.SPURIOUS]
    kinds = {
        "category": PageError.WRONG_CATEGORY,
        "detail": PageError.WRONG_YEAR if detail is Phrase.YEAR else PageError.WRONG_STAGE,
    }
    return [kinds[name] for name in error.fields]
