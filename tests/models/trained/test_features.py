"""Features of anchors."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.models.trained.features import anchor_features, step
from tests.models.trained.passages import PARTS, SENTENCES, read


def test_a_passage_without_anchors_has_no_features() -> None:
    assert anchor_features(read("各科室密切配合。")) == []


def test_a_feature_begins_with_one_of_the_names_that_weights_were_learned_for() -> None:
    """Weights hang on these strings: with other names a model has to be trained again."""
    found = [each for text in SENTENCES for each in anchor_features(read(text))]
    assert len(found) == 9
    names = {feature.partition(":")[0].rstrip("-0123456789") for each in found for feature in each}
    assert names == NAMES


NAMES = {
    "act", "after", "aspect", "behind", "beside", "between", "bound", "bracket", "channel",
    "clause", "cue", "done", "earlier", "form", "gap", "heading", "kind", "left", "near",
    "near-channel", "next", "noun", "nouns", "pair", "plan", "previous", "right", "rules",
    "rules-action", "rules-aspect", "rules-channel", "rules-noun", "rules-part", "rules-scope",
    "rules-subject", "section", "topic", "unit",
}  # fmt: skip


def test_the_words_beside_a_number_and_the_answer_of_the_rules_are_features() -> None:
    first, second = anchor_features(read("通过政府网站发布信息32条，其中动态类15条。"))
    assert {"left2:信息", "right1:，", "unit:条", "rules:info_published"} <= set(first)
    assert {"near-1:info_published:s", "between:，其中动态类"} <= set(second)


def test_numerals_are_masked() -> None:
    one, other = (
        anchor_features(read(f"发布信息{n}条，答复{m}件。")) for n, m in ((3, 5), (41, 7))
    )
    assert one == other


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_each_anchor_has_features_each_once(text: str) -> None:
    reading = read(text)
    features = anchor_features(reading)
    assert len(features) == len(reading.anchors)
    assert all(each and len(set(each)) == len(each) for each in features)


def test_steps_grow_with_the_distance() -> None:
    assert [step(distance) for distance in (0, 1, 4, 5, 6, 40, 400)] == [0, 1, 4, 5, 5, 9, 10]
