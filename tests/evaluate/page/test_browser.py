"""The page in a browser: filters, sorting, themes and the address do what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selenium import webdriver

from gongkai.evaluate.page import PageContent
from gongkai.evaluate.page.content import Note, Section
from gongkai.evaluate.page.error_entries import ErrorEntry, ErrorField, Named, Sentence
from gongkai.evaluate.page.estimates import Fact
from gongkai.evaluate.page.visible import visible
from gongkai.models.document import Span
from tests.evaluate.page.browsing import (
    IN_A_BROWSER,
    choose,
    complaints,
    counts,
    found,
    places,
    run,
    settle,
    show_all,
    size,
    status,
    texts_of,
    visit,
    written,
)
from tests.evaluate.page.pages import METRICS, SYSTEMS, page

pytestmark = IN_A_BROWSER
#: More errors than are drawn at a time, and not a multiple of them.
ERRORS = 1234
HOSTILE = "</script><img src=x onerror=\"document.title='broken'\">\u202e'\"&amp;{{1}}"


@pytest.fixture(scope="module")
def content() -> PageContent:
    return page("en", ERRORS)


@pytest.fixture(scope="module")
def address(content: PageContent, tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(content, tmp_path_factory.mktemp("page"))


@pytest.fixture
def opened(browser: webdriver.Chrome, address: str) -> Iterator[webdriver.Chrome]:
    size(browser, 1280)
    yield visit(browser, address)
    assert complaints(browser) == []


Check = Callable[[ErrorEntry], bool]
FILTERS: list[tuple[dict[str, str], Check]] = [
    ({"system": "=accurate"}, lambda it: it.system == "accurate"),
    ({"part": "=cells"}, lambda it: it.part.id == "cells"),
    ({"kind": "=wrong_value"}, lambda it: any(kind.id == "wrong_value" for kind in it.kinds)),
    (
        {"metric": f"={METRICS[3].value}"},
        lambda it: it.metric is not None and it.metric.id == METRICS[3].value,
    ),
    ({"metric": "="}, lambda it: it.metric is None),
    ({"report": "=2012_yunxi_03.txt"}, lambda it: it.report == "2012_yunxi_03.txt"),
    ({"given": "=without"}, lambda it: it.confidence is None),
    ({"given": "=with"}, lambda it: it.confidence is not None),
    (
        {"from": "0.25", "to": "0.75"},
        lambda it: it.confidence is not None and 0.25 <= it.confidence <= 0.75,
    ),
    ({"to": "0.1"}, lambda it: it.confidence is not None and it.confidence <= 0.1),
    ({"text": "石鼓区 WEBSITE"}, lambda it: "石鼓区" in texts_of(it) and "website" in texts_of(it)),
    (
        {"text": "热线", "kind": "=spurious", "system": "=rules", "from": "0.5"},
        lambda it: (
            "热线" in texts_of(it)
            and it.kinds[0].id == "spurious"
            and it.system == "rules"
            and it.confidence is not None
            and it.confidence >= 0.5
        ),
    ),
    ({"text": "nothing holds this"}, lambda it: False),
]


@pytest.mark.parametrize(("chosen", "check"), FILTERS, ids=[str(each) for each, _ in FILTERS])
def test_a_filter_leaves_the_errors_that_fit(
    opened: webdriver.Chrome, content: PageContent, chosen: dict[str, str], check: Check
) -> None:
    expected = [error for error in content.errors or () if check(error)]
    choose(opened, **chosen)
    assert found(opened) == len(expected)
    drawn = run(opened, "return document.querySelectorAll('#list > li').length")
    assert drawn == min(100, len(expected))
    kinds = Counter(kind.id for error in expected for kind in error.kinds)
    if "kind" not in chosen:
        shown = counts(opened, "kind")
        assert shown.pop("all") == len(expected)
        assert {key[1:]: count for key, count in shown.items() if count} == kinds


def test_counts_beside_choices_tell_what_choosing_them_would_leave(
    opened: webdriver.Chrome, content: PageContent
) -> None:
    choose(opened, kind="=missed", system="=rules")
    errors = content.errors or ()
    of_kind = [it for it in errors if any(kind.id == "missed" for kind in it.kinds)]
    systems = counts(opened, "system")
    assert systems.pop("all") == len(of_kind)
    assert systems == {f"={key}": n for key, n in Counter(it.system for it in of_kind).items()}
    choose(opened, system="=accurate")
    assert found(opened) == systems["=accurate"]


def in_text_order(content: PageContent) -> list[ErrorEntry]:
    return sorted(content.errors or (), key=lambda it: (it.report, it.position, it.system))


@pytest.mark.parametrize(("order", "sign"), [("surest", -1), ("least-sure", 1)])
def test_sorting_by_confidence_puts_errors_without_one_last(
    opened: webdriver.Chrome, content: PageContent, order: str, sign: int
) -> None:
    choose(opened, sort=order)
    show_all(opened)
    errors = in_text_order(content)
    expected = sorted(
        range(len(errors)),
        key=lambda place: (
            errors[place].confidence is None,
            sign * (errors[place].confidence or 0),
            place,
        ),
    )
    assert places(opened) == expected


def test_sorting_by_metric_and_kind_groups_them(
    opened: webdriver.Chrome, content: PageContent
) -> None:
    errors = in_text_order(content)
    choose(opened, sort="metric")
    show_all(opened)
    metrics = [errors[place].metric for place in places(opened)]
    labels = [metric.label if metric else None for metric in metrics]
    assert labels == sorted(labels, key=lambda it: (it is None, (it or "").lower()))
    choose(opened, sort="kind")
    show_all(opened)
    kinds = [errors[place].kinds[0].label for place in places(opened)]
    assert kinds == sorted(kinds)
    choose(opened, sort="text")
    assert places(opened) == list(range(100))


def test_more_errors_are_drawn_on_demand_and_get_the_focus(opened: webdriver.Chrome) -> None:
    assert status(opened) == "Errors: 1,234; the first 100 are shown"
    run(opened, "document.getElementById('more').click()")
    assert status(opened) == "Errors: 1,234; the first 200 are shown"
    assert run(opened, "return document.activeElement.dataset.place") == "100"
    show_all(opened)
    assert places(opened) == list(range(ERRORS))


def test_the_address_keeps_the_view(opened: webdriver.Chrome) -> None:
    choose(opened, kind="=wrong_unit", sort="surest", text="云溪镇 2014", **{"from": "0.2"})
    count, order, address = found(opened), places(opened), opened.current_url
    assert 0 < count < ERRORS
    visit(opened, address)
    assert (found(opened), places(opened)) == (count, order)
    top = run(opened, "return document.getElementById('errors').getBoundingClientRect().top")
    assert 0 <= top < 200
    run(opened, "document.getElementById('status').textContent = 'waiting'")
    run(opened, "document.querySelector('#filters [type=reset]').click()")
    settle(opened)
    assert found(opened) == ERRORS
    assert opened.current_url.endswith("#errors")


@pytest.mark.parametrize(
    "fragment",
    ["#errors&kind=unheard&sort=no&x=1&text=", "#errors&&&=", "#other", "#errors&%E0%A4%A"],
)
def test_an_address_that_makes_no_sense_shows_all(
    opened: webdriver.Chrome, address: str, fragment: str
) -> None:
    visit(opened, address + fragment)
    assert found(opened) == ERRORS


@pytest.mark.parametrize("preferred", ["light", "dark"])
def test_the_theme_follows_the_system_until_it_is_chosen(
    opened: webdriver.Chrome, address: str, preferred: str
) -> None:
    paper = "return getComputedStyle(document.body).backgroundColor"
    run(opened, "localStorage.clear()")
    size(opened, 1280, preferred)
    visit(opened, address)
    before = run(opened, paper)
    name = run(opened, "return document.getElementById('theme').textContent")
    assert name == ("Dark theme" if preferred == "light" else "Light theme")
    run(opened, "document.getElementById('theme').click()")
    after = run(opened, paper)
    assert (before != after, sum(map(int, before[4:-1].split(","))) > 380) == (
        True,
        preferred == "light",
    )
    visit(opened, address)
    assert run(opened, paper) == after
    run(opened, "localStorage.clear()")


def test_paper_is_light_in_a_dark_theme(opened: webdriver.Chrome) -> None:
    ground = "return getComputedStyle(document.body).backgroundColor"
    light = run(opened, ground)
    run(opened, "document.documentElement.dataset.theme = 'dark'")
    assert run(opened, ground) != light
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert run(opened, ground) == light
    hidden = "return getComputedStyle(document.getElementById('filters')).display"
    assert run(opened, hidden) == "none"
    opened.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_the_theme_can_be_chosen_where_nothing_can_be_stored(
    opened: webdriver.Chrome, address: str
) -> None:
    source = """Object.defineProperty(window, "localStorage", {
        get() { throw new DOMException("no", "SecurityError"); } });"""
    script = opened.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
    visit(opened, address)
    run(opened, "document.getElementById('theme').click()")
    assert run(opened, "return document.documentElement.dataset.theme") == "dark"
    opened.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


@pytest.mark.parametrize("how", ["right", "wrong"])
def test_errors_are_filtered_by_whether_another_system_has_them_right(
    opened: webdriver.Chrome, content: PageContent, how: str
) -> None:
    choose(opened, system="=rules", other=f"={how} accurate")
    expected = [
        it
        for it in content.errors or ()
        if it.system == "rules" and "accurate" in (it.right_in if how == "right" else it.wrong_in)
    ]
    assert 0 < found(opened) == len(expected)
    shown = counts(opened, "other")
    assert shown[f"={how} accurate"] == len(expected)
    assert set(shown) == {
        "all",
        *(f"={each} {name}" for each in ("right", "wrong") for name in SYSTEMS),
    }
    address = opened.current_url
    visit(opened, address)
    assert found(opened) == len(expected)


def test_the_filter_by_other_systems_is_there_only_with_several(
    browser: webdriver.Chrome, content: PageContent, tmp_path: Path
) -> None:
    alone = tuple(
        replace(it, right_in=(), wrong_in=())
        for it in content.errors or ()
        if it.system == "accurate"
    )
    visit(browser, written(replace(content, errors=alone), tmp_path))
    seen = "return document.getElementById('beside').checkVisibility()"
    assert run(browser, seen) is False
    assert found(browser) == len(alone)


def test_hostile_text_shows_literally_and_runs_nothing(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    named = Named(HOSTILE, HOSTILE)
    error = ErrorEntry(
        HOSTILE,
        named,
        HOSTILE,
        (named,),
        0,
        Sentence(HOSTILE, Span(0, 5), Span(2, 9)),
        (ErrorField(HOSTILE, HOSTILE, None, True),),
        named,
        0.5,
        HOSTILE,
    )
    sections = (Section("a", HOSTILE, (Note(HOSTILE),)),)
    content = PageContent(HOSTILE, "zh", (Fact(HOSTILE, HOSTILE),), sections, (error,))
    complaints(browser)  # those of other pages
    visit(browser, written(content, tmp_path))
    shown = visible(HOSTILE)
    assert browser.title == shown
    texts = """return ["h1", ".paragraph", ".sentence", ".report", ".kind", ".fields td.differs"]
        .map((selector) => document.querySelector(selector).textContent)"""
    assert run(browser, texts) == [shown] * 6
    assert run(browser, "return document.images.length") == 0
    choose(browser, kind=f"={shown}", report=f"={shown}")
    visit(browser, browser.current_url)
    chosen = "return document.getElementById('filters').elements.kind.value"
    assert run(browser, chosen) == f"={shown}"
    assert complaints(browser) == []


def test_every_control_has_a_name_and_can_be_reached_by_keyboard(opened: webdriver.Chrome) -> None:
    script = """
        return [...document.querySelectorAll("button, input, select, summary, a")]
          .filter((node) => node.checkVisibility())
          .filter((node) => node.tabIndex < 0
            || !(node.labels?.[0]?.textContent ?? node.textContent).trim())
          .map((node) => node.outerHTML)"""
    assert run(opened, script) == []


def test_thousands_of_errors_are_filtered_without_delay(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    size(browser, 1280)
    visit(browser, written(page("en", 8000), tmp_path))
    assert found(browser) == 8000
    script = """
        const form = document.getElementById("filters");
        const start = performance.now();
        form.elements.text.value = "条";
        form.elements.kind.value = "=missed";
        form.elements.kind.dispatchEvent(new Event("input", { bubbles: true }));
        const done = arguments[arguments.length - 1];
        setTimeout(() => setTimeout(() => done(performance.now() - start)));"""
    milliseconds = browser.execute_async_script(script)
    assert 0 < found(browser) < 8000
    assert milliseconds < 1000
