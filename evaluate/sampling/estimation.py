"""How right the claims are, by the verdicts on a sample of them.

Claims are drawn one by one, not report by report, so those of one report need not be counted
together: the chance is in the draw.

* A stratum's verdicts speak for the stratum; weighted by sizes they speak for the whole.
* For a metric or a band, each stratum counts with as many claims as it has of that metric or
  band, which is known from the draw, also where small strata were pooled.
* Claims without a verdict are left out, as if less had been drawn: the sheet is in random order.
  Where nothing was checked, nothing is said; ``covered`` tells how much is spoken of.
* Unsure verdicts are left out of the figure; beside it stand the figures if all of them were
  wrong, and if all were right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongkai.evaluate.counts import Interval
from gongkai.evaluate.sampling.design import Cell, Design, Stratum
from gongkai.evaluate.sampling.errors import SamplingError
from gongkai.evaluate.sampling.intervals import Part, weighted_precision
from gongkai.evaluate.sampling.strata import CellKey, Dimension, value_order
from gongkai.evaluate.sampling.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Estimate:
    """The precision of some claims.

    Attributes
    ----------
    population
        How many claims there are.
    drawn, right, wrong, unsure
        How many were drawn, and how many of them have which verdict.
    covered
        The share of the population that the figure speaks of: 1 unless the claims of a whole
        stratum have no verdict.
    precision
        The share of right claims, weighted; ``None`` without a verdict.
    interval
        Its 95% interval; of no width if every claim was checked.
    if_unsure_wrong, if_unsure_right
        What the precision would be if all unsure claims were wrong, or right.
    """

    population: int
    drawn: int
    right: int
    wrong: int
    unsure: int
    covered: float
    precision: float | None
    interval: Interval | None
    if_unsure_wrong: float | None
    if_unsure_right: float | None

    @property
    def unanswered(self) -> int:
        """How many drawn claims have no verdict."""
        return self.drawn - self.right - self.wrong - self.unsure


@dataclass(frozen=True, slots=True)
class BandCalibration:
    """The confidence that claims of a band state, and how right they are.

    Attributes
    ----------
    stated
        The mean confidence of all claims of the band.
    gap
        How much higher the precision is than stated.
    interval
        The 95% interval of how often claims with such confidences are right, these taken for a
        sample of all of them: of a band that was checked whole too, since a confidence is said
        of a claim before anybody knows.
    agrees
        Whether the stated mean lies within that interval.
    """

    band: str
    stated: float
    found: Estimate
    gap: float | None
    interval: Interval | None
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class PrecisionEstimates:
    """All that the verdicts say.

    Attributes
    ----------
    whole
        All claims that were drawn from.
    strata
        Each stratum, by its id.
    groups
        For each dimension of the strata the estimate of each of its values.
    calibration
        Bands whose claims have confidences; empty if the strata are not by confidence.
    """

    whole: Estimate
    strata: Mapping[int, Estimate]
    groups: Mapping[Dimension, Mapping[str, Estimate]]
    calibration: tuple[BandCalibration, ...]


@dataclass(frozen=True, slots=True)
class _Checked:
    """What was drawn of a stratum, or of a part of it, and the verdicts on it."""

    population: int
    drawn: int
    verdicts: Counter[Verdict]

    def part(self, right: Iterable[Verdict], wrong: Iterable[Verdict]) -> Part:
        count = sum(self.verdicts[verdict] for verdict in right)
        return Part(
            self.population, count + sum(self.verdicts[verdict] for verdict in wrong), count
        )


def estimate(design: Design, verdicts: Mapping[int, Verdict]) -> PrecisionEstimates:
    """Estimate the precision of the claims that a sample was drawn from.

    Parameters
    ----------
    design
        The sample.
    verdicts
        Verdicts by the numbers of the claims; some may be missing.

    Raises
    ------
    SamplingError
        If there is no verdict, or one on a claim that was not drawn.
    """
    if not verdicts:
        raise SamplingError(
            "There is no verdict yet: write right, wrong or unsure into sheet.csv line by line, "
            "and save it as CSV."
        )
    strangers = sorted(set(verdicts) - set(design.by_number))
    if strangers:
        raise SamplingError(
            f"There is no claim {strangers[0]} in the design: take the verdict out."
        )
    tallies = _Tallies(design, verdicts)
    checked = {dimension: tallies.groups(place) for place, dimension in enumerate(design.by)}
    groups = {
        dimension: {value: _estimate(parts) for value, parts in by_value.items()}
        for dimension, by_value in checked.items()
    }
    return PrecisionEstimates(
        whole=_estimate([tallies.of_stratum(stratum, stratum.cells) for stratum in design.strata]),
        strata={
            stratum.id: _estimate([tallies.of_stratum(stratum, stratum.cells)])
            for stratum in design.strata
        },
        groups=groups,
        calibration=_calibration(design, checked.get(Dimension.CONFIDENCE, {})),
    )


class _Tallies:
    """How many claims of each cell were drawn, and the verdicts on them."""

    def __init__(self, design: Design, verdicts: Mapping[int, Verdict]) -> None:
        self._design = design
        self._drawn = Counter(claim.values for claim in design.claims)
        self._verdicts: dict[CellKey, Counter[Verdict]] = {}
        for claim in design.claims:
            verdict = verdicts.get(claim.number)
            if verdict is not None:
                self._verdicts.setdefault(claim.values, Counter())[verdict] += 1

    def of_stratum(self, stratum: Stratum, cells: Sequence[Cell]) -> _Checked:
        """Return what is known of some cells of a stratum, which are drawn alike."""
        together: Counter[Verdict] = Counter()
        for cell in cells:
            together.update(self._verdicts.get(cell.values, ()))
        return _Checked(
            sum(cell.population for cell in cells),
            sum(self._drawn[cell.values] for cell in cells),
            together,
        )

    def groups(self, place: int) -> dict[str, list[_Checked]]:
        """Return what is known of each value of one dimension, by strata."""
        parts: dict[str, list[_Checked]] = {}
        for stratum in self._design.strata:
            by_value: dict[str, list[Cell]] = {}
            for cell in stratum.cells:
                by_value.setdefault(cell.values[place], []).append(cell)
            for value, cells in by_value.items():
                parts.setdefault(value, []).append(self.of_stratum(stratum, cells))
        dimension = self._design.by[place]
        ordered = sorted(parts, key=lambda value: value_order(dimension, value))
        return {value: parts[value] for value in ordered}


def _estimate(parts: Sequence[_Checked]) -> Estimate:
    right, wrong, unsure = [Verdict.RIGHT], [Verdict.WRONG], [Verdict.UNSURE]
    figure = weighted_precision([part.part(right, wrong) for part in parts])
    lowest = weighted_precision([part.part(right, wrong + unsure) for part in parts])
    highest = weighted_precision([part.part(right + unsure, wrong) for part in parts])
    population = sum(part.population for part in parts)
    covered = sum(part.population for part in parts if part.part(right, wrong).checked)
    verdicts = sum((part.verdicts for part in parts), start=Counter[Verdict]())
    return Estimate(
        population=population,
        drawn=sum(part.drawn for part in parts),
        right=verdicts[Verdict.RIGHT],
        wrong=verdicts[Verdict.WRONG],
        unsure=verdicts[Verdict.UNSURE],
        covered=covered / population,
        precision=None if figure is None else figure[0],
        interval=None if figure is None else figure[1],
        if_unsure_wrong=None if lowest is None else lowest[0],
        if_unsure_right=None if highest is None else highest[0],
    )


def _calibration(
    design: Design, bands: Mapping[str, Sequence[_Checked]]
) -> tuple[BandCalibration, ...]:
    if Dimension.CONFIDENCE not in design.by:
        return ()
    place = design.by.index(Dimension.CONFIDENCE)
    sums: dict[str, list[float]] = {}
    for cell in (cell for stratum in design.strata for cell in stratum.cells):
        if cell.mean_confidence is not None:
            total = sums.setdefault(cell.values[place], [0.0, 0])
            total[0] += cell.mean_confidence * cell.population
            total[1] += cell.population
    found = []
    for band, parts in bands.items():
        if band not in sums:
            continue
        stated = sums[band][0] / sums[band][1]
        figure = weighted_precision(
            [part.part([Verdict.RIGHT], [Verdict.WRONG]) for part in parts], beyond=True
        )
        interval = None if figure is None else figure[1]
        found.append(
            BandCalibration(
                band,
                stated,
                _estimate(parts),
                gap=None if figure is None else figure[0] - stated,
                interval=interval,
                agrees=None if interval is None else interval.low <= stated <= interval.high,
            )
        )
    return tuple(found)
