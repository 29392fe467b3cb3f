"""What is generated is labelled exactly, repeats itself, and holds every form in good time."""

from __future__ import annotations

import re
import time
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annotations.checks import check_corpus, check_passage
from gongkai.annotations.generator import generate
from gongkai.annotations.generator.commands import as_markup
from gongkai.annotations.generator.generation import GeneratorError, constructions_for
from gongkai.annotations.markup import parse_passages
from gongkai.annotations.passages import (
    ContextKind,
    DeclaredPhenomenon,
    Located,
    Passage,
    Reason,
)
from gongkai.models.scheme import (
    Aspect,
    Bound,
    Channel,
    Kind,
    Metric,
    PartKind,
    Per,
    Scope,
)
from tests.examples import examples

SEEDS = st.integers(0, 10**9)
ENOUGH = 8000
GREATEST = 10**8
#: Forms of numbers, as regular expressions.
FORMS = r"""
[0-9]+[条件次] [0-9]{1,3},[0-9]{3} [０-９]+ [一二三四五六七八九]百 两[次场件]
[0-9.]+万[条件次人] [0-9]+万[0-9]千 [0-9][至到—~-][0-9]+
[二三四五六七]{2}[件条次场] 十余 十几 上百 数十 几十 数百 上千 数万
[0-9]+余[条件] [0-9]+多[条件] 近[0-9百] 约[0-9] 超过 以上 左右 不足 百分之
[一二三四五六七八九]成 半数 分之[一二三四] [0-9]‰ 千分之 [0-9]% [０-９]％
翻一番 翻番 [0-9]倍 个百分点 [0-9]万元 [0-9]亿元 余万元 [0-9]、[0-9]
"""
CUES = """
未收到 没有收到 尚未收到 未发生 没有发生 从未发生 未产生 无 暂无 没有 不存在
不涉及 未收取 零 无一例 未发生一起 未制定 未开展 0 0件 ０件
"""


@pytest.fixture(scope="module")
def many() -> list[Passage]:
    return list(generate(ENOUGH, seed=2024))


@examples(60)
@given(SEEDS)
def test_every_passage_passes_the_check_of_the_corpus(seed: int) -> None:
    for passage in generate(8, seed):
        located = Located(passage, "generated.txt", 1, 1)
        assert check_passage(located, length=False) == [], passage.text


@examples(40)
@given(SEEDS)
def test_what_is_written_in_the_markup_reads_back_as_the_same_passages(seed: int) -> None:
    passages = list(generate(6, seed))
    read, faults = parse_passages(as_markup(passages), "generated.txt")
    assert faults == []
    assert [located.passage for located in read] == passages
    assert check_corpus(read) == []


@examples(15)
@given(SEEDS)
def test_the_same_seed_gives_the_same_bytes(seed: int) -> None:
    assert as_markup(generate(5, seed)) == as_markup(generate(5, seed))


def test_another_seed_gives_other_passages() -> None:
    assert {p.text for p in generate(30, seed=1)}.isdisjoint(p.text for p in generate(30, seed=2))


def test_a_longer_run_begins_like_a_shorter_one() -> None:
    assert list(generate(10, seed=5))[:4] == list(generate(4, seed=5))


def test_passages_are_named_by_seed_and_number_and_follow_no_report() -> None:
    heads = [passage.head for passage in generate(3, seed=7)]
    assert [head.name for head in heads] == ["gen-7-1", "gen-7-2", "gen-7-3"]
    assert {head.follows for head in heads} == {None}
    assert {head.grammar_exceptions for head in heads} == {()}


@pytest.mark.parametrize("metric", Metric)
def test_every_passage_tells_of_a_metric_asked_for(metric: Metric) -> None:
    for passage in generate(40, seed=3, metrics={metric}):
        assert metric in {claim.metric for claim in passage.claims}


@pytest.mark.parametrize(
    ("count", "seed", "metrics"), [(-1, 1, None), (1, -1, None), (1, 1, frozenset[Metric]())]
)
def test_what_cannot_be_met_is_refused(
    count: int, seed: int, metrics: frozenset[Metric] | None
) -> None:
    with pytest.raises(GeneratorError, match=r"give|name"):
        generate(count, seed, metrics)


def test_every_id_of_the_scheme_occurs(many: list[Passage]) -> None:
    claims = [claim for passage in many for claim in passage.claims]
    assert {claim.metric for claim in claims} == set(Metric)
    assert {claim.kind for claim in claims} == set(Kind)
    assert {claim.bound for claim in claims} == set(Bound)
    assert {claim.aspect for claim in claims} == {None, *Aspect}
    assert {claim.channel for claim in claims} == {None, *Channel}
    assert {claim.per for claim in claims} == {None, *Per}
    assert {claim.part_kind for claim in claims} == {None, *PartKind}
    assert {claim.scope for claim in claims} == {Scope.OWN, Scope.REGION, Scope.OTHER}
    assert {claim.cumulative for claim in claims} == {True, False}


def test_every_reason_of_a_non_claim_occurs(many: list[Passage]) -> None:
    assert {n.reason for passage in many for n in passage.non_claims} == set(Reason)


def test_every_metric_occurs_with_each_bound(many: list[Passage]) -> None:
    bounds: defaultdict[Metric, set[Bound]] = defaultdict(set)
    for passage in many:
        for claim in passage.claims:
            bounds[claim.metric].add(claim.bound)
    short = {metric: found for metric, found in bounds.items() if found != set(Bound)}
    # Nobody has about three rules or carries over nearly twelve applications often.
    assert all(Bound.EXACT in found for found in short.values())
    assert len(short) <= 3, short


def test_subjects_far_away_and_in_headings_are_declared(many: list[Passage]) -> None:
    declared = {trait for passage in many for trait in passage.head.phenomena}
    assert declared == {DeclaredPhenomenon.SUBJECT_FAR, DeclaredPhenomenon.SUBJECT_IN_HEADING}


@pytest.mark.parametrize("form", FORMS.split())
def test_every_form_of_a_number_occurs_in_a_quote(form: str, many: list[Passage]) -> None:
    pattern = re.compile(form)
    quotes = (claim.span.of(passage.text) for passage in many for claim in passage.claims)
    assert any(pattern.search(quote) for quote in quotes)


@pytest.mark.parametrize("cue", CUES.split())
def test_every_sort_of_zero_cue_occurs(cue: str, many: list[Passage]) -> None:
    zeros = {
        claim.span.of(passage.text)
        for passage in many
        for claim in passage.claims
        if claim.value == 0 and claim.value_max is None
    }
    assert cue in zeros


def test_one_cue_stands_over_two_and_three_metrics(many: list[Passage]) -> None:
    sizes = set()
    for passage in many:
        groups = defaultdict(set)
        for claim in passage.claims:
            if claim.unit is None and claim.value == 0:
                groups[claim.span].add(claim.metric)
        sizes |= {len(metrics) for metrics in groups.values()}
    assert sizes == {1, 2, 3}


def test_one_number_stands_under_several_rates_and_predicates(many: list[Passage]) -> None:
    shared = set()
    for passage in many:
        spans: defaultdict[object, list[Kind]] = defaultdict(list)
        for claim in passage.claims:
            if claim.value:
                spans[claim.span].append(claim.kind)
        shared |= {kinds[0] for kinds in spans.values() if len(kinds) > 1}
    assert shared == {Kind.RATE, Kind.COUNT}


def test_components_add_up_to_their_whole_and_others_stay_below_it(many: list[Passage]) -> None:
    compared = 0
    for passage in many:
        parts = defaultdict(list)
        for claim in passage.claims:
            if claim.part_of is not None:
                parts[claim.part_of, claim.part_kind].append(claim.value)
        for (whole, kind), values in parts.items():
            total = passage.claims[whole].value
            compared += 1
            if kind is PartKind.COMPONENT:
                assert sum(values) == total, passage.text
            else:
                assert sum(values) < total or kind is PartKind.STAGE, passage.text
                assert sum(values) <= total, passage.text
    assert compared > ENOUGH / 10


def test_parts_are_nested_twice_and_in_order(many: list[Passage]) -> None:
    depths = set()
    for passage in many:
        for claim in passage.claims:
            depth, part = 0, claim
            while part.part_of is not None:
                assert part.part_of < passage.claims.index(part)
                part = passage.claims[part.part_of]
                depth += 1
            depths.add(depth)
    assert {0, 1, 2} <= depths


def test_the_three_figures_of_a_comparison_agree(many: list[Passage]) -> None:
    pattern = re.compile(r"[比较与]$")
    compared = 0
    for passage in many:
        for old, change in zip(passage.claims, passage.claims[1:], strict=False):
            periods = [
                passage.contexts[n]
                for n in old.contexts
                if passage.contexts[n].kind is ContextKind.PERIOD
            ]
            before = passage.text[: periods[0].span.start] if periods else ""
            if change.kind is Kind.CHANGE and old.kind is Kind.COUNT and pattern.search(before):
                this = passage.claims[passage.claims.index(old) - 1]
                assert this.value - old.value == change.value, passage.text
                compared += 1
    assert compared > 20


def test_the_sign_of_a_change_is_that_of_its_verb(many: list[Passage]) -> None:
    signs = defaultdict(set)
    for passage in many:
        for claim in passage.claims:
            if claim.kind is not Kind.CHANGE:
                continue
            for number in claim.contexts:
                context = passage.contexts[number]
                if context.kind is ContextKind.ACTION:
                    signs[context.span.of(passage.text)].add(claim.value > 0)
    assert signs["增长"] == signs["上升"] == {True}
    assert signs["下降"] == signs["减少"] == {False}


def test_a_channel_holds_for_the_clauses_after_it(many: list[Passage]) -> None:
    carried = 0
    for passage in many:
        users = defaultdict(set)
        for claim in passage.claims:
            for number in claim.contexts:
                if passage.contexts[number].kind is ContextKind.CHANNEL:
                    users[number].add(claim.metric)
        carried += sum(len(metrics) > 1 for metrics in users.values())
    assert carried > 50


def test_numbers_go_from_zero_to_a_hundred_million(many: list[Passage]) -> None:
    counts = [
        claim.value for passage in many for claim in passage.claims if claim.kind is Kind.COUNT
    ]
    assert min(counts) == 0
    assert GREATEST / 10 < max(counts) <= GREATEST


def test_passages_have_one_to_four_sentences_with_claims(many: list[Passage]) -> None:
    sentences = [passage.text.count("。") for passage in many]
    assert min(sentences) >= 1
    assert max(len(passage.text) for passage in many) < 900
    assert all(passage.claims for passage in many)


def test_every_metric_has_many_constructions() -> None:
    few = {metric: len(constructions_for(metric)[0]) for metric in Metric}
    assert {metric: number for metric, number in few.items() if number < 8} == {}


def test_a_thousand_passages_take_less_than_three_seconds() -> None:
    start = time.process_time()
    assert sum(1 for _ in generate(1000, seed=1)) == 1000
    assert time.process_time() - start < 3


def test_a_noun_that_needs_its_predicate_never_stands_without_it(many: list[Passage]) -> None:
    told = {
        Metric.APPLICATIONS_GRANTED: "予以公开|同意公开|全部公开",
        Metric.APPLICATIONS_REFUSED: "不予公开",
        Metric.DOCUMENTS_REPEALED: "废止|失效",
        Metric.PROBLEMS_RECTIFIED: "整改|纠正",
    }
    seen = set()
    for passage in many:
        for claim in passage.claims:
            if claim.metric in told and claim.part_of is None and claim.kind is not Kind.RATE:
                seen.add(claim.metric)
                assert re.search(told[claim.metric], passage.text), passage.text
    assert seen == set(told)
