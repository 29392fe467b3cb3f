"""Hypothesis strategies for passages."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from hypothesis import strategies as st

from gongkai.annotations.passages import (
    AnnotatedClaim,
    AnnotatedImprovement,
    AnnotatedProblem,
    Context,
    ContextKind,
    DeclaredPhenomenon,
    Head,
    NonClaim,
    Passage,
    Reason,
)
from gongkai.annotations.provinces import PROVINCES
from gongkai.models.document import Span
from gongkai.models.metrics import Metric
from gongkai.models.scheme import (
    Aspect,
    Bound,
    Category,
    Channel,
    IssuerType,
    Kind,
    PartKind,
    Per,
    ProblemYear,
    Scope,
    SectionKind,
    Stage,
    Tier,
)

_LETTERS = {
    ContextKind.SUBJECT: "s",
    ContextKind.ACTION: "a",
    ContextKind.CHANNEL: "c",
    ContextKind.PERIOD: "p",
}
#: Characters of reports, signs of the markup, invisible and astral ones.
_CHARACTERS = (
    "公开信息条件，。、（）12３٣ {}|\\=&#@:!s1ap-"
    "\u3000\u200b\ufeff\u00a0\u2028\u0085\x1b\x1c\r\n\t𠮷\U000e0041\U000f0000"
)
words = st.text(_CHARACTERS, min_size=1, max_size=8) | st.sampled_from(
    ["s1:甲", "c2@website:", "title:", "problem content:", "\n", "\n\n", " ", "===", "\n===", "---"]
)


Member = TypeVar("Member", bound=StrEnum)


def _member(kind: type[Member]) -> st.SearchStrategy[Member]:
    return st.sampled_from(list(kind))


heads = st.builds(
    Head,
    st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True),
    st.none() | st.just("https://www.example.gov.cn/a.html"),
    st.sampled_from(sorted(PROVINCES)),
    st.none() | _member(Tier),
    _member(IssuerType),
    st.integers(2004, 2035),
    st.lists(_member(SectionKind), min_size=1, max_size=3).map(tuple),
    st.frozensets(_member(DeclaredPhenomenon), max_size=2),
    st.lists(st.sampled_from(["12条", "未收到"]), max_size=2).map(tuple),
)


@st.composite
def readings(draw: st.DrawFn) -> tuple[int | float, int | float | None, str | None, Bound]:
    value = draw(
        st.integers(0, 10**15 - 1)
        | st.integers(1, 9999).map(lambda n: n + 0.25)
        | st.floats(1e-4, 9999).filter(lambda n: not n.is_integer())
        | st.integers(1, 99).map(lambda n: n / 10**7)
    )
    top = draw(st.none() | st.integers(1, 99).map(lambda more: min(value + more, 10**15 - 1)))
    unit = draw(st.none() | st.sampled_from(["条", "人次", "个（次）", "万元", "%", "条 次"]))
    return value, top, unit, draw(_member(Bound))


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    """Draw a passage whose marks nest, with every attribute free and any text that has words."""
    pieces = draw(st.lists(words, min_size=1, max_size=8))
    if not "".join(pieces).strip(" \t\n"):
        pieces = [*pieces, "甲"]
    text = "".join(pieces)
    spans, position = [], 0
    for piece in pieces:
        spans.append(Span(position, position + len(piece)))
        position += len(piece)
    whole = Span(spans[0].start, spans[-1].end)
    roles = draw(st.lists(st.integers(0, 5), min_size=len(spans), max_size=len(spans)))
    context_spans = [span for span, role in zip(spans, roles, strict=True) if role in {0, 1}]
    if draw(st.booleans()):
        context_spans.insert(0, whole)
    contexts = tuple(_contexts(draw, context_spans))
    claims: list[AnnotatedClaim] = []
    for span, role in zip(spans, roles, strict=True):
        if role == 2:
            claims.extend(_claims(draw, span, len(contexts)))
    count = len(claims)
    claims = [_with_whole(draw, claim, number, count) for number, claim in enumerate(claims)]
    non_claims = tuple(
        NonClaim(span, draw(_member(Reason)))
        for span, role in zip(spans, roles, strict=True)
        if role == 3
    )
    problems, improvements = _items(draw, whole)
    head = draw(heads)
    return Passage(head, text, contexts, tuple(claims), non_claims, problems, improvements)


def _contexts(draw: st.DrawFn, spans: list[Span]) -> list[Context]:
    contexts = []
    for number, span in enumerate(spans, start=1):
        kind = draw(_member(ContextKind))
        channel = draw(_member(Channel)) if kind is ContextKind.CHANNEL else None
        contexts.append(Context(f"{_LETTERS[kind]}{number}", kind, span, channel))
    return contexts


def _claims(draw: st.DrawFn, span: Span, context_count: int) -> list[AnnotatedClaim]:
    value, top, unit, bound = draw(readings())
    claims = []
    for _ in range(draw(st.integers(1, 2))):
        kind = draw(_member(Kind))
        chosen = draw(st.lists(st.integers(0, 9), max_size=3, unique=True))
        claims.append(
            AnnotatedClaim(
                span,
                draw(_member(Metric)),
                kind,
                value,
                top,
                unit,
                bound,
                draw(_member(Aspect)) if kind is Kind.RATE else None,
                draw(_member(Per)) if kind is Kind.FREQUENCY else None,
                draw(st.none() | _member(Channel)),
                draw(_member(Scope)),
                tuple(number for number in chosen if number < context_count),
                draw(st.booleans()),
            )
        )
    return claims


def _with_whole(draw: st.DrawFn, claim: AnnotatedClaim, number: int, count: int) -> AnnotatedClaim:
    whole = draw(st.integers(0, count - 1))
    if whole == number or claim.kind not in {Kind.COUNT, Kind.AMOUNT} or draw(st.booleans()):
        return claim
    return replace(claim, part_of=whole, part_kind=draw(_member(PartKind)))


def _items(
    draw: st.DrawFn, span: Span
) -> tuple[tuple[AnnotatedProblem, ...], tuple[AnnotatedImprovement, ...]]:
    problems = [AnnotatedProblem(span, draw(_member(Category)), draw(_member(ProblemYear)))]
    improvements = [AnnotatedImprovement(span, draw(_member(Category)), draw(_member(Stage)))]
    return (
        tuple(problems if draw(st.booleans()) else ()),
        tuple(improvements if draw(st.booleans()) else ()),
    )


@st.composite
def passages_read_in_two_ways(draw: st.DrawFn) -> Passage:
    """Draw a passage with two claims on one span whose readings differ."""
    metrics = draw(st.lists(_member(Metric), min_size=2, max_size=2))
    claims = tuple(
        AnnotatedClaim(Span(0, 2), metric, Kind.COUNT, value, None, "件", Bound.EXACT)
        for value, metric in enumerate(metrics)
    )
    return Passage(draw(heads), "3件", claims=claims)


@st.composite
def crossing_passages(draw: st.DrawFn) -> Passage:
    """Draw a passage with two context spans that cross."""
    cuts = sorted(draw(st.lists(st.integers(0, 20), min_size=4, max_size=4, unique=True)))
    spans = [Span(cuts[0], cuts[2]), Span(cuts[1], cuts[3])]
    contexts = tuple(
        Context(f"s{number}", ContextKind.SUBJECT, span) for number, span in enumerate(spans)
    )
    return Passage(draw(heads), "公开" * 10 + "息", contexts)
