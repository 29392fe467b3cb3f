"""The page that ``gongkai evaluate`` writes, in a browser: its list has what was measured."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from selenium import webdriver

from gongkai.evaluate.evaluation import Evaluation, Prediction, evaluate, predict
from gongkai.evaluate.judged.loading import load_gold, load_predictions
from gongkai.evaluate.page.building import write_page
from gongkai.evaluate.scores.claim_errors import ClaimError, ErrorKind
from gongkai.evaluate.systems.registry import system
from gongkai.extract.command_line import main
from gongkai.extract.language import Language
from gongkai.models.scheme import Metric
from tests.evaluate.page.browsing import (
    IN_A_BROWSER,
    choose,
    complaints,
    counts,
    found,
    places,
    run,
    show_all,
    size,
    visit,
)

pytestmark = IN_A_BROWSER
GOLD, OTHER = "samples", "other"
#: The only confidences that a system gives.
GIVEN = (0.7, 0.9, 0.95)
Measured = tuple[str, ClaimError]


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write what another system says: the gold with errors, and with confidences."""
    path = tmp_path_factory.mktemp("rows") / "other.jsonl"
    lines = []
    for report in load_gold(GOLD):
        for place, claim in enumerate(report.claims or ()):
            if place % 7 == 3:
                continue
            row = {
                "report": report.name,
                "metric": Metric.OTHER_COUNT if place % 5 == 1 else claim.metric,
                "kind": claim.kind,
                "value": claim.value + (1 if place % 11 == 2 else 0),
                "quote": claim.quote,
                "start": claim.span.start,
                "end": claim.span.end,
                "confidence": (37 * place % 101) / 100,
            }
            lines.append(json.dumps(row, ensure_ascii=False))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def address(rows: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("report")
    arguments = ["evaluate", GOLD, f"{OTHER}={rows}", "--system", "rules", "--output", str(folder)]
    with pytest.raises(SystemExit) as exited:
        main(arguments)
    assert not exited.value.code
    return (folder / "report.html").as_uri()


@pytest.fixture(scope="module")
def evaluation(rows: Path) -> Evaluation:
    gold = load_gold(GOLD)
    predictions = [Prediction(OTHER, load_predictions(rows)), predict(system("rules"), gold)]
    return evaluate(gold, predictions)


@pytest.fixture(scope="module")
def measured(evaluation: Evaluation) -> list[Measured]:
    """Return the errors of claims, each with the system that made it."""
    errors = [
        (each.name, error)
        for each in evaluation.systems
        for error in (each.scores.claims.errors if each.scores.claims else ())
    ]
    assert len(errors) > 30
    return errors


@pytest.fixture
def opened(browser: webdriver.Chrome, address: str) -> Iterator[webdriver.Chrome]:
    size(browser, 1280)
    yield visit(browser, address)
    assert complaints(browser) == []


def confidence(error: ClaimError) -> float | None:
    return None if error.predicted is None else error.predicted.confidence


def in_range(error: ClaimError, low: float, high: float) -> bool:
    given = confidence(error)
    return given is not None and low <= given <= high


def test_the_list_has_every_error_of_every_part(
    opened: webdriver.Chrome, evaluation: Evaluation, measured: list[Measured]
) -> None:
    parts = Counter({"=claims": len(measured)})
    for each in evaluation.systems:
        scores = each.scores
        for name in ("cells", "problems", "improvements", "identity", "facts"):
            part = getattr(scores, name)
            parts[f"={name}"] += 0 if part is None else len(part.errors)
    assert found(opened) == parts.total()
    shown = counts(opened, "part")
    assert shown.pop("all") == parts.total()
    assert shown == {part: count for part, count in parts.items() if count}


@pytest.mark.parametrize("metric", [Metric.OTHER_COUNT, Metric.INFO_PUBLISHED])
def test_the_filter_by_metric_leaves_the_errors_of_its_claims(
    opened: webdriver.Chrome, measured: list[Measured], metric: Metric
) -> None:
    choose(opened, metric=f"={metric.value}")
    expected = sum(error.claim.metric is metric for _, error in measured)
    assert expected > 0
    assert found(opened) == expected


def test_the_filter_by_kind_leaves_the_errors_of_the_kind(
    opened: webdriver.Chrome, measured: list[Measured]
) -> None:
    choose(opened, part="=claims")
    expected = Counter(f"={kind.value}" for _, error in measured for kind in error.kinds)
    shown = counts(opened, "kind")
    del shown["all"]
    assert {kind: count for kind, count in shown.items() if count} == expected
    choose(opened, kind=f"={ErrorKind.WRONG_VALUE.value}", system=f"={OTHER}")
    assert found(opened) == sum(
        ErrorKind.WRONG_VALUE in error.kinds and name == OTHER for name, error in measured
    )


CHECKS: list[tuple[dict[str, str], Callable[[ClaimError], bool]]] = [
    ({"given": "=with"}, lambda error: confidence(error) is not None),
    ({"given": "=without"}, lambda error: confidence(error) is None),
    ({"from": "0.3", "to": "0.8"}, lambda error: in_range(error, 0.3, 0.8)),
    ({"from": "0.95"}, lambda error: in_range(error, 0.95, 1.0)),
]


@pytest.mark.parametrize(("chosen", "check"), CHECKS, ids=[str(each) for each, _ in CHECKS])
def test_the_filter_by_confidence_leaves_the_errors_that_have_it(
    opened: webdriver.Chrome,
    measured: list[Measured],
    chosen: dict[str, str],
    check: Callable[[ClaimError], bool],
) -> None:
    choose(opened, part="=claims", **chosen)
    assert found(opened) == sum(check(error) for _, error in measured)


def test_words_find_the_sentences_that_hold_them(
    opened: webdriver.Chrome, measured: list[Measured]
) -> None:
    quote = max((error.claim.quote for _, error in measured), key=len)
    choose(opened, part="=claims", text=quote)
    assert found(opened) >= sum(error.claim.quote == quote for _, error in measured) > 0
    show_all(opened)
    script = "return [...document.querySelectorAll('#list > li')].map((it) => it.textContent)"
    assert all(quote.lower() in text.lower() for text in run(opened, script))


def test_sorting_by_confidence_orders_what_is_shown(
    opened: webdriver.Chrome, measured: list[Measured]
) -> None:
    choose(opened, part="=claims", given="=with", sort="surest")
    show_all(opened)
    script = """return [...document.querySelectorAll("#list > li .head > span")]
        .map((it) => it.textContent.match(/^confidence ([0-9.]+)$/)).filter(Boolean)
        .map((match) => Number(match[1]))"""
    shown = run(opened, script)
    known = [confidence(error) for _, error in measured]
    assert shown == sorted((it for it in known if it is not None), reverse=True)
    choose(opened, sort="text")
    show_all(opened)
    assert places(opened) == sorted(places(opened))


def test_few_distinct_confidences_are_drawn_without_complaints(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    gold = load_gold(GOLD)
    said = [
        replace(
            report,
            facts=None,
            quantities=None,
            claims=tuple(
                replace(
                    claim, confidence=(0.7, 0.9, 0.95)[place % 3], value=claim.value + place % 2
                )
                for place, claim in enumerate(report.claims or ())
            ),
        )
        for report in gold
    ]
    path = tmp_path / "page.html"
    write_page(evaluate(gold, [Prediction(OTHER, said)]), path, Language.ENGLISH)
    size(browser, 1280)
    visit(browser, path.as_uri())
    script = "return [...document.querySelectorAll('rect.bar')].map((it) => it.width.baseVal.value)"
    widths = run(browser, script)
    assert len(widths) >= 3
    assert min(widths) >= 3
    assert complaints(browser) == []


def test_an_error_can_be_looked_for_by_what_the_other_system_has_right(
    opened: webdriver.Chrome, evaluation: Evaluation
) -> None:
    other, rules = (each.scores.claims for each in evaluation.systems)
    assert other is not None
    assert rules is not None
    choose(opened, system=f"={OTHER}", other="=right rules")
    expected = sum(
        error.gold_place not in other.found_gold[error.report]
        and error.gold_place in rules.found_gold[error.report]
        for error in other.errors
        if error.gold is not None
    )
    assert 0 < found(opened) == expected


@pytest.mark.parametrize("width", [390, 1280])
def test_the_report_is_not_wider_than_the_screen(
    browser: webdriver.Chrome, address: str, width: int
) -> None:
    size(browser, width)
    visit(browser, address)
    root = "document.documentElement"
    assert run(browser, f"return {root}.scrollWidth - {root}.clientWidth") == 0
    assert complaints(browser) == []
