"""Draws claims out of any number of records, in one pass and bounded memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Final

from gongkai.evaluate.sampling.allocation import allocate, pool_cells
from gongkai.evaluate.sampling.design import Cell, Design, DrawnClaim, Population, Stratum
from gongkai.evaluate.sampling.errors import SamplingError
from gongkai.evaluate.sampling.reservoirs import MOST_KEPT, Reservoirs, priority_of
from gongkai.evaluate.sampling.sheet import shown
from gongkai.evaluate.sampling.strata import CellKey, Dimension, cell_key
from gongkai.extract.quote_places import Place, group_by_sentence
from gongkai.models.errors import GongkaiError
from gongkai.models.metrics import Metric
from gongkai.models.record import Claim, Record

SIZE: Final = 200
#: Of a single claim of a stratum nothing can be said of how much its claims differ.
MINIMUM: Final = 2
BY: Final = (Dimension.METRIC, Dimension.CONFIDENCE)
_DIGEST_BITS: Final = 256


@dataclass(frozen=True, slots=True)
class DrawOptions:
    """What is drawn.

    Attributes
    ----------
    size
        How many claims.
    by
        The dimensions of the strata; none for a simple random sample.
    minimum
        How many claims of each stratum at least, if it has so many.
    seed
        The same seed draws the same claims of the same records.
    metrics
        The metrics to draw from; ``None`` for all.
    language
        The language of the sheet, ``"en"`` or ``"zh"``.
    """

    size: int = SIZE
    by: tuple[Dimension, ...] = BY
    minimum: int = MINIMUM
    seed: int = 0
    metrics: frozenset[Metric] | None = None
    language: str = "en"

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn.

        Raises
        ------
        SamplingError
            If a number is below 1 or a dimension is given twice.
        """
        if self.size < 1 or self.minimum < 1:
            raise SamplingError("A sample needs at least one claim, of all and of each stratum.")
        if len(set(self.by)) != len(self.by):
            raise SamplingError("A dimension is given twice: name each once.")


@dataclass(frozen=True, slots=True)
class _Kept:
    """A claim that may be in the sample."""

    record_id: str
    claim: int
    values: CellKey
    shown: dict[str, str]


@dataclass(slots=True)
class _Confidences:
    """The sum of the confidences of a cell, in ten-thousandths so that no order matters."""

    total: int = 0
    count: int = 0

    def add(self, confidence: float | None) -> None:
        if confidence is not None:
            self.total += round(confidence * 10_000)
            self.count += 1

    @property
    def mean(self) -> float | None:
        return round(self.total / self.count / 10_000, 6) if self.count else None


def draw(records: Iterable[Record | GongkaiError], options: DrawOptions | None = None) -> Design:
    """Draw claims at random, by strata.

    Parameters
    ----------
    records
        The records, each once; they are read one by one, in any order. Errors among them, as
        ``load_records`` yields them, are counted.
    options
        What is drawn; by default 200 claims by metric and band of confidence.

    Returns
    -------
    Design
        The strata and the drawn claims; ``write_sample`` makes files of it.

    Raises
    ------
    SamplingError
        If there is no claim, or a record comes twice.
    """
    options = options or DrawOptions()
    draft = _Draft(options)
    for record in records:
        if isinstance(record, Record):
            draft.add(record)
        else:
            draft.unreadable += 1
    return draft.design()


class _Draft:
    """The state of one draw."""

    def __init__(self, options: DrawOptions) -> None:
        self.unreadable = 0
        self._options = options
        self._reservoirs: Reservoirs[CellKey, _Kept] = Reservoirs(
            min(options.size, MOST_KEPT), options.seed
        )
        self._confidences: dict[CellKey, _Confidences] = {}
        self._records = 0
        self._digest = 0
        self._models: set[str] = set()

    def add(self, record: Record) -> None:
        self._records += 1
        self._models.add(record.extractor.model)
        wanted = self._options.metrics
        claims = [claim for claim in record.claims if wanted is None or claim.metric in wanted]
        self._digest = (self._digest + _digest(record, claims)) % 2**_DIGEST_BITS
        view = _RecordView(record, self._options)
        for claim in claims:
            key = cell_key(record, claim, self._options.by)
            self._confidences.setdefault(key, _Confidences()).add(claim.confidence)
            identity = f"{record.record_id}:{claim.id}"
            self._reservoirs.offer(key, identity, partial(view.keep, claim, key))

    def design(self) -> Design:
        options, populations = self._options, self._reservoirs.populations
        if not populations:
            raise SamplingError(
                "There is no claim to draw: name records that hold claims"
                + ("." if options.metrics is None else ", or other --metrics.")
            )
        pools = pool_cells(populations, options.by, options.size, options.minimum)
        sizes = [sum(populations[cell] for cell in pool) for pool in pools]
        counts = allocate(sizes, options.size, options.minimum, self._reservoirs.most_of_each)
        return Design(
            seed=options.seed,
            size=options.size,
            minimum=options.minimum,
            by=options.by,
            metrics=None if options.metrics is None else tuple(sorted(options.metrics)),
            population=Population(
                records=self._records,
                claims=sum(populations.values()),
                unreadable=self.unreadable,
                models=tuple(sorted(self._models)),
                digest=f"{self._digest:0{_DIGEST_BITS // 4}x}",
            ),
            strata=tuple(
                self._stratum(place, pool, count)
                for place, (pool, count) in enumerate(zip(pools, counts, strict=True), start=1)
            ),
            claims=self._drawn(pools, counts),
        )

    def _stratum(self, place: int, pool: tuple[CellKey, ...], count: int) -> Stratum:
        cells = tuple(
            Cell(
                values=key,
                population=self._reservoirs.populations[key],
                mean_confidence=self._confidences[key].mean,
            )
            for key in pool
        )
        return Stratum(id=place, cells=cells, drawn=count)

    def _drawn(self, pools: list[tuple[CellKey, ...]], counts: list[int]) -> tuple[DrawnClaim, ...]:
        drawn = [
            (priority_of(identity, self._options.seed, "order"), identity, place, kept)
            for place, (pool, count) in enumerate(zip(pools, counts, strict=True), start=1)
            for identity, kept in self._reservoirs.lowest(pool, count)
        ]
        drawn.sort(key=lambda each: each[:2])
        return tuple(
            DrawnClaim(
                number=number,
                record_id=kept.record_id,
                claim=kept.claim,
                stratum=place,
                values=kept.values,
                shown=kept.shown,
            )
            for number, (_, _, place, kept) in enumerate(drawn, start=1)
        )


class _RecordView:
    """Makes what is kept of the claims of one record.

    Where quotes stand in their sentences is looked up only for records of which a claim is
    kept, since it takes longer than everything else.
    """

    def __init__(self, record: Record, options: DrawOptions) -> None:
        self._record = record
        self._options = options
        self._places: dict[int, Place | None] | None = None

    def keep(self, claim: Claim, key: CellKey) -> _Kept:
        if self._places is None:
            self._places = {
                each.id: place
                for group in group_by_sentence(self._record.claims)
                for each, place in zip(group.claims, group.places, strict=True)
            }
        cells = shown(self._record, claim, self._places.get(claim.id), self._options.language)
        return _Kept(self._record.record_id, claim.id, key, cells)


def _digest(record: Record, claims: Iterable[Claim]) -> int:
    """Return a digest of a record's claims, to be added to those of other records."""
    said = [
        (claim.id, claim.metric.value, claim.kind.value, claim.value, claim.start, claim.end)
        for claim in claims
    ]
    confidences = [claim.confidence for claim in claims]
    content = repr((record.record_id, record.text_sha256, said, confidences))
    return int.from_bytes(sha256(content.encode()).digest())
