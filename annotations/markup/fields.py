"""What stands inside a mark: readings, claims, reasons, items."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeVar

from gongkai.annotations.passages import Reason
from gongkai.models.scheme import Aspect, Bound, Channel, Kind, Metric, PartKind, Per, Scope

SIGNS: Final = {
    ">=": Bound.AT_LEAST,
    "<=": Bound.AT_MOST,
    "~": Bound.APPROXIMATE,
    "=": Bound.EXACT,
}
#: Scopes are written only where they are not the body's own.
SCOPES: Final = {scope.value: scope for scope in Scope if scope is not Scope.OWN}
CUMULATIVE: Final = "cumulative"
NO_CHANNEL: Final = "none"

#: At most so many digits in front of the point and behind it: every such number is exact enough.
WHOLE_DIGITS, DECIMALS = 15, 20
#: A number as the markup has it, without a sign.
NUMBER: Final = rf"[0-9]{{1,{WHOLE_DIGITS}}}(?:\.[0-9]{{1,{DECIMALS}}})?"
_READING: Final = re.compile(
    rf"(?P<sign>>=|<=|=|~)(?P<value>[+-]?{NUMBER})(?:\.\.(?P<top>{NUMBER}))?"
    r"(?: (?P<unit>\S(?:.*\S)?))?"
)
_CONTEXT: Final = re.compile(r"[sacp][0-9]+")
_NAME: Final = re.compile(r"#(\w+)")
_PART: Final = re.compile(r"of#(\w+):(\w+)")
_EnumT = TypeVar("_EnumT", bound=StrEnum)


class FieldFaultError(Exception):
    """A field that cannot be read; its text names the remedy."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value with its unit and bound, as annotated."""

    value: int | float
    value_max: int | float | None
    unit: str | None
    bound: Bound


@dataclass(slots=True)
class ClaimField:
    """A claim as written, its references not yet resolved.

    Attributes
    ----------
    contexts
        Names of context spans.
    channel
        The channel written with ``@``.
    channel_given
        Whether one was written; ``@none`` gives ``channel`` as ``None``.
    name
        The name given with ``#``.
    whole, part_kind
        What stands behind ``of#``.
    """

    metric: Metric
    kind: Kind = Kind.COUNT
    aspect: Aspect | None = None
    per: Per | None = None
    contexts: list[str] = field(default_factory=list)
    channel: Channel | None = None
    channel_given: bool = False
    scope: Scope = Scope.OWN
    cumulative: bool = False
    name: str | None = None
    whole: str | None = None
    part_kind: PartKind | None = None


def parse_number(digits: str) -> int | float:
    """Return a number as an integer where it is whole."""
    number = float(digits) if "." in digits else int(digits)
    return int(number) if isinstance(number, float) and number.is_integer() else number


def parse_reading(text: str) -> Reading:
    """Read a reading such as ``>=1200 件``.

    Raises
    ------
    FieldFaultError
        If it is none.
    """
    match = _READING.fullmatch(text)
    if match is None:
        raise FieldFaultError(
            f"{text[:40]!r} is no reading: write a sign (= >= <= ~), a number of at most "
            f"{WHOLE_DIGITS} digits and {DECIMALS} decimals, and the unit behind one space, as in "
            ">=1200 件, =2..3 次, =0"
        )
    top = match["top"]
    return Reading(
        parse_number(match["value"]),
        None if top is None else parse_number(top),
        match["unit"],
        SIGNS[match["sign"]],
    )


def parse_member(kind: type[_EnumT], name: str, what: str) -> _EnumT:
    """Return the member of an enumeration.

    Raises
    ------
    FieldFaultError
        If there is none of this name.
    """
    try:
        return kind(name)
    except ValueError:
        raise FieldFaultError(
            f"{name!r} is no {what}: choose from {', '.join(member.value for member in kind)}"
        ) from None


def parse_claim(text: str) -> ClaimField:
    """Read one claim: the metric, then what belongs to it.

    Raises
    ------
    FieldFaultError
        If a word of it cannot be read, or two of them exclude each other.
    """
    words = text.split()
    if not words:
        raise FieldFaultError("a claim needs a metric: name one behind the second |")
    named = words[0].startswith("#") and len(words) > 1
    metric = words.pop(1 if named else 0)
    claim = ClaimField(parse_member(Metric, metric, "metric"))
    taken: dict[str, str] = {}
    for word in words:
        role = _take_word(claim, word)
        if role is None:
            continue
        if role in taken:
            raise FieldFaultError(
                f"a claim has one {role}, and here are {taken[role]} and {word}: leave one out"
            )
        taken[role] = word
    _check_kind(claim)
    return claim


def _take_word(claim: ClaimField, word: str) -> str | None:
    """Take a word into a claim; return what it is, if a claim may have only one of that."""
    role = None
    if _CONTEXT.fullmatch(word):
        if word in claim.contexts:
            raise FieldFaultError(f"{word} stands twice in one claim: leave one out")
        claim.contexts.append(word)
    elif word.startswith("@"):
        _take_channel(claim, word[1:])
    elif match := _NAME.fullmatch(word):
        role, claim.name = "name", match[1]
    elif match := _PART.fullmatch(word):
        role, claim.whole = "whole", match[1]
        claim.part_kind = parse_member(PartKind, match[2], "kind of part")
    elif word in SCOPES:
        role, claim.scope = "scope", SCOPES[word]
    elif word == CUMULATIVE:
        role, claim.cumulative = CUMULATIVE, True
    else:
        role = "kind"
        _take_kind(claim, word)
    return role


def _take_channel(claim: ClaimField, name: str) -> None:
    if claim.channel_given:
        raise FieldFaultError("a claim has two channels: leave one @ out, or write @several")
    claim.channel_given = True
    claim.channel = None if name == NO_CHANNEL else parse_member(Channel, name, "channel")


def _take_kind(claim: ClaimField, word: str) -> None:
    name, _, detail = word.partition(":")
    kind = next((kind for kind in Kind if kind.value == name), None)
    if kind is None:
        raise FieldFaultError(
            f"{word!r} belongs to no claim: behind the metric stand a kind (amount, change, "
            "rate:ASPECT, frequency:PER), spans (s1 a1 c1 p1), @CHANNEL, a scope "
            "(region, other, unknown), cumulative, #NAME and of#NAME:PART"
        )
    claim.kind = kind
    if claim.kind is Kind.RATE:
        claim.aspect = parse_member(Aspect, detail, "aspect of a rate")
    elif claim.kind is Kind.FREQUENCY:
        claim.per = parse_member(Per, detail, "time of a frequency")
    elif detail:
        raise FieldFaultError(
            f"{word!r}: only a rate and a frequency have something behind the colon"
        )


def _check_kind(claim: ClaimField) -> None:
    if claim.whole is not None and claim.kind not in {Kind.COUNT, Kind.AMOUNT}:
        raise FieldFaultError("only counts and amounts are parts: leave of# out")


def parse_reason(text: str) -> Reason:
    """Read the reason of a non-claim, as ``!date``.

    Raises
    ------
    FieldFaultError
        If it is none.
    """
    return parse_member(Reason, text.removeprefix("!").strip(), "reason")
