"""What the issuers of a run changed from one year to the next, and what they copied."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow
import pyarrow.compute

from gongkai.extract.collection.buckets import Buckets, bucket_count
from gongkai.extract.collection.copying import TakenOver, sentences, taken_over
from gongkai.extract.collection.differences import Change, changes
from gongkai.extract.collection.duplicates import find_duplicates
from gongkai.extract.collection.recalling import CARRIED, Statement, statements
from gongkai.extract.collection.results import Results
from gongkai.extract.collection.series import YearPair, in_question, year_pairs
from gongkai.extract.collection.stated import (
    CLAIM_COLUMNS,
    FACT_COLUMNS,
    StatedClaim,
    StatedFact,
)
from gongkai.extract.collection.survey import survey_reports
from gongkai.extract.collection.terms import CopiedSentence
from gongkai.extract.writing.tidy import Item, Row, Rows
from gongkai.models.record import whole_or_decimal
from gongkai.models.scheme import CheckStatus, Kind


@dataclass(slots=True)
class Stated:
    """What one report states, as far as years are compared by it."""

    text: str = ""
    facts: list[StatedFact] = field(default_factory=list)
    claims: list[StatedClaim] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports of one issuer on years that follow each other, compared.

    Attributes
    ----------
    sentences, characters
        How many sentences the later narrative has, and how many letters and digits in them.
    text
        The later text.
    has_places
        Whether it is the text of the report, so that places in it mean something.
    """

    pair: YearPair
    changes: Sequence[Change]
    statements: Sequence[Statement]
    copied: Sequence[TakenOver]
    sentences: int
    characters: int
    text: str
    has_places: bool = True

    @property
    def copied_characters(self) -> int:
        """How many letters and digits stand in sentences that were taken over."""
        return sum(len(each.sentence.letters) for each in self.copied)

    @property
    def copied_share(self) -> float | None:
        """Their share of the narrative, 0 to 1; ``None`` if there is no narrative."""
        return self.copied_characters / self.characters if self.characters else None

    def rows(self) -> Rows:
        """Return the rows of the tables of years."""
        pair = self.pair.columns
        return {
            "year_pairs": [pair + self._counts()],
            "changes": [pair + _change_columns(change) for change in self.changes],
            "recalled": [pair + _statement_columns(each) for each in self.statements],
            "copied": [pair + _copied_columns(each, self) for each in self.copied],
        }

    def _counts(self) -> Row:
        share = self.copied_share
        ways = [each.how for each in self.copied]
        statuses = [each.status for each in self.statements]
        return (
            *(len(self.changes), sum(change.is_changed for change in self.changes)),
            *(len(statuses), statuses.count(CheckStatus.FAIL)),
            self.sentences,
            *(ways.count(how) for how in CopiedSentence),
            *(self.characters, self.copied_characters),
            None if share is None else round(share, 4),
        )


@dataclass(slots=True)
class Totals:
    """What comes out over all comparisons."""

    pairs: int = 0
    changed: int = 0
    contradicted: int = 0
    characters: int = 0
    copied_characters: int = 0

    def count(self, comparisons: Iterable[Comparison]) -> Iterator[Rows]:
        """Count comparisons, and yield the rows of each."""
        for each in comparisons:
            self.pairs += 1
            self.changed += sum(change.is_changed for change in each.changes)
            self.contradicted += sum(one.status is CheckStatus.FAIL for one in each.statements)
            self.characters += each.characters
            self.copied_characters += each.copied_characters
            yield each.rows()


def compare_years(results: Results) -> Iterator[Comparison]:
    """Compare the reports of each issuer on years that follow each other.

    Of several reports of an issuer on a year the best copy is taken. The comparisons come in an
    order that depends on the reports alone.

    Raises
    ------
    ResultsError
        If the results cannot be read.
    """
    reports = survey_reports(results)
    questionable = in_question(reports)
    copies = find_duplicates(results, questionable) if questionable else ()
    pairs = year_pairs(reports, {copy.record_id: copy.group_id for copy in copies})
    count = bucket_count(2 * len(pairs))
    by_bucket: list[list[YearPair]] = [[] for _ in range(count)]
    bucket_of: dict[str, int] = {}
    for pair in pairs:
        number = zlib.crc32((pair.current.issuer or "").encode()) % count
        by_bucket[number].append(pair)
        for report in (pair.previous, pair.current):
            bucket_of[report.record_id] = number
    with TemporaryDirectory(prefix="gongkai-") as folder:
        tables = _deal(results, Path(folder), count, bucket_of)
        for number, some in enumerate(by_bucket):
            stated = _stated(tables, number)
            for pair in some:
                previous, current = (
                    stated.get(report.record_id, Stated())
                    for report in (pair.previous, pair.current)
                )
                yield compare(pair, previous, current, has_places=results.has_texts)


def compare(
    pair: YearPair, previous: Stated, current: Stated, *, has_places: bool = True
) -> Comparison:
    """Compare two reports of one issuer."""
    now = sentences(current.text)
    return Comparison(
        pair,
        list(changes(current.facts, previous.facts)),
        list(statements(current.claims, current.facts, previous.facts, pair.current.year or 0)),
        taken_over(now, sentences(previous.text)),
        len(now),
        sum(len(sentence.letters) for sentence in now),
        current.text,
        has_places,
    )


def _deal(
    results: Results, folder: Path, count: int, bucket_of: Mapping[str, int]
) -> dict[str, Buckets]:
    wanted = {
        "texts": results.batches("texts", ("record_id", "text")),
        "facts": _headlines(results),
        "claims": _of_other_years(results),
    }
    tables = {}
    for name, batches in wanted.items():
        place = folder / name
        place.mkdir()
        tables[name] = Buckets(place, count)
        tables[name].deal(batches, bucket_of)
    return tables


def _headlines(results: Results) -> Iterator[pyarrow.RecordBatch]:
    for batch in results.batches("facts", FACT_COLUMNS):
        metric = batch.column("metric")
        is_carried = pyarrow.compute.is_in(metric, value_set=pyarrow.array(CARRIED))
        yield batch.filter(pyarrow.compute.or_(batch.column("headline"), is_carried))


def _of_other_years(results: Results) -> Iterator[pyarrow.RecordBatch]:
    """Yield the claims that may speak of another year than that of their report."""
    for batch in results.batches("claims", CLAIM_COLUMNS):
        is_change = pyarrow.compute.equal(batch.column("kind"), Kind.CHANGE.value)
        yield batch.filter(pyarrow.compute.or_(is_change, batch.column("period").is_valid()))


def _stated(tables: Mapping[str, Buckets], number: int) -> dict[str, Stated]:
    found: dict[str, Stated] = {}
    for record_id, text in tables["texts"].rows(number):
        found.setdefault(record_id, Stated()).text = text
    for record_id, *fields in tables["facts"].rows(number):
        found.setdefault(record_id, Stated()).facts.append(StatedFact(*fields))
    for record_id, *fields in tables["claims"].rows(number):
        found.setdefault(record_id, Stated()).claims.append(StatedClaim(*fields))
    return found


def _change_columns(change: Change) -> tuple[Item, ...]:
    fact = change.current
    return (
        *(fact.metric, fact.kind, fact.aspect, fact.per, fact.scope, fact.channel, fact.unit),
        *(change.previous.id, fact.id),
        *(whole_or_decimal(change.previous_value), change.previous.bound),
        *(whole_or_decimal(fact.value), fact.bound),
        *(whole_or_decimal(change.difference), whole_or_decimal(change.percent)),
    )


def _statement_columns(each: Statement) -> tuple[Item, ...]:
    claim = each.claim
    return (
        *(each.what.value, each.metric),
        *((claim.id, claim.quote, claim.sentence) if claim else (None, None, None)),
        *(whole_or_decimal(each.stated), each.unit, each.bound),
        *(whole_or_decimal(each.expected), each.status.value),
    )


def _copied_columns(each: TakenOver, of: Comparison) -> tuple[Item, ...]:
    sentence, previous = each.sentence, each.previous
    places = (sentence.start, sentence.end, previous.start, previous.end)
    return (
        each.how.value,
        *(places if of.has_places else (None,) * len(places)),
        of.text[sentence.start : sentence.end],
    )
