"""The page: one file of HTML that needs nothing else and loads nothing."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final

from gongkai.evaluate.page.confidence_content import (
    PrecisionByConfidence,
    ReliabilityDiagram,
    RiskCoverage,
)
from gongkai.evaluate.page.content import (
    Block,
    Comparison,
    FigureTable,
    IntervalPlot,
    Note,
    PageContent,
    Section,
)
from gongkai.evaluate.page.error_list import list_json
from gongkai.evaluate.page.plots import PlotView, precision_view, reliability_view, risk_view
from gongkai.evaluate.page.strips import comparison_view, interval_plot_view
from gongkai.evaluate.page.tables import TableView, table_view
from gongkai.evaluate.page.visible import visible
from gongkai.evaluate.page.wording import Language, PagePhrase

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES: Final = files("gongkai.evaluate.page") / "templates"
_SECTION_ID: Final = re.compile(r"[a-z0-9-]+")
#: Shapes and colours there are for systems; further ones have the shapes again, in other colours.
_SERIES: Final = 8


def render(page: PageContent) -> str:
    """Return a page as HTML, to be written as UTF-8.

    The page is one file: style, scripts and drawings are inside, and its content security
    policy lets nothing else run or load, so that no text can bring anything along. The same
    content gives the same page.

    Raises
    ------
    ValueError
        If the id of a section is not made of lower-case letters, digits and ``-``, or is there
        twice, or if a confidence is not a finite number.
    """
    _check_sections(page.sections)
    style, scripts = _template("style.css"), [_template("page.js"), _template("error_list.js")]
    return (
        _environment()
        .get_template("page.html")
        .render(
            page=page,
            words=SimpleNamespace(**{it.value: it.label(page.language) for it in PagePhrase}),
            sections=[
                (section, [_view(block, page.language) for block in section.blocks])
                for section in page.sections
            ],
            style=style,
            scripts=scripts,
            data=list_json(page.errors, page.language),
            policy=_policy(style, scripts),
            series=_SERIES,
        )
    )


def _check_sections(sections: tuple[Section, ...]) -> None:
    known: set[str] = set()
    for section in sections:
        if not _SECTION_ID.fullmatch(section.id):
            raise ValueError(
                f"A section has the id {section.id!r}: use lower-case letters, digits and '-'."
            )
        if section.id in known:
            raise ValueError(f"Two sections have the id {section.id!r}: give each its own.")
        known.add(section.id)


def _view(block: Block, language: Language) -> tuple[str, TableView | PlotView | Note]:
    """Return a block as it is drawn, with the name of what the template draws it as."""
    match block:
        case Note():
            return "note", block
        case FigureTable():
            return "table", table_view(block)
        case IntervalPlot():
            return "table", interval_plot_view(block, language)
        case Comparison():
            return "table", comparison_view(block, language)
        case _:
            return "plot", _plot_view(block, language)


def _plot_view(
    block: ReliabilityDiagram | RiskCoverage | PrecisionByConfidence, language: Language
) -> PlotView:
    match block:
        case ReliabilityDiagram():
            return reliability_view(block, language)
        case RiskCoverage():
            return risk_view(block, language)
        case PrecisionByConfidence():
            return precision_view(block, language)


def _policy(style: str, scripts: list[str]) -> str:
    allowed = " ".join(map(_digest, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_digest(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415 - slow to load

    return Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _shown(value: object) -> object:
    """Return what is put out for a value: plain texts lose what cannot be seen, markup stays."""
    return visible(value) if type(value) is str else value
