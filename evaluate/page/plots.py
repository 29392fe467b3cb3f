"""Reliability diagrams and curves as drawings: where each line, box, label and mark stands.

Nothing here writes SVG: a drawing is plain data, and one template draws them all, so that what
labels say is escaped in one place. Lengths are in units of the drawing, which is shown at about
one pixel each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from gongkai.evaluate.page.axes import Axis, axis_around, axis_between
from gongkai.evaluate.page.confidence_content import (
    PrecisionByConfidence,
    ReliabilityDiagram,
    RiskCoverage,
    RiskCurve,
    ThresholdCurve,
)
from gongkai.evaluate.page.content import Column, FigureTable, Row
from gongkai.evaluate.page.estimates import Estimate, Fact, Form
from gongkai.evaluate.page.figures import interval, plain, written
from gongkai.evaluate.page.tables import SeriesName, TableView, table_view
from gongkai.evaluate.page.wording import Language, PagePhrase

_WIDTH: Final = 378.0
_LEFT: Final = 52.0
_RIGHT: Final = 14.0
_TOP: Final = 10.0
#: Height of the plotted area, and of the bars below a reliability diagram.
_HEIGHT: Final = 250.0
_BARS: Final = 46.0
_GAP: Final = 10.0
#: What is left free between bars, and how narrow a bar may be.
_BETWEEN_BARS: Final = 1.0
_LEAST_BAR: Final = 3.0
#: Room for the numbers of an axis and its title.
_BELOW: Final = 40.0
#: A curve of more points is thinned: on a few hundred pixels more cannot be seen.
_MOST_POINTS: Final = 240
#: Single points are marked as long as the marks do not touch.
_MOST_MARKED: Final = 24
PointT = TypeVar("PointT")


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; ``style`` is a class of the style sheet."""

    x1: float
    y1: float
    x2: float
    y2: float
    style: str


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    title: str


@dataclass(frozen=True, slots=True)
class Label:
    """A text; ``style`` is a class of the style sheet that says where it is anchored."""

    x: float
    y: float
    text: str
    style: str
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A point, in the shape of its series, with its interval where there is one."""

    x: float
    y: float
    low: float | None
    high: float | None
    series: int
    title: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through points, as ``x,y x,y``."""

    points: str
    series: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, from the back to the front."""

    width: float
    height: float
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class PlotView:
    """A drawing with what stands around it.

    Attributes
    ----------
    table
        The numbers behind the drawing, for those who do not see it or want them.
    """

    title: str
    drawing: Drawing
    table: TableView
    figures: tuple[Fact, ...]
    legend: tuple[SeriesName, ...]
    note: str


def reliability_view(diagram: ReliabilityDiagram, language: Language) -> PlotView:
    """Return a reliability diagram as it is drawn, with bars of how many judgements there are."""
    words = _labels(
        language,
        *(
            PagePhrase.MEAN_CONFIDENCE,
            PagePhrase.PRECISION,
            PagePhrase.COUNT,
            PagePhrase.CONFIDENCE,
        ),
    )
    axis = axis_between(0.0, 1.0)
    frame = _Frame(axis, axis)
    most = max((each.count for each in diagram.bins), default=0) or 1
    bars_top = _TOP + _HEIGHT + _GAP
    marks, boxes, rows = [], [], []
    for each in diagram.bins:
        limits = plain(each.low)
        if plain(each.high) != limits:
            limits += f"–{plain(each.high)}"
        title = (
            f"{limits}: {written(each.confidence, Form.SHARE)} → "
            f"{_estimate(each.precision)} ({written(each.count, Form.COUNT)})"
        )
        if each.precision.value is not None:
            marks.append(frame.mark(each.confidence, each.precision, diagram.series, title))
        left, width = frame.bar(each.low, each.high)
        height = _BARS * each.count / most
        boxes.append(Box(left, _short(bars_top + _BARS - height), width, _short(height), title))
        rows.append(Row((limits, each.confidence, each.precision, each.count)))
    bottom = bars_top + _BARS
    lines = (
        *frame.grid(),
        Line(frame.x(0.0), frame.y(0.0), frame.x(1.0), frame.y(1.0), "ideal"),
        Line(_LEFT, bottom, _WIDTH - _RIGHT, bottom, "axis"),
    )
    labels = (
        *frame.labels(words[0], words[1], bottom),
        Label(_LEFT - 8, bars_top + 10, written(most, Form.COUNT), "end"),
        Label(
            frame.x(1.0) - 6, frame.y(0.0) - 8, f"╌╌ {PagePhrase.PERFECT.label(language)}", "end"
        ),
    )
    drawing = Drawing(_WIDTH, bottom + _BELOW, lines, tuple(boxes), (), tuple(marks), tuple(labels))
    columns = (
        Column(words[3], Form.TEXT),
        Column(words[0]),
        Column(words[1]),
        Column(words[2], Form.COUNT),
    )
    table = table_view(FigureTable(diagram.title, columns, tuple(rows)))
    return PlotView(diagram.title, drawing, table, diagram.figures, (), diagram.note)


def risk_view(block: RiskCoverage, language: Language) -> PlotView:
    """Return risk–coverage curves as they are drawn."""
    words = _labels(
        language,
        *(PagePhrase.COVERAGE, PagePhrase.RISK, PagePhrase.LEAST_CONFIDENCE, PagePhrase.SERIES),
    )
    names = _names(block.curves)
    thinned = [_thinned(curve.points) for curve in block.curves]
    risks = [point.risk for points in thinned for point in points]
    frame = _Frame(axis_between(0.0, 1.0), axis_around([0.0, *risks], least=0.0, most=1.0))
    series = [
        (name, [(point.coverage, Estimate(point.risk)) for point in points])
        for name, points in zip(names, thinned, strict=True)
    ]
    rows = tuple(
        Row((each.name, point.coverage, point.risk, point.confidence))
        for each, points in zip(names, thinned, strict=True)
        for point in points
    )
    columns = (Column(words[3], Form.TEXT), Column(words[0]), Column(words[1]), Column(words[2]))
    table = table_view(FigureTable(block.title, columns, rows))
    drawing = _curves(frame, series, words[0], words[1])
    return PlotView(block.title, drawing, table, block.figures, names, block.note)


def precision_view(block: PrecisionByConfidence, language: Language) -> PlotView:
    """Return precision by confidence as it is drawn."""
    words = _labels(
        language,
        *(PagePhrase.LEAST_CONFIDENCE, PagePhrase.PRECISION, PagePhrase.KEPT, PagePhrase.SERIES),
    )
    names = _names(block.curves)
    thinned = [_thinned(curve.points) for curve in block.curves]
    points = [point for each in thinned for point in each]
    heights = [
        end
        for point in points
        for end in (point.precision.low, point.precision.value, point.precision.high)
        if end is not None
    ]
    across = axis_around([point.confidence for point in points], least=0.0, most=1.0)
    frame = _Frame(across, axis_around([*heights, 1.0], least=0.0, most=1.0))
    series = [
        (name, [(point.confidence, point.precision) for point in points])
        for name, points in zip(names, thinned, strict=True)
    ]
    rows = tuple(
        Row((each.name, point.confidence, point.precision, point.kept))
        for each, points in zip(names, thinned, strict=True)
        for point in points
    )
    columns = (Column(words[3], Form.TEXT), Column(words[0]), Column(words[1]), Column(words[2]))
    table = table_view(FigureTable(block.title, columns, rows))
    drawing = _curves(frame, series, words[0], words[1])
    return PlotView(block.title, drawing, table, block.figures, names, block.note)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The plotted area between two axes."""

    across: Axis
    up: Axis

    def x(self, value: float) -> float:
        return _short(_LEFT + (_WIDTH - _LEFT - _RIGHT) * self.across.place(value))

    def y(self, value: float) -> float:
        return _short(_TOP + _HEIGHT * (1 - self.up.place(value)))

    def bar(self, low: float, high: float) -> tuple[float, float]:
        """Return where a bar begins and how wide it is.

        A bin of one confidence, or of nearly one, has no width to speak of: its bar is as wide
        as can just be seen, around its middle.
        """
        left, right = self.x(low) + _BETWEEN_BARS / 2, self.x(high) - _BETWEEN_BARS / 2
        if right - left < _LEAST_BAR:
            middle = (left + right) / 2
            middle = min(_WIDTH - _RIGHT - _LEAST_BAR / 2, max(_LEFT + _LEAST_BAR / 2, middle))
            left, right = middle - _LEAST_BAR / 2, middle + _LEAST_BAR / 2
        return _short(left), _short(right - left)

    def mark(self, x: float, estimate: Estimate, series: int, title: str) -> Mark:
        low, high = (
            None if each is None else self.y(each) for each in (estimate.low, estimate.high)
        )
        return Mark(self.x(x), self.y(estimate.value or 0.0), low, high, series, title)

    def grid(self) -> tuple[Line, ...]:
        right, bottom = _WIDTH - _RIGHT, _TOP + _HEIGHT
        upright = (
            Line(self.x(each), _TOP, self.x(each), bottom, "grid") for each in self.across.ticks
        )
        level = (Line(_LEFT, self.y(each), right, self.y(each), "grid") for each in self.up.ticks)
        return (*upright, *level, Line(_LEFT, bottom, right, bottom, "axis"))

    def labels(self, across: str, up: str, bottom: float) -> tuple[Label, ...]:
        """Return the numbers of both axes and their titles, the lower ones below ``bottom``."""
        below = (
            Label(self.x(each), bottom + 15, plain(each), "middle") for each in self.across.ticks
        )
        beside = (Label(_LEFT - 8, self.y(each) + 4, plain(each), "end") for each in self.up.ticks)
        middle = _short((_LEFT + _WIDTH - _RIGHT) / 2)
        titles = (
            Label(middle, bottom + 33, across, "middle"),
            Label(11, _TOP + _HEIGHT / 2, up, "middle", turned=True),
        )
        return (*below, *beside, *titles)


def _curves(
    frame: _Frame,
    series: Sequence[tuple[SeriesName, Sequence[tuple[float, Estimate]]]],
    across: str,
    up: str,
) -> Drawing:
    curves, marks = [], []
    for named, points in series:
        place, name = named.series, named.name
        defined = [(x, each) for x, each in points if each.value is not None]
        path = " ".join(f"{frame.x(x):g},{frame.y(each.value or 0.0):g}" for x, each in defined)
        if len(defined) > 1:
            curves.append(Curve(path, place))
        if len(defined) <= _MOST_MARKED:
            marks += [
                frame.mark(x, each, place, f"{name}: {written(x, Form.SHARE)} → {_estimate(each)}")
                for x, each in defined
            ]
    bottom = _TOP + _HEIGHT
    labels = frame.labels(across, up, bottom)
    return Drawing(_WIDTH, bottom + _BELOW, frame.grid(), (), tuple(curves), tuple(marks), labels)


def _thinned(points: Sequence[PointT]) -> Sequence[PointT]:
    """Return points at even distances, the first and the last among them."""
    if len(points) <= _MOST_POINTS:
        return points
    step = (len(points) - 1) / (_MOST_POINTS - 1)
    return [points[round(step * place)] for place in range(_MOST_POINTS)]


def _estimate(estimate: Estimate) -> str:
    limits = interval(estimate.low, estimate.high, Form.SHARE)
    return f"{written(estimate.value, Form.SHARE)} {limits}".strip()


def _labels(language: Language, *phrases: PagePhrase) -> list[str]:
    return [phrase.label(language) for phrase in phrases]


def _names(curves: Sequence[RiskCurve | ThresholdCurve]) -> tuple[SeriesName, ...]:
    return tuple(
        SeriesName(place if curve.series is None else curve.series, curve.name)
        for place, curve in enumerate(curves)
    )


def _short(length: float) -> float:
    return round(length, 2)
