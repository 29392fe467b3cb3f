"""Tables in a browser: what does not fit shows it, and groups lead to their errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.support.wait import WebDriverWait

from gongkai.evaluate.page import PageContent
from gongkai.evaluate.page.error_entries import Sentence
from gongkai.evaluate.page.estimates import Fact
from tests.evaluate.page.browsing import (
    IN_A_BROWSER,
    complaints,
    found,
    run,
    size,
    visit,
    written,
)
from tests.evaluate.page.pages import METRICS, page

pytestmark = IN_A_BROWSER
ERRORS = 1234


@pytest.fixture(scope="module")
def content() -> PageContent:
    return page("en", ERRORS)


@pytest.fixture
def opened(
    browser: webdriver.Chrome, content: PageContent, tmp_path: Path
) -> Iterator[webdriver.Chrome]:
    size(browser, 1280)
    yield visit(browser, written(content, tmp_path))
    assert complaints(browser) == []


def test_a_click_on_a_head_sorts_the_table_and_parts_stay_with_their_row(
    opened: webdriver.Chrome,
) -> None:
    read = """
        const table = document.querySelector("table.figures");
        return [...table.tBodies[0].rows].map((row) => row.cells[0].textContent.trim())"""
    click = """
        const head = document.querySelector("table.figures").tHead.rows[0].cells[arguments[0]];
        head.querySelector("button").click();
        return head.getAttribute("aria-sort")"""
    original = run(opened, read)
    assert run(opened, click, 1) == "descending"
    assert run(opened, read) == original
    assert run(opened, click, 1) == "ascending"
    right, wholly = original[:2], original[2:4]
    assert run(opened, read) == [*wholly, *right, "tables"]  # without a precision: last
    assert run(opened, click, 1) == "none"
    assert run(opened, read) == original
    assert run(opened, click, 4) == "descending"
    assert run(opened, read) == original


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_wider_than_the_screen(
    browser: webdriver.Chrome, tmp_path: Path, width: int, language: str
) -> None:
    content = page("zh" if language == "zh" else "en", 30)
    long = replace((content.errors or ())[0], report="x" * 300, sentence=Sentence("y" * 500))
    facts = (*content.facts, Fact("f", "z" * 300))
    content = replace(content, title="t" * 120, facts=facts, errors=(*(content.errors or ()), long))
    size(browser, width)
    visit(browser, written(content, tmp_path))
    script = """
        const root = document.documentElement;
        const outside = (node) => !node.closest(".scroll, nav, .shapes, .hidden")
          && node.getBoundingClientRect().right > root.clientWidth + 0.5;
        return [root.scrollWidth - root.clientWidth, [...document.body.querySelectorAll("*")]
          .filter(outside).map((node) => node.outerHTML.slice(0, 80))]"""
    assert run(browser, script) == [0, []]


def cut_tables(browser: webdriver.Chrome) -> list[list[object]]:
    """Return the tables that do not fit, each with whether it shows that it goes on."""
    script = """
        const sides = (area) => [
          ["right", area.scrollWidth - area.clientWidth > 1],
          ["bottom", area.scrollHeight - area.clientHeight > 1],
        ].filter(([, goesOn]) => goesOn).map(([side]) => side);
        const shows = (panel, side) => panel.dataset.more.split(" ").includes(side)
          && getComputedStyle(panel, "::after").boxShadow.includes("inset");
        for (const each of document.querySelectorAll("main details")) each.open = arguments[0];
        return new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(
          [...document.querySelectorAll(".panel")]
            .filter((panel) => panel.checkVisibility({ contentVisibilityAuto: true }))
            .map((panel) => [panel, sides(panel.firstElementChild)])
            .filter(([, cut]) => cut.length)
            .map(([panel, cut]) => [panel.textContent.trim().slice(0, 40), cut,
              cut.every((side) => shows(panel, side))])))));"""
    return list(run(browser, script, True))


@pytest.mark.parametrize("width", [390, 1280, 1600, 1920])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_table_that_does_not_fit_shows_that_it_goes_on(
    browser: webdriver.Chrome, tmp_path: Path, width: int, language: str
) -> None:
    size(browser, width)
    visit(browser, written(page("zh" if language == "zh" else "en", 30), tmp_path))
    cut = cut_tables(browser)
    assert any("bottom" in sides for _, sides, _ in cut)  # type: ignore[operator]
    assert [text for text, _, shows in cut if not shows] == []
    if width > 1000:
        assert [text for text, sides, _ in cut if "right" in sides] == []  # type: ignore[operator]


def test_shadows_follow_the_scrolling(opened: webdriver.Chrome) -> None:
    script = """
        const panel = [...document.querySelectorAll(".long .panel")].at(0);
        const area = panel.firstElementChild;
        area.scrollTop = arguments[0] ? area.scrollHeight : 0;
        return new Promise((done) => requestAnimationFrame(
          () => requestAnimationFrame(() => done(panel.dataset.more))))"""
    assert run(opened, script, False) == "bottom"
    assert run(opened, script, True) == "top"
    hint = "return document.querySelector('.long .goes-on').checkVisibility()"
    assert run(opened, hint)


def test_a_group_leads_to_its_errors(opened: webdriver.Chrome, content: PageContent) -> None:
    metric = METRICS[3]
    link = f"a[href='#errors&metric={metric.value}']"
    run(opened, "document.querySelector(arguments[0]).click()", link)
    WebDriverWait(opened, 10, 0.02).until(lambda it: found(it) < ERRORS)
    expected = [it for it in content.errors or () if it.metric and it.metric.id == metric.value]
    assert found(opened) == len(expected)
    top = run(opened, "return document.getElementById('errors').getBoundingClientRect().top")
    assert 0 <= top < 200
