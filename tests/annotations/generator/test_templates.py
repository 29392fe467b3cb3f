"""The language of clauses: what it writes, and what it refuses."""

from __future__ import annotations

from random import Random

import pytest

from gongkai.annotations.generator import lexicon
from gongkai.annotations.generator.draft import Places
from gongkai.annotations.generator.scene import Scene
from gongkai.annotations.generator.templates import Mark, Slot, TemplateError, parse
from gongkai.annotations.passages import ContextKind, Head, NonClaim, Reason
from gongkai.models.document import Span
from gongkai.models.scheme import Channel, IssuerType, SectionKind, Tier

HEAD = Head(
    "gen-1-1",
    None,
    "江西省",
    Tier.COUNTY,
    IssuerType.DEPARTMENT,
    2022,
    (SectionKind.OVERVIEW,),
)


def scene(seed: int = 1) -> Scene:
    return Scene(Random(seed), 2022, lexicon.bodies()[0])  # noqa: S311


def written(template: str) -> set[str]:
    texts = set()
    for seed in range(40):
        each = scene(seed)
        each.write(template)
        texts.add(each.draft.text)
    return texts


def test_words_in_square_brackets_may_be_left_out() -> None:
    assert written("收到[了]3件") == {"收到3件", "收到了3件"}


def test_one_of_the_words_in_round_brackets_is_taken() -> None:
    assert written("(发布|公开|)信息") == {"发布信息", "公开信息", "信息"}


def test_brackets_may_be_nested() -> None:
    assert written("(甲[乙]|丙)") == {"甲", "甲乙", "丙"}


def test_numbers_are_drawn_between_their_ends() -> None:
    assert written("<2-4>") == {"2", "3", "4"}
    assert written("<汉2-4>") == {"二", "三", "四"}


def test_years_are_those_around_the_year_reported_on() -> None:
    assert written("<last>、<year>、<next>") == {"2021、2022、2023"}


def test_a_pilcrow_breaks_the_line() -> None:
    assert written("甲¶乙") == {"甲\n乙"}


def test_a_slot_is_filled_by_who_writes() -> None:
    each = scene()

    def fill() -> None:
        each.draft.write("3")

    each.write("共<n>件", {"n": fill})
    assert each.draft.text == "共3件"


def test_a_slot_that_nobody_fills_is_an_error() -> None:
    with pytest.raises(KeyError, match="nothing fills <n>"):
        scene().write("共<n>件")


def test_marks_may_hold_others() -> None:
    (outer,) = parse("{{12345热线!name}@hotline}")
    assert isinstance(outer, Mark)
    assert (outer.sign, outer.name) == ("@", "hotline")
    assert outer.nodes == (Mark(("12345热线",), "!", "name"),)
    assert parse("{<year>年!date}") == (Mark((Slot("year"), "年"), "!", "date"),)


def test_a_reason_makes_a_non_claim_and_a_channel_a_span() -> None:
    each = scene()
    each.draft.write("严格落实")
    each.write("{三审三校!name}，经")
    (channel,) = each.write("{公开栏@notice_board}")
    assert (channel.kind, channel.channel) == (ContextKind.CHANNEL, Channel.NOTICE_BOARD)
    text = each.draft.text
    offsets = list(range(len(text) + 1))
    passage = each.draft.finish(HEAD, Places(text, offsets, offsets))
    assert passage.non_claims == (NonClaim(Span(4, 8), Reason.NAME),)
    assert passage.contexts == ()  # no claim refers to the channel


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("甲[乙", "] is missing"),
        ("甲(乙|丙", r"\) is missing"),
        ("甲]", "opens nothing"),
        ("甲|乙", "opens nothing"),
        ("{甲}", "says nothing"),
        ("{}", "says nothing"),
        ("<甲", "not closed"),
    ],
)
def test_a_template_that_cannot_be_read_is_refused(template: str, message: str) -> None:
    with pytest.raises(TemplateError, match=message):
        parse(template)
