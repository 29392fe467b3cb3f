"""Driving a browser through a page as a user does."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any, Final

import pytest
from selenium import webdriver
from selenium.webdriver.support.wait import WebDriverWait

from gongkai.evaluate.page import PageContent, render
from gongkai.evaluate.page.error_entries import ErrorEntry

CHROMIUM: Final = shutil.which("chromium")
DRIVER: Final = shutil.which("chromedriver")
#: What every test in a browser is marked with.
IN_A_BROWSER: Final = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None or DRIVER is None, reason="chromium or chromedriver is not installed"
    ),
]


def written(content: PageContent, folder: Path) -> str:
    path = folder / "page.html"
    path.write_text(render(content), encoding="utf-8")
    return path.as_uri()


def visit(browser: webdriver.Chrome, address: str) -> webdriver.Chrome:
    browser.get("about:blank")  # else a changed fragment alone would not load the page again
    browser.get(address)
    return browser


def size(browser: webdriver.Chrome, width: int, theme: str = "light") -> None:
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [{"name": "prefers-color-scheme", "value": theme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def run(browser: webdriver.Chrome, script: str, *arguments: object) -> Any:  # noqa: ANN401
    return browser.execute_script(script, *arguments)


def complaints(browser: webdriver.Chrome) -> list[str]:
    """Return what the console has said since the last call: errors, warnings, what was blocked."""
    entries = browser.get_log("browser")  # type: ignore[no-untyped-call]
    return [entry["message"] for entry in entries if entry["level"] != "INFO"]


def choose(browser: webdriver.Chrome, **chosen: str) -> None:
    """Set controls of the filters as a user does, and wait until the list follows."""
    script = """
        const form = document.getElementById("filters");
        const status = document.getElementById("status");
        status.textContent = "waiting";
        for (const [name, value] of Object.entries(arguments[0])) {
          form.elements[name].value = value;
          if (form.elements[name].value !== value) throw new Error(`no ${name} ${value}`);
          form.elements[name].dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    run(browser, script, chosen)
    settle(browser)


def settle(browser: webdriver.Chrome) -> None:
    WebDriverWait(browser, 10, 0.02).until(lambda it: status(it) != "waiting")


def status(browser: webdriver.Chrome) -> str:
    return str(run(browser, "return document.getElementById('status').textContent"))


def found(browser: webdriver.Chrome) -> int:
    text = status(browser)
    number = re.match(r"Errors: ([\d,]+)", text)
    return 0 if number is None else int(number[1].replace(",", ""))


def counts(browser: webdriver.Chrome, name: str) -> dict[str, int]:
    """Return the counts beside the choices of a filter."""
    script = """
        return [...document.getElementById("filters").elements[arguments[0]].options]
          .map((option) => [option.value, option.text, option.dataset.count])"""
    choices = run(browser, script, name)
    for _, text, count in choices:
        assert text.endswith(f"({int(count):,})")
    return {value: int(count) for value, _, count in choices}


def texts_of(error: ErrorEntry) -> str:
    parts = [error.report, error.sentence.text, error.reason or ""]
    parts += [error.metric.label] if error.metric else []
    parts += [text or "" for field in error.fields for text in (field.gold, field.predicted)]
    return "\n".join(parts).lower()


def places(browser: webdriver.Chrome) -> list[int]:
    script = "return [...document.querySelectorAll('#list > li')].map((it) => it.dataset.place)"
    return [int(place) for place in run(browser, script)]


def show_all(browser: webdriver.Chrome) -> None:
    script = "const more = document.getElementById('more'); while (!more.hidden) more.click();"
    run(browser, script)
