"""The curve of a run as an SVG drawing: speed above, memory below, over the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from gongkai.evaluate.benchmark.run_curve import Step
from gongkai.evaluate.benchmark.wording import Column, Phrase
from gongkai.evaluate.page.axes import Axis, axis_around, axis_between
from gongkai.extract.language import Words

_WIDTH: Final = 760.0
_LEFT: Final = 66.0
_RIGHT: Final = 16.0
_TOP: Final = 30.0
_HEIGHT: Final = 180.0
_BETWEEN: Final = 44.0
_BELOW: Final = 46.0
_TICK: Final = 5.0
_MEGABYTE: Final = 1_000_000
_MINUTE: Final = 60.0
_STYLE: Final = (
    "text{font:12px sans-serif;fill:#333}.t{font-weight:bold}.r{text-anchor:end}"
    ".m{text-anchor:middle}.g{stroke:#ddd}.c{fill:none;stroke:#1668a8;stroke-width:1.6}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}.g{stroke:#444}.c{stroke:#6cb6ee}}"
)


@dataclass(frozen=True, slots=True)
class _Panel:
    """One curve: its title, and a figure for each step."""

    title: str
    values: Sequence[float]


def draw_curve(steps: Sequence[Step], words: Words) -> str:
    """Return the drawing of a run.

    Parameters
    ----------
    steps
        The run; one step at least.
    words
        The language of its labels.
    """
    memory = f"{words[Column.RESIDENT]} (MB)"
    panels = (
        _Panel(words[Column.RATE], [step.rate for step in steps]),
        _Panel(memory, [step.resident / _MEGABYTE for step in steps]),
    )
    time = axis_between(0.0, steps[-1].end / _MINUTE)
    parts = []
    top = _TOP
    for panel in panels:
        parts += _panel(panel, steps, time, top)
        top += _HEIGHT + _BETWEEN
    bottom = top - _BETWEEN
    for tick in time.ticks:
        x = _across(time, tick)
        parts.append(f'<text class="m" x="{x:.1f}" y="{bottom + 18:.1f}">{tick:g}</text>')
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    minutes = escape(words[Phrase.MINUTES])
    parts.append(f'<text class="m" x="{middle:.1f}" y="{bottom + 36:.1f}">{minutes}</text>')
    height = bottom + _BELOW
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {height:g}" '
        f'width="{_WIDTH:g}" height="{height:g}"><style>{_STYLE}</style>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _panel(panel: _Panel, steps: Sequence[Step], time: Axis, top: float) -> list[str]:
    axis = axis_around([0.0, *panel.values], least=0.0)
    parts = [f'<text class="t" x="{_LEFT:g}" y="{top - 10:g}">{escape(panel.title)}</text>']
    for tick in axis.ticks:
        y = _down(axis, tick, top)
        right = _WIDTH - _RIGHT
        parts.append(f'<path class="g" d="M{_LEFT:g} {y:.1f}H{right:g}"/>')
        left = _LEFT - _TICK
        parts.append(f'<text class="r" x="{left:g}" y="{y + 4:.1f}">{tick:,g}</text>')
    points = []
    for step, value in zip(steps, panel.values, strict=True):
        y = _down(axis, value, top)
        points += [f"{_across(time, end / _MINUTE):.1f},{y:.1f}" for end in (step.start, step.end)]
    parts.append(f'<polyline class="c" points="{" ".join(points)}"/>')
    return parts


def _across(axis: Axis, value: float) -> float:
    return _LEFT + axis.place(value) * (_WIDTH - _LEFT - _RIGHT)


def _down(axis: Axis, value: float, top: float) -> float:
    return top + (1 - axis.place(value)) * _HEIGHT
