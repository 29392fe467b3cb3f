"""The model card: what it says, and of what."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gongkai.training.calibration import Chosen, choose_calibrator
from gongkai.training.card_tables import paragraph, table
from gongkai.training.heldout import Agreement
from gongkai.training.model_card import (
    CLOSING,
    OPENING,
    Measured,
    model_card,
    release_part,
    with_release,
)
from gongkai.training.sources import Sources
from tests.training.small_corpora import TINY, sources


def judged(count: int = 200) -> tuple[Chosen, list[bool]]:
    generator = np.random.default_rng(0)
    scores = generator.normal(size=(count, 1))
    right = (generator.random(count) < 1 / (1 + np.exp(-2 * scores[:, 0]))).tolist()
    texts = [f"text-{number // 10}" for number in range(count)]
    return choose_calibrator(scores, right, texts, ("score",)), right


CHOSEN, RIGHT = judged()
MEASURED = Measured(
    {"own, held out": Agreement(80, 90, 100)}, {"claims": CHOSEN}, 12.0, 3_400_000,
    outcomes={"claims": RIGHT},
)  # fmt: skip
OWN = sources()


def bundled() -> Sources:
    return replace(OWN, with_sentences=True)


def line_with(card: str, words: str) -> str:
    (line,) = [each for each in card.splitlines() if words in each]
    return line


def test_it_counts_what_was_learned_from_and_held_out() -> None:
    card = model_card(OWN, TINY, MEASURED)
    learned, held_out = OWN.learned, OWN.held_out[0]
    row = line_with(card, f"| {learned.name} (learned from)")
    assert f"| {len(learned.passages)} | 0 | {learned.claims} |" in row
    assert f"| {len(held_out.passages)} | 0 | {held_out.claims} |" in line_with(card, "(held out)")


def test_it_tells_how_right_the_model_is() -> None:
    row = line_with(model_card(OWN, TINY, MEASURED), "| own, held out | 80")
    assert row == "| own, held out | 80 | 100 | 90 | 0.889 | 0.800 | 0.842 |"


def test_the_method_that_is_used_is_marked_and_all_are_shown() -> None:
    card = model_card(OWN, TINY, MEASURED)
    rows = [line for line in card.splitlines() if line.startswith("| logistic regression")]
    assert len(rows) == len(CHOSEN.table) == 4
    (used,) = [row for row in rows if "* |" in row]
    assert f"{CHOSEN.table[CHOSEN.method].log_loss:.4f}" in used
    assert "200 judged in 20 texts." in card


def test_reliability_is_drawn_where_outcomes_are_known() -> None:
    card = model_card(OWN, TINY, MEASURED)
    bars = [line for line in card.splitlines() if line.startswith("      0.")]
    assert len(bars) == 10
    assert sum(int(line.split()[2]) for line in bars) == 200
    assert float(bars[0].split()[1]) < float(bars[-1].split()[1])
    without = model_card(OWN, TINY, replace(MEASURED, outcomes={}))
    assert "```text" not in without


def test_what_holds_of_the_bundled_texts_is_not_claimed_of_others() -> None:
    own, of_bundled = model_card(OWN, TINY, MEASURED), model_card(bundled(), TINY, MEASURED)
    for words in ("synthetic", "CC BY 4.0", "annotated sentences", "that come with gongkai"):
        assert words in of_bundled
        assert words not in own


def test_a_base_is_named() -> None:
    card = model_card(OWN, TINY, replace(MEASURED, base="accurate"))
    assert "weights began as those of `accurate`" in card
    assert "from nothing: no weights" in model_card(OWN, TINY, MEASURED)


def test_what_has_no_calibrator_is_told() -> None:
    card = " ".join(model_card(OWN, TINY, MEASURED).split())
    assert "Without a calibrator of this training: channels, improvements, problems." in card
    without = model_card(OWN, TINY, replace(MEASURED, chosen={}, outcomes={}))
    assert "no confidences are given" in without


def test_the_time_of_training_changes_no_byte() -> None:
    assert model_card(OWN, TINY, MEASURED) == model_card(OWN, TINY, replace(MEASURED, seconds=99.0))


def test_the_part_of_the_release_is_empty_at_first_and_kept_from_an_older_card() -> None:
    card = model_card(OWN, TINY, MEASURED)
    assert card.endswith(f"## Release\n\n{OPENING}\n{CLOSING}\n")
    assert release_part(card) == ""
    filled = with_release(card, "### Figures\n\n| a | b |\n")
    assert release_part(filled) == "### Figures\n\n| a | b |"
    assert model_card(OWN, TINY, MEASURED, filled) == filled
    assert with_release(filled, "") == card
    assert model_card(OWN, TINY, MEASURED, "no card") == card


@pytest.mark.parametrize("card", ["", OPENING, CLOSING, f"{CLOSING}\n{OPENING}"])
def test_a_card_without_marks_takes_no_release(card: str) -> None:
    assert release_part(card) == ""
    with pytest.raises(ValueError, match="no lines"):
        with_release(card, "x")


def test_names_of_texts_end_no_cell_and_no_line() -> None:
    assert table(("a", "b"), [("x|y\nz", "1")], words=1).splitlines() == [
        "| a | b |", "| --- | ---: |", r"| x\|y z | 1 |",
    ]  # fmt: skip


def test_paragraphs_have_ordinary_lines() -> None:
    assert max(map(len, paragraph("word " * 90).splitlines())) <= 100
