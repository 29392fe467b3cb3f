"""Which prediction belongs to which annotated report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final

from gongkai.evaluate.judged.contexts import with_contexts
from gongkai.evaluate.judged.misplaced import Quotes, count_quotes, stands
from gongkai.evaluate.judged.records import as_judged
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.extract.errors import GongkaiError
from gongkai.models.record import Record

#: How many names an error shows, and how much of each.
_MOST_SHOWN: Final = 5
_LONGEST_SHOWN: Final = 100
_PLAIN_TEXT: Final = (".txt", ".text")


class PairingError(GongkaiError):
    """Annotations and predictions that do not belong together."""


@dataclass(frozen=True, slots=True)
class ReportPair:
    """A report as annotated and as predicted.

    Attributes
    ----------
    is_missing
        Whether there is no prediction, so that ``predicted`` is one that found nothing.
    """

    gold: JudgedReport
    predicted: JudgedReport
    is_missing: bool = False

    @property
    def name(self) -> str:
        """The name of the report, as the annotation has it."""
        return self.gold.name

    @property
    def text(self) -> str | None:
        """The text that offsets point into, where one side knows it."""
        return self.predicted.text if self.gold.text is None else self.gold.text

    def speaks_of(self, part: str) -> bool:
        """Tell whether both sides speak of a part, given as the name of its field.

        Without a prediction, nothing was found of whatever is annotated.
        """
        return getattr(self.gold, part) is not None and self.attempts(part)

    def attempts(self, part: str) -> bool:
        """Tell whether the prediction speaks of a part, or is missing as a whole."""
        return self.is_missing or getattr(self.predicted, part) is not None


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
    quotes
        How many predicted quotes do not stand where they say.
    """

    pairs: tuple[ReportPair, ...]
    missing: tuple[str, ...]
    unjudged: int
    quotes: Quotes = field(default=Quotes())


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

    Of several predictions that could belong to an annotation, the one of the annotated text is
    taken, else the one that is plain text.

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
        annotated. If most predicted quotes do not stand where they say.
    """
    annotated = sorted(map(as_judged, gold), key=lambda report: report.name)
    _check_annotated(annotated)
    given = [as_judged(report) for report in predicted]
    from_rows = any(report.from_rows for report in given)
    finder = _Finder([report for report in given if report.claims or not report.from_rows])
    pairs, missing = [], []
    taken: dict[int, str] = {}
    for report in annotated:
        place = finder.find(report)
        if place is None:
            missing.append(report.name)
            nothing = _nothing_found(report.name, from_rows)
            pairs.append(ReportPair(report, nothing, is_missing=not from_rows))
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
    known = [(pair.predicted, pair.text) for pair in pairs if pair.text is not None]
    quotes, reason = count_quotes(known)
    if reason is not None:
        raise PairingError(reason)
    if from_rows:
        _check_names(annotated, finder.reports, taken)
        missing = []
    if missing and not allow_missing:
        raise PairingError(_without_prediction(missing, finder.reports, taken))
    return Pairing(tuple(pairs), tuple(missing), len(finder.reports) - len(taken), quotes)


def _check_annotated(annotated: Sequence[JudgedReport]) -> None:
    for one, other in pairwise(annotated):
        if one.name == other.name:
            raise PairingError(
                f"There are two annotations of {one.name}: leave one of them out, or name them by "
                "different paths."
            )


def _without_prediction(
    missing: Sequence[str], predicted: Sequence[JudgedReport], taken: Collection[int]
) -> str:
    """Say what to do about annotated texts without a prediction, and which they are."""
    are = "text has" if len(missing) == 1 else "texts have"
    others = sorted(report.name for place, report in enumerate(predicted) if place not in taken)
    unused = f"; predictions that no annotation speaks of: {_listed(others)}" if others else ""
    return (
        f"{len(missing)} annotated {are} no prediction: give predictions of all, under the names "
        "of the annotations, or use --allow-missing to count them as texts in which nothing was "
        f"found. Without prediction: {_listed(missing)}{unused}."
    )


def _listed(names: Sequence[str]) -> str:
    """Return names, but no more than can be read."""
    shown = ", ".join(name[:_LONGEST_SHOWN] for name in names[:_MOST_SHOWN])
    more = len(names) - _MOST_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


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

    def find(self, gold: JudgedReport) -> int | None:
        """Return the place of the one prediction of an annotated text.

        Raises
        ------
        PairingError
            If several could be it.
        """
        if gold.name in self._by_path:
            return self._by_path[gold.name]
        file_name = _file_name(gold.name)
        places = self._by_file_name.get(file_name, [])
        if not places:
            places = [
                place
                for place in self._by_stem.get(_stem(file_name), [])
                if "." not in file_name or "." not in _file_name(self.reports[place].name)
            ]
        if len(places) > 1:
            return self._best(gold, places)
        return places[0] if places else None

    def _best(self, gold: JudgedReport, places: Sequence[int]) -> int:
        """Choose among predictions of one file name: by path, by text, by ending."""
        tests: tuple[Callable[[JudgedReport], bool], ...] = (
            lambda report: _ends(report.name, gold.name) or _ends(gold.name, report.name),
            lambda report: _digest(report) is not None and _digest(report) == _digest(gold),
            lambda report: report.name.lower().endswith(_PLAIN_TEXT),
        )
        for test in tests:
            fitting = [place for place in places if test(self.reports[place])]
            if len(fitting) == 1:
                return fitting[0]
            places = fitting or places
        names = [self.reports[place].name for place in places]
        raise PairingError(
            f"Several predictions could be of {gold.name}: give those of the annotated texts "
            "alone, such as NAME='folder/*.txt', or name the annotation by the path of its "
            f"report. They are {_listed(names)}."
        )


def _ends(path: str, end: str) -> bool:
    """Tell whether the last parts of a path are another path."""
    return path.endswith(f"/{end}")


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
    gold, predicted = (_with_places(side, text) for side in (pair.gold, pair.predicted))
    return replace(pair, gold=gold, predicted=predicted)


def _with_places(report: JudgedReport, text: str) -> JudgedReport:
    if report.text is not None or not report.claims:  # with a text, they have been placed
        return report
    return replace(report, claims=with_contexts(report.claims, text))


def _check_names(
    annotated: Sequence[JudgedReport], predicted: Sequence[JudgedReport], taken: Mapping[int, str]
) -> None:
    """Refuse rows of other texts: by the rule for rows, they would count as nothing found.

    A file without any row does say that nothing was found.
    """
    if annotated and predicted and not taken:
        raise PairingError(
            f"No row names an annotated text: the rows name texts such as {predicted[0].name}, "
            f"the annotations such as {annotated[0].name}; give both the same names."
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
        if not stands(claim, pair.text):
            found = claim.span.of(pair.text)
            raise PairingError(
                f"{pair.name}: claim {place} of the annotation quotes {claim.quote[:40]!r}, where "
                f"its text has {found[:40]!r}: correct its start and end, or give the text that "
                "was annotated."
            )


def _digest(report: JudgedReport) -> str | None:
    if report.text is not None:
        return sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()
    return report.text_sha256
