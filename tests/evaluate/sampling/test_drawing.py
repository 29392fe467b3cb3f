"""Which claims are drawn."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from gongkai.evaluate.sampling import Design, Dimension, DrawOptions, SamplingError, draw
from gongkai.evaluate.sampling.reservoirs import Reservoirs
from gongkai.evaluate.sampling.strata import Band, band_of
from gongkai.extract.errors import GongkaiError
from gongkai.models.metrics import Metric
from gongkai.models.scheme import SectionKind
from tests.evaluate.sampling.records import claim, drawn_of, many_records, record

SMALL = DrawOptions(size=40)


def test_the_same_seed_draws_the_same_sample_in_whatever_order_records_come() -> None:
    records = many_records(60)
    assert draw(records, SMALL) == draw(reversed(records), SMALL)


def test_another_seed_draws_another_sample() -> None:
    records = many_records(60)
    assert drawn_of(draw(records, SMALL)) != drawn_of(draw(records, DrawOptions(size=40, seed=1)))


def test_the_strata_add_up_to_all_claims() -> None:
    design = draw(many_records(60), SMALL)
    assert sum(stratum.population for stratum in design.strata) == 720
    assert design.population.claims == 720
    assert len(design.claims) == sum(stratum.drawn for stratum in design.strata) == 40
    assert all(stratum.drawn >= 2 for stratum in design.strata)


def test_claims_of_a_stratum_all_have_the_same_chance() -> None:
    records = [record(number, [claim(place) for place in range(1, 6)]) for number in range(4)]
    times = Counter[tuple[str, int]]()
    repetitions, drawn = 800, 5
    for seed in range(repetitions):
        times.update(drawn_of(draw(records, DrawOptions(size=drawn, seed=seed))))
    expected = repetitions * drawn / 20
    assert len(times) == 20
    # Chi squared with 19 degrees of freedom, corrected for drawing without replacement.
    distance = (
        sum((count - expected) ** 2 for count in times.values()) / expected / (1 - drawn / 20)
    )
    assert distance < 43.8  # the 0.1% point


def test_a_sample_of_everything_is_everything() -> None:
    design = draw(many_records(5), DrawOptions(size=500))
    assert len(drawn_of(design)) == 60
    assert all(stratum.drawn == stratum.population for stratum in design.strata)


def test_without_dimensions_the_sample_is_simple() -> None:
    design = draw(many_records(30), DrawOptions(size=20, by=()))
    assert [(stratum.population, stratum.drawn) for stratum in design.strata] == [(360, 20)]


def test_claims_are_put_into_strata_by_every_dimension() -> None:
    design = draw(many_records(30), DrawOptions(size=20, by=tuple(Dimension)))
    cells = [cell for stratum in design.strata for cell in stratum.cells]
    assert len(cells) > 50
    assert {cell.values[2] for cell in cells} == {"2015", "2016", "2017", "2018"}
    assert {cell.values[3] for cell in cells} == {"national", "provincial", "prefecture"}
    assert sum(cell.population for cell in cells) == 360


def test_only_the_metrics_asked_for_are_drawn_from() -> None:
    wanted = frozenset({Metric.TRAINING_SESSIONS})
    design = draw(many_records(30), DrawOptions(size=20, metrics=wanted))
    assert {each.values[0] for each in design.claims} == {"training_sessions"}
    assert design.population.claims < 360


def test_claims_without_confidence_are_a_band_of_their_own() -> None:
    design = draw([record(1, [claim(1), claim(2, confidence=0.9)])])
    assert {each.values[1] for each in design.claims} == {"none", "0.9-0.95"}


@pytest.mark.parametrize(
    ("confidence", "band"),
    [
        (0.0, Band.LOWEST),
        (0.4999, Band.LOWEST),
        (0.5, Band.FROM_50),
        (0.8, Band.FROM_80),
        (0.95, Band.HIGHEST),
        (1.0, Band.HIGHEST),
        (None, Band.WITHOUT),
    ],
)
def test_the_lower_limit_belongs_to_a_band(confidence: float | None, band: Band) -> None:
    assert band_of(confidence) is band


def test_the_lines_of_the_sheet_are_in_random_order() -> None:
    design = draw([record(1, [claim(place) for place in range(1, 101)])], DrawOptions(size=100))
    order = [each.claim for each in design.claims]
    assert sorted(order) == list(range(1, 101))
    assert abs(sum(order[:50]) / 50 - 50.5) < 15


def test_the_sheet_marks_the_place_of_the_quote_that_is_meant() -> None:
    sentence = "举办讲座两次，召开会议两次。"
    fields: dict[str, object] = {"quote": "两次", "sentence": sentence, "value": 2}
    first = claim(1, start=4, end=6, **fields)
    second = claim(2, start=11, end=13, **fields)
    design = draw([record(1, [first, second])])
    shown = {each.claim: each.shown["sentence"] for each in design.claims}
    assert shown == {
        1: "举办讲座‹两次›，召开会议两次。",
        2: "举办讲座两次，召开会议‹两次›。",
    }


def test_a_long_sentence_is_cut_around_the_quote() -> None:
    long = claim(1, sentence="长" * 3000 + "1余条" + "短" * 3000)
    (drawn,) = draw([record(1, [long])]).claims
    assert drawn.shown["sentence"].startswith("…长")
    assert "‹1余条›" in drawn.shown["sentence"]
    assert len(drawn.shown["sentence"]) < 600


def test_a_record_that_comes_twice_is_an_error() -> None:
    records = many_records(30)
    with pytest.raises(SamplingError, match="comes twice: give each file once"):
        draw([*records, *records], SMALL)


def test_records_without_a_claim_are_an_error() -> None:
    with pytest.raises(SamplingError, match="no claim to draw: name records that hold claims"):
        draw([record(1, [])])


def test_what_could_not_be_read_is_counted() -> None:
    design = draw([GongkaiError("no record"), record(1, [claim(1)])])
    assert (design.population.unreadable, design.population.records) == (1, 1)


@pytest.mark.parametrize("wrong", [{"size": 0}, {"minimum": 0}])
def test_a_sample_of_nothing_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(SamplingError, match="at least one claim"):
        DrawOptions(**wrong)  # type: ignore[arg-type]


def test_a_dimension_given_twice_is_refused() -> None:
    with pytest.raises(SamplingError, match="given twice"):
        DrawOptions(by=(Dimension.YEAR, Dimension.YEAR))


def test_the_digest_is_that_of_the_claims() -> None:
    def digest(*claims: object) -> str:
        return draw([record(1, list(claims))]).population.digest  # type: ignore[arg-type]

    assert digest(claim(1), claim(2)) == digest(claim(1), claim(2))
    assert digest(claim(1), claim(2)) != digest(claim(1), claim(2, value=3))


def test_a_design_is_read_as_it_was_written() -> None:
    design = draw(many_records(20), SMALL)
    assert Design.model_validate_json(design.model_dump_json()) == design


def test_the_memory_is_bounded_and_what_is_kept_does_not_depend_on_the_order() -> None:
    items = [(f"stratum {number % 7}", f"item:{number}") for number in range(2000)]

    def kept(order: list[tuple[str, str]]) -> tuple[int, list[list[tuple[str, str]]]]:
        reservoirs: Reservoirs[str, str] = Reservoirs(100, seed=3, most_kept=200)
        for stratum, identity in order:
            reservoirs.offer(stratum, identity, partial(str, identity))
        strata = sorted(reservoirs.populations)
        return reservoirs.most_of_each, [reservoirs.lowest((each,), 100) for each in strata]

    most, samples = kept(items)
    assert most == 25
    assert [len(sample) for sample in samples] == [25] * 7
    assert kept(items[::-1]) == (most, samples)


def test_too_many_strata_are_an_error_that_names_the_remedy() -> None:
    reservoirs: Reservoirs[str, str] = Reservoirs(10, seed=0, most_kept=50)
    for number in range(50):
        reservoirs.offer(f"stratum {number}", f"item:{number}", str)
    with pytest.raises(SamplingError, match="leave something out of --by"):
        reservoirs.offer("one more", "item:50", str)


def test_a_claim_outside_the_sections_is_drawn_like_any_other() -> None:
    design = draw([record(1, [claim(1, section=None), claim(2, section=SectionKind.PROBLEMS)])])
    assert len(design.claims) == 2
