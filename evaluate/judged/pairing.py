"""Which prediction belongs to which annotated report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath

from gongkai.evaluate.judged.contexts import with_contexts
from gongkai.evaluate.judged.records import as_judged
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.extract.errors import GongkaiError
from gongkai.models.record import Record


class PairingError(GongkaiError):
    """Annotations and predictions that do not belong together."""


@dataclass(frozen=True, slots=True)
class ReportPair:
    """A report as annotated and as predicted."""

    gold: JudgedReport
    predicted: JudgedReport

    @property
    def name(self) -> str:
        """The name of the report, as the annotation has it."""
        return self.gold.name

    @property
    def text(self) -> str | None:
        """The text that offsets point into, where one side knows it."""
        return self.predicted.text if self.gold.text is None else self.gold.text


@dataclass(frozen=True, slots=True)
class Pairing:
    """Annotated reports with their predictions.

    Attributes
    ----------
    pairs
        In the order of the names.
    missing
        Annotated reports without a prediction; each is in ``pairs`` with an empty one.
    unjudged
        How many predictions no annotation speaks of.
    """

    pairs: tuple[ReportPair, ...]
    missing: tuple[str, ...]
    unjudged: int


def pair_reports(
    gold: Sequence[JudgedReport | Record],
    predicted: Sequence[JudgedReport | Record],
    *,
    allow_missing: bool = False,
) -> Pairing:
    """Bring annotated reports and predictions together by the names of the reports.

    A prediction belongs to an annotation when their paths are the same, else when their file
    names are and no other prediction has that file name. A name without an ending, as passages
    have, stands for the file of that name with one. Predictions read from rows cannot say that
    nothing was found: an annotated text without any is one in which nothing was.

    Parameters
    ----------
    gold, predicted
        The two sides, in any order.
    allow_missing
        Take an annotated report without a prediction as one in which nothing was found.

    Raises
    ------
    PairingError
        If a report has no prediction (unless allowed) or several, if two annotations are of
        one report, or if the two sides were made on different texts, so that their offsets
        cannot be compared. If predictions were read from rows and none has a name that was
        annotated.
    """
    annotated = sorted(map(as_judged, gold), key=lambda report: report.name)
    finder = _Finder([as_judged(report) for report in predicted])
    from_rows = any(report.from_rows for report in finder.reports)
    pairs, missing = [], []
    taken: dict[int, str] = {}
    for report in annotated:
        place = finder.find(report.name)
        if place is None:
            missing.append(report.name)
            pairs.append(ReportPair(report, _nothing_found(report.name, from_rows)))
            continue
        if place in taken:
            raise PairingError(
                f"{taken[place]} and {report.name} are annotations of one report, "
                f"{finder.reports[place].name}: leave one of them out."
            )
        taken[place] = report.name
        pair = _placed(ReportPair(report, finder.reports[place]))
        _check_text(pair)
        pairs.append(pair)
    _check_offsets(pairs)
    if from_rows:
        _check_names(annotated, finder.reports, taken)
        missing = []
    if missing and not allow_missing:
        raise PairingError(
            f"{len(missing)} annotated reports have no prediction: {', '.join(missing)}; extract "
            "them too, or use --allow-missing to count them as reports in which nothing was found."
        )
    return Pairing(tuple(pairs), tuple(missing), len(finder.reports) - len(taken))


class _Finder:
    """Finds predictions by the names of reports."""

    def __init__(self, reports: Sequence[JudgedReport]) -> None:
        self.reports = reports
        self._by_path: dict[str, int] = {}
        self._by_file_name: dict[str, list[int]] = {}
        self._by_stem: dict[str, list[int]] = {}
        for place, report in enumerate(reports):
            if report.name in self._by_path:
                raise PairingError(
                    f"There are two predictions of {report.name}: leave one of them out."
                )
            self._by_path[report.name] = place
            file_name = _file_name(report.name)
            self._by_file_name.setdefault(file_name, []).append(place)
            self._by_stem.setdefault(_stem(file_name), []).append(place)

    def find(self, name: str) -> int | None:
        """Return the place of the one prediction of a report.

        Raises
        ------
        PairingError
            If several could be it.
        """
        if name in self._by_path:
            return self._by_path[name]
        file_name = _file_name(name)
        places = self._by_file_name.get(file_name, [])
        if not places:
            places = [
                place
                for place in self._by_stem.get(_stem(file_name), [])
                if "." not in file_name or "." not in _file_name(self.reports[place].name)
            ]
        if len(places) > 1:
            names = ", ".join(self.reports[place].name for place in places)
            raise PairingError(
                f"Several predictions could be of {name}: {names}; give the annotation the path "
                "of its report."
            )
        return places[0] if places else None


def _file_name(name: str) -> str:
    return PurePosixPath(name).name


def _stem(file_name: str) -> str:
    return PurePosixPath(file_name).stem


def _nothing_found(name: str, from_rows: bool) -> JudgedReport:
    if from_rows:  # rows of claims attempt nothing else
        return JudgedReport(name, claims=(), from_rows=True)
    return JudgedReport(name, claims=(), problems=(), improvements=())


def _placed(pair: ReportPair) -> ReportPair:
    """Return the pair with context spans placed that one side knows as words alone."""
    text = pair.text
    if text is None:
        return pair
    sides = (_with_places(side, text) for side in (pair.gold, pair.predicted))
    return ReportPair(*sides)


def _with_places(report: JudgedReport, text: str) -> JudgedReport:
    if report.text is not None or not report.claims:  # with a text, they have been placed
        return report
    return replace(report, claims=with_contexts(report.claims, text))


def _check_names(
    annotated: Sequence[JudgedReport], predicted: Sequence[JudgedReport], taken: Mapping[int, str]
) -> None:
    """Refuse rows of other texts: by the rule for rows, they would count as nothing found."""
    if annotated and not taken:
        raise PairingError(
            f"No row names an annotated text: the rows name texts such as {predicted[0].name}, "
            f"the annotations such as {annotated[0].name}; give both the same names."
        )


def _check_offsets(pairs: Sequence[ReportPair]) -> None:
    """Refuse predictions whose offsets count something else, such as bytes.

    A few quotes that are not where they should be are the system's own errors, and are judged.
    """
    total = 0
    elsewhere = []
    for pair in pairs:
        if pair.text is None:
            continue
        for claim in pair.predicted.claims or ():
            total += 1
            if claim.span.of(pair.text) != claim.quote:
                elsewhere.append((pair, claim))
    if 2 * len(elsewhere) <= total:
        return
    pair, claim = elsewhere[0]
    found = claim.span.of(pair.text or "")
    raise PairingError(
        f"{pair.predicted.name}: a predicted claim quotes {claim.quote[:40]!r}, where the text has "
        f"{found[:40]!r}, and so it is with {len(elsewhere)} of {total} predicted claims: offsets "
        "have to count Unicode code points from 0, not bytes or UTF-16 units."
    )


def _check_text(pair: ReportPair) -> None:
    digests = {_digest(report) for report in (pair.gold, pair.predicted)} - {None}
    if len(digests) > 1:
        raise PairingError(
            f"{pair.name} was annotated and extracted from different texts, so that offsets "
            "cannot be compared: extract the very file that was annotated."
        )
    if pair.text is None:
        return
    for place, claim in enumerate(pair.gold.claims or ()):
        found = claim.span.of(pair.text)
        if found != claim.quote:
            raise PairingError(
                f"{pair.name}: claim {place} of the annotation quotes {claim.quote!r}, where its "
                f"text has {found[:40]!r}: correct its start and end, or give the text that was "
                "annotated."
            )


def _digest(report: JudgedReport) -> str | None:
    if report.text is not None:
        return sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()
    return report.text_sha256
