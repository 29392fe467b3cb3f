"""The page as a file: what is in it, and what no text can do to it."""

from __future__ import annotations

import json
import random
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import unescape
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from gongkai.evaluate.page import PageContent, render
from gongkai.evaluate.page.confidence_content import (
    PrecisionByConfidence,
    ReliabilityDiagram,
    RiskCoverage,
    RiskCurve,
)
from gongkai.evaluate.page.content import (
    Column,
    FigureTable,
    IntervalPlot,
    Note,
    PlotRow,
    Row,
    Section,
)
from gongkai.evaluate.page.error_entries import ErrorEntry, ErrorField, Named, Sentence
from gongkai.evaluate.page.estimates import Estimate, Fact, Form
from gongkai.evaluate.page.visible import visible
from gongkai.evaluate.page.wording import Language, PagePhrase
from gongkai.models.document import Span
from tests.evaluate.page.pages import page

HOSTILE = (
    "</script><script>document.title='x'</script>",
    "</title></style><style>*{display:none}</style>",
    "<!--<script>",
    "]]><img src=x onerror=alert(1)>",
    "\"' onmouseover=alert(1) x='",
    "{{ words }} {% raw %} ${1} &lt;b&gt; &amp;amp;",
    "a\u202eb\u2066c\u200bd\x00e\x1bf\ufeffg\u2028h\ud800i\ufffej",
    "javascript:alert(1)",
)
#: Addresses that are names and load nothing.
NAMESPACES = ("http://www.w3.org/2000/svg",)


def data_of(html: str) -> dict[str, Any]:
    node = LexborHTMLParser(html).css_first("script#data")
    assert node is not None
    found = json.loads(node.text())
    assert isinstance(found, dict)
    return found


def hostile_page(text: str) -> PageContent:
    """Return a page that says one text wherever a text can stand."""
    column, named = Column(text, Form.TEXT, text), Named(text, text)
    error = ErrorEntry(
        system=text,
        part=named,
        report=text,
        kinds=(named,),
        position=0,
        sentence=Sentence(text, Span(0, 3), Span(1, len(text))),
        fields=(ErrorField(text, text, text, True),),
        metric=named,
        confidence=0.5,
        reason=text,
    )
    blocks = (
        Note(text),
        FigureTable(text, (column, column), (Row((text, text)),), text),
        IntervalPlot(
            text,
            text,
            text,
            (text, text),
            (PlotRow(text, (Estimate(0.5), None)),),
            text,
            None,
            text,
        ),
        RiskCoverage(text, (RiskCurve(text, ()),), (Fact(text, text),), text),
    )
    return PageContent(
        text, "en", (Fact(text, text),), (Section("a", text, blocks, text),), (error,)
    )


def skeleton(html: str) -> list[str | None]:
    return [node.tag for node in LexborHTMLParser(html).css("*")]


def test_the_page_loads_nothing() -> None:
    html = render(page())
    addresses = set(re.findall(r"https?://[^\s\"'<>)]+|(?<=[\"'(])//[^\s\"'<>)]+", html))
    assert addresses <= set(NAMESPACES)
    tree = LexborHTMLParser(html)
    for node in tree.css("[src], [href]"):
        address = node.attributes.get("src") or node.attributes.get("href") or ""
        assert address.startswith(("#", "data:,")), node.html
    assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest|WebSocket|import\(", html)


def test_the_policy_allows_the_styles_and_scripts_of_the_page_and_nothing_else() -> None:
    tree = LexborHTMLParser(render(page()))
    meta = tree.css_first("meta[http-equiv=Content-Security-Policy]")
    assert meta is not None
    policy = dict(part.split(" ", 1) for part in (meta.attributes["content"] or "").split("; "))
    scripts = tree.css("script:not([type])")
    for name, nodes in (("script-src", scripts), ("style-src", tree.css("style"))):
        digests = [sha256(node.text().encode()).digest() for node in nodes]
        assert policy[name].split() == [f"'sha256-{b64encode(it).decode()}'" for it in digests]
    assert policy["default-src"] == "'none'"
    assert not tree.css("[style]")
    assert not [
        name for node in tree.css("*") for name in node.attributes if name.lower().startswith("on")
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_adds_no_element_to_the_page(text: str) -> None:
    harmless = "x" * len(text)
    assert skeleton(render(hostile_page(text))) == skeleton(render(hostile_page(harmless)))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_is(text: str) -> None:
    html = render(hostile_page(text))
    tree = LexborHTMLParser(html)
    shown = visible(text)
    for selector in ("h1", "h2", "h3", ".paragraph", ".measured dd", "tbody th", "section .note"):
        node = tree.css_first(selector)
        assert node is not None
        assert node.text() == shown, selector
    [error] = data_of(html)["errors"]
    assert "".join(piece for piece, _ in error[6]) == visible(text)
    assert error[7][0][1:3] == [shown, shown]
    assert error[8] == shown


@given(st.text(min_size=1, max_size=30))
@settings(max_examples=25)
def test_any_text_leaves_a_page_that_can_be_written_and_read_back(text: str) -> None:
    html = render(hostile_page(text))
    assert html.encode("utf-8").decode("utf-8") == html
    error = data_of(html)["errors"][0]
    assert error[8] == visible(text)
    assert skeleton(html).count("script") == 3


def test_every_error_is_embedded_once_by_report_and_place() -> None:
    content = page(errors=300)
    data = data_of(render(content))
    assert content.errors is not None
    embedded = [
        (
            data["reports"][row[2]][0],
            data["systems"][row[0]][0],
            tuple(data["kinds"][kind][0] for kind in row[3]),
            "".join(text for text, _ in row[6]),
            row[5],
        )
        for row in data["errors"]
    ]
    expected = [
        (
            each.report,
            each.system,
            tuple(k.id for k in each.kinds),
            each.sentence.text,
            each.confidence,
        )
        for each in sorted(
            content.errors, key=lambda each: (each.report, each.position, each.system)
        )
    ]
    assert embedded == expected


def test_a_quote_is_marked_by_the_sides_that_give_it() -> None:
    content = replace(page(errors=1), sections=())
    assert content.errors is not None
    both = Sentence("共受理𠮷申请12件。", Span(6, 9), Span(6, 8))
    apart = Sentence("公开12条，办理3件。", Span(2, 5), Span(8, 10))
    errors = tuple(
        replace(content.errors[0], sentence=sentence, position=place)
        for place, sentence in enumerate((both, apart))
    )
    rows = data_of(render(replace(content, errors=errors)))["errors"]
    assert rows[0][6] == [["共受理𠮷申请", 0], ["12", 3], ["件", 1], ["。", 0]]
    assert rows[1][6] == [["公开", 0], ["12条", 1], ["，办理", 0], ["3件", 2], ["。", 0]]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_speaks_its_language_throughout(language: Language) -> None:
    html = unescape(render(page(language)))
    other: Language = "en" if language == "zh" else "zh"
    conditional = {PagePhrase.NO_DATA, PagePhrase.UNDEFINED, PagePhrase.ERRORS_LEFT_OUT}
    for phrase in set(PagePhrase) - conditional:
        pieces = re.split(r"\{\w+\}", phrase.label(language))
        assert all(piece in html for piece in pieces), phrase
    if other == "zh":  # short English words stand in scripts and ids
        for phrase in PagePhrase:
            label = phrase.label(other)
            assert label == phrase.label(language) or len(label) < 3 or label not in html, phrase


def test_every_phrase_has_both_labels() -> None:
    for phrase in PagePhrase:
        assert phrase.english
        assert phrase.chinese
        english, chinese = (
            sorted(re.findall(r"\{\w+\}", label)) for label in (phrase.english, phrase.chinese)
        )
        assert english == chinese


def test_the_page_is_well_formed() -> None:
    html = render(page())
    tree = LexborHTMLParser(html)
    assert html.startswith("<!doctype html>\n<html lang")
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    for node in tree.css("[href^='#']"):
        assert (node.attributes["href"] or "")[1:].partition("&")[0] in ids
    for node in tree.css("[aria-labelledby], [aria-describedby]"):
        target = node.attributes.get("aria-labelledby") or node.attributes.get("aria-describedby")
        assert target in ids
    void = {"meta", "link", "input", "br", "wbr", "circle", "rect", "path", "line", "use"} | {
        "polyline"
    }
    opened = re.sub(r"<(script|style).*?</\1>", "", html, flags=re.DOTALL)
    for name in {node.tag for node in tree.css("*")} - void - {"script", "style"}:
        starts = len(re.findall(rf"<{name}[\s>]", opened))
        assert starts == opened.count(f"</{name}>"), name
    for table in tree.css("table.figures"):
        widths = {len(row.css("th, td")) for row in table.css("tr")}
        assert len(widths) == 1


def test_the_same_content_gives_the_same_page_whatever_the_order_of_the_errors() -> None:
    content = page(errors=60)
    errors = list(content.errors or ())
    random.Random(1).shuffle(errors)  # noqa: S311 - nothing secret
    assert render(replace(content, errors=tuple(errors))) == render(content)


def test_a_page_without_anything_is_a_page() -> None:
    html = render(PageContent("Nothing", "en", (), ()))
    assert LexborHTMLParser(html).css_first("#errors") is None
    empty = (
        FigureTable("t", (Column("a"),), ()),
        IntervalPlot("p", "g", "F1", (), ()),
        ReliabilityDiagram("r", ()),
        RiskCoverage("c", ()),
        PrecisionByConfidence("q", ()),
    )
    html = render(PageContent("Empty", "zh", (), (Section("a", "A", empty),), ()))
    assert html.count(PagePhrase.NO_DATA.chinese) == 3
    assert data_of(html)["errors"] == []


def test_what_figures_and_errors_mean_stands_in_their_sections() -> None:
    tree = LexborHTMLParser(render(page()))
    for where, label, text in (
        ("#section-claims", "right", "Metric, kind and value are those of the gold."),
        ("#errors", "missed", "A gold claim where nothing was found."),
    ):
        found = tree.css_first(f"{where} > details.help dl")
        assert found is not None
        assert [node.text() for node in found.css("dt, dd")] == [label, text]


def test_figures_that_are_not_defined_are_dashes_and_sort_as_nothing() -> None:
    table = FigureTable("t", (Column("", Form.TEXT), Column("F1")), (Row(("a", None)),))
    html = render(PageContent("p", "en", (), (Section("a", "A", (table,)),)))
    cell = LexborHTMLParser(html).css_first("tbody td")
    assert cell is not None
    assert (cell.text().strip(), cell.attributes["data-order"]) == ("—", "")


@pytest.mark.parametrize("name", ["A b", "", "claims'"])
def test_a_section_needs_a_plain_id(name: str) -> None:
    with pytest.raises(ValueError, match="lower-case"):
        render(PageContent("p", "en", (), (Section(name, "A", ()),)))


def test_two_sections_of_one_id_are_refused() -> None:
    section = Section("a", "A", ())
    with pytest.raises(ValueError, match="Two sections"):
        render(PageContent("p", "en", (), (section, section)))


def test_rows_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="2 columns"):
        FigureTable("t", (Column("a"), Column("b")), (Row((1,)),))
    with pytest.raises(ValueError, match="1 systems"):
        IntervalPlot("t", "g", "F1", ("a",), (PlotRow("r", ()),))


def themes() -> list[dict[str, str]]:
    """Return the colours of the three blocks of the style sheet that set them."""
    style = (files("gongkai.evaluate.page") / "templates" / "style.css").read_text("utf-8")
    blocks = re.findall(r":root[^{]*\{([^}]*--series-5[^}]*)\}", style)
    return [dict(re.findall(r"--([\w-]+): (#\w+);", block)) for block in blocks]


def test_the_dark_theme_is_the_same_whether_it_is_asked_for_or_set() -> None:
    light, asked_for, chosen = themes()
    assert asked_for == chosen
    assert light.keys() == chosen.keys()
    assert light["paper"] != chosen["paper"]


@pytest.mark.parametrize("place", [0, 1])
def test_colours_have_enough_contrast(place: int) -> None:
    colours = themes()[place]
    texts = [("ink", "paper"), ("ink", "raised"), ("faint", "paper"), ("faint", "raised")]
    texts += [("link", "paper"), ("gold", "gold-paper"), ("fault", "fault-paper")]
    texts += [("fault", "paper"), ("ink", "gold-paper"), ("ink", "fault-paper")]
    texts += [("ink", "both-paper")]
    for text, ground in texts:
        assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for number in range(8):
        assert contrast(colours[f"series-{number}"], colours["paper"]) >= 3


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.1."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [it / 12.92 if it <= 0.03928 else ((it + 0.055) / 1.055) ** 2.4 for it in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
