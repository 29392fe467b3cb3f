"""Which prediction belongs to which annotation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.evaluate import score_claims
from gongkai.evaluate.counts import Counts
from gongkai.evaluate.judged.pairing import PairingError, pair_reports
from gongkai.models.document import Span
from tests.evaluate.builders import TEXT, claim, report

CLAIM = claim("316条", 316)


def names(gold: list[str], predicted: list[str]) -> list[tuple[str, str]]:
    pairing = pair_reports(
        [report(name=name) for name in gold], [report(name=name) for name in predicted]
    )
    return [(pair.gold.name, pair.predicted.name) for pair in pairing.pairs]


def test_reports_are_brought_together_by_their_paths() -> None:
    assert names(["b/1.txt", "a/1.txt"], ["a/1.txt", "b/1.txt"]) == [
        ("a/1.txt", "a/1.txt"),
        ("b/1.txt", "b/1.txt"),
    ]


def test_a_file_name_is_enough_where_there_is_one_such_file() -> None:
    assert names(["1.txt"], ["a/2.txt", "a/1.txt"]) == [("1.txt", "a/1.txt")]
    assert names(["1.txt"], ["a/1.txt", "1.txt"]) == [("1.txt", "1.txt")]


def test_a_name_without_an_ending_stands_for_the_file_of_that_name() -> None:
    assert names(["d01-001"], ["a/d01-001.txt"]) == [("d01-001", "a/d01-001.txt")]
    assert names(["d01-001.txt"], ["d01-001"]) == [("d01-001.txt", "d01-001")]
    assert names(["1"], ["1.txt", "a/1"]) == [("1", "a/1")]
    assert names(["1"], ["1.html", "a/1.txt"]) == [("1", "a/1.txt")]
    with pytest.raises(
        PairingError, match=r"Several .* NAME='folder/\*\.txt'.* 1\.htm, 1\.html\.$"
    ):
        names(["1"], ["1.htm", "1.html"])
    with pytest.raises(PairingError, match=r"1 annotated text has no prediction: .*: 1\.txt; pre"):
        names(["1.txt"], ["1.html"])


def test_a_file_name_of_several_predictions_is_refused() -> None:
    with pytest.raises(
        PairingError, match=r"Several .* of 1\.txt: .* They are a/1\.txt, b/1\.txt\."
    ):
        names(["1.txt"], ["a/1.txt", "b/1.txt"])


@pytest.mark.parametrize(
    ("gold", "predicted", "message"),
    [
        (["a.txt"], ["a.txt", "a.txt"], "two predictions of a.txt"),
        (["a.txt", "x/a.txt"], ["x/a.txt"], "a.txt and x/a.txt are annotations of one report"),
        (
            ["a.txt", "b.txt", "c.txt"],
            ["b.txt"],
            r"2 annotated texts have no prediction: .*use --allow-missing.* a\.txt, c\.txt\.",
        ),
    ],
)
def test_what_does_not_belong_together_is_refused(
    gold: list[str], predicted: list[str], message: str
) -> None:
    with pytest.raises(PairingError, match=message):
        names(gold, predicted)


def test_a_missing_prediction_may_count_as_nothing_found() -> None:
    gold = [report(CLAIM, name="a.txt"), report(CLAIM, name="b.txt")]
    predicted = [report(CLAIM, name="a.txt")]
    assert score_claims(gold, predicted, allow_missing=True).total.right == Counts(1, 2, 1)
    assert pair_reports(gold, predicted, allow_missing=True).missing == ("b.txt",)


def test_predictions_without_annotation_are_counted() -> None:
    assert pair_reports([report()], [report(), report(name="b.txt")]).unjudged == 1


def test_different_texts_are_refused() -> None:
    gold, predicted = report(CLAIM, text=TEXT), report(CLAIM, text_sha256="0" * 64)
    with pytest.raises(PairingError, match="annotated and extracted from different texts"):
        pair_reports([gold], [predicted])
    with pytest.raises(PairingError, match="from different texts"):
        pair_reports([gold], [report(CLAIM, text=TEXT + "\n")])
    assert pair_reports([gold], [report(CLAIM, text=TEXT)]).pairs[0].text == TEXT


def test_a_quote_that_is_not_where_it_should_be_is_refused() -> None:
    shifted = replace(CLAIM, span=Span(CLAIM.span.start + 1, CLAIM.span.end + 1))
    with pytest.raises(PairingError, match="claim 1 of the annotation quotes '316条', where"):
        pair_reports([report(CLAIM, shifted)], [report(CLAIM, text=TEXT)])


def test_a_missing_prediction_speaks_of_all_that_is_annotated() -> None:
    gold = [report(name="a.txt", cells={}), report(name="b.txt", cells={})]
    pairs = pair_reports(gold, [report(name="a.txt")], allow_missing=True).pairs
    assert [pair.is_missing for pair in pairs] == [False, True]
    assert [pair.speaks_of("cells") for pair in pairs] == [False, True]
    assert [pair.speaks_of("facts") for pair in pairs] == [False, False]
    assert [pair.speaks_of("claims") for pair in pairs] == [True, True]
