"""The search over designs: on a few generated passages."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.annotations.generator import generate
from gongkai.models.rules import RuleModel
from gongkai.models.scheme import Metric, SectionKind
from gongkai.models.trained.readings import PassageReading, read_passage
from gongkai.training import segmenter
from gongkai.training.designs import DESIGNS, SearchError, search
from gongkai.training.designs.linear_designs import (
    features_without_rules,
    generated_examples,
    is_sentence,
    run_linear_with_generated,
)
from gongkai.training.designs.network_designs import without_phrases
from gongkai.training.designs.outcomes import Outcome, Run, Stopwatch, at_anchors
from gongkai.training.designs.scoring import count_claims, difference, f1
from gongkai.training.designs.tables import REFERENCE, markdown_table
from gongkai.training.designs.word_network import BoundaryReader
from gongkai.training.designs.words import fit_segmenter
from gongkai.training.examples import AnchorGold, Example
from gongkai.training.sources import Sources, Texts

TEXT = "全年举办培训两次，培训120人次。"
OF_WORDS = {"network_with_boundaries", "spacy_entities_of_words"}


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return generated_examples(30)


def reading_of(text: str) -> PassageReading:
    return read_passage(RuleModel(), text, SectionKind.OVERVIEW, ())


def example_of(name: str, *gold: AnchorGold) -> Example:
    return Example(name, reading_of(TEXT), gold)


def small(run: Run) -> Run:
    """Return a run that generates little."""
    return (
        replace(run_linear_with_generated, generated=5) if run == run_linear_with_generated else run
    )


def sources() -> Sources:
    learned, held_out = (tuple(generate(count, count)) for count in (40, 6))
    return Sources(Texts("learned", learned), False, 0, (Texts("held out", held_out),))


@pytest.mark.parametrize("name", DESIGNS)
def test_every_design_answers_for_each_anchor(name: str, examples: list[Example]) -> None:
    if name in OF_WORDS:
        pytest.importorskip("rjieba")
    learned, held_out = examples[:-6], examples[-6:]
    if name == "linear_without_sentences":
        assert not any(map(is_sentence, learned))
    outcome = small(DESIGNS[name].run)(learned, held_out)
    assert [len(each) for each in outcome.metrics] == [len(each.gold) for each in held_out]
    assert (outcome.weight_bytes > 0) == (outcome.training_seconds > 0) == (name != "rules")


@pytest.mark.parametrize("name", ["linear", "linear_and_network", "spacy_spans"])
def test_what_was_learned_is_known_again(name: str, examples: list[Example]) -> None:
    run = DESIGNS[name].run
    learned = examples[:12] * 6
    figure = f1(count_claims(examples[:12], run(learned, examples[:12]).metrics, {}))
    nothing = f1(count_claims(examples[:12], [((),) * len(e.gold) for e in examples[:12]], {}))
    assert nothing.value == 0
    assert figure.value > 0.3


def test_a_span_is_given_to_the_anchor_it_shares_most_with() -> None:
    reading = reading_of(TEXT)
    first, second = (each.quantity for each in reading.anchors)
    sessions, people = "training_sessions", "training_participants"
    found = [(first.start, first.end, sessions), (first.end - 1, second.end, people)]
    assert at_anchors(reading, found) == (
        (Metric.TRAINING_SESSIONS,),
        (Metric.TRAINING_PARTICIPANTS,),
    )


def test_a_span_without_an_anchor_is_lost() -> None:
    reading = reading_of(TEXT)
    assert at_anchors(reading, [(0, 2, "training_sessions")]) == ((), ())


def test_several_metrics_of_an_anchor_are_all_kept() -> None:
    reading = reading_of(TEXT)
    first = reading.anchors[0].quantity
    found = [(first.start, first.end, "reviews_filed+lawsuits_filed")]
    assert at_anchors(reading, found)[0] == (Metric.REVIEWS_FILED, Metric.LAWSUITS_FILED)


def test_claims_are_right_by_metric_and_value() -> None:
    sessions = Metric.TRAINING_SESSIONS
    kind = reading_of(TEXT).anchors[0].reading.kind
    right = example_of("a", AnchorGold((sessions,), kind=kind, value=2.0), AnchorGold())
    misread = example_of("b", AnchorGold((sessions,), kind=kind, value=3.0), AnchorGold())
    answered = ((sessions,), (sessions,))
    counts = count_claims([right, misread], [answered, answered], {"b": 1, "c": 2})
    assert counts == {"a": (1, 2, 1), "b": (0, 2, 2), "c": (0, 0, 2)}


def test_a_design_that_leaves_anchors_out_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        count_claims([example_of("a", AnchorGold(), AnchorGold())], [((),)], {})


def test_the_interval_is_over_texts() -> None:
    counts = {str(number): (number % 3, 2, 2) for number in range(30)}
    figure = f1(counts)
    assert figure.value == pytest.approx(0.5)
    assert figure.low is not None
    assert figure.high is not None
    assert 0.3 < figure.low < figure.value < figure.high < 0.7
    assert f1({"one": (1, 2, 2)}).low is None
    assert f1({"one": (2, 2, 2), "two": (1, 1, 1)}).low is None


def test_designs_are_compared_text_by_text() -> None:
    worse = {str(number): (number % 3, 2, 2) for number in range(30)}
    better = {text: (min(2, right + 1), 2, 2) for text, (right, _, _) in worse.items()}
    figure = difference(better, worse)
    assert figure.value == pytest.approx(1 / 3)
    assert figure.low is not None
    assert figure.low > 0.2
    with pytest.raises(ValueError, match="same texts"):
        difference(better, {"another": (1, 1, 1)})


def test_features_without_rules_hold_no_answer_of_the_rules() -> None:
    reading = reading_of(TEXT)
    features = features_without_rules(reading)
    assert [len(each) > 10 for each in features] == [True, True]
    assert not [each for sample in features for each in sample if each.startswith("rules")]


def test_without_the_lexicon_characters_have_no_tags_of_phrases() -> None:
    (example,) = without_phrases([example_of("a", AnchorGold(), AnchorGold())])
    assert reading_of(TEXT).mentions
    assert example.reading.mentions == []
    assert len(example.reading.anchors) == 2


def test_boundaries_of_words_are_one_column_more(examples: list[Example]) -> None:
    pytest.importorskip("rjieba")
    reader = BoundaryReader(fit_segmenter(examples))
    (piece,) = reader.pieces(reading_of(TEXT))
    assert (piece.columns[: piece.lead, -1] == 0).all()
    assert (piece.columns[piece.lead :, -1] > 0).all()


def test_a_search_keeps_earlier_results(tmp_path: Path) -> None:
    report = tmp_path / "designs.json"
    told: list[str] = []
    search(["rules"], report, sources(), told.append)
    table = search(["linear"], report, sources())
    results = json.loads(report.read_text("utf-8"))["results"]
    assert list(results) == ["rules", "linear"]
    assert results["rules"]["data"] == results["linear"]["data"]
    assert (tmp_path / "designs.md").read_text("utf-8") == table
    assert [line.split("|")[1].strip() for line in table.splitlines()[2:4]] == [
        "rules alone",
        "linear model",
    ]
    assert told == ["reading the texts", "rules: rules alone"]


def test_a_design_that_lacks_a_package_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    segmenter._dictionary_segmenter.cache_clear()
    report = tmp_path / "designs.json"
    with pytest.raises(SearchError, match=r"network_with_boundaries cannot be run\. .*training"):
        search(["network_with_boundaries"], report, sources())
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_design_and_no_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="no design 'magic': choose from rules, linear"):
        search(["magic"], tmp_path / "designs.json")
    for number, content in enumerate(["{", "[]", '{"version": 0}', '{"version": 1}']):
        report = tmp_path / f"{number}.json"
        report.write_text(content)
        with pytest.raises(SearchError, match="no report of a search"):
            search(["rules"], report)


def result(counts: Sequence[int], data: str = "same") -> dict[str, object]:
    return {
        "english": "words",
        "chinese": "词",
        "remark": "",
        "data": data,
        "counts": {"dev": {str(number): counts for number in range(3)}},
        "training_seconds": 1.0,
        "reading_seconds": 1.0,
        "reports_a_second": 10.0,
        "weight_bytes": 1_000_000,
    }


def test_the_table_compares_with_the_reference() -> None:
    results = {"rules": result([1, 2, 2]), REFERENCE: result([2, 2, 2])}
    rules, reference = markdown_table(results).splitlines()[2:4]
    assert rules.split("|")[5].strip() == "−0.500"
    assert "**words**" in reference


def test_results_on_other_texts_are_marked_and_not_compared() -> None:
    results = {"rules": result([1, 2, 2], "other"), REFERENCE: result([2, 2, 2])}
    rules, reference = markdown_table(results).splitlines()[2:4]
    assert "\\*" in rules
    assert "\\*" not in reference
    assert rules.split("|")[5].strip() == "–"
    assert markdown_table({}) == ""


def test_time_is_that_of_this_process() -> None:
    watch = Stopwatch()
    with watch.running():
        sum(range(300_000))
    assert watch.seconds > 0
    assert Outcome((), watch.seconds, 0.0, 0).remark == ""
