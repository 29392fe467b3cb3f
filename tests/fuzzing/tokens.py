"""Mutations of a sequence of tokens, whatever they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Final, TypeVar

#: Changes bytes without regard to what they are.
ByteMutation = Callable[[bytes], bytes]

#: Numbers at which programs go wrong.
NUMBERS: Final = (
    "0", "1", "-1", "2", "3", "7", "12", "63", "64", "65", "100", "127", "128", "255", "256", "999",
    "1000", "1001", "32767", "32768", "65535", "65536", "65535.5", "99999999", "2147483647",
    "2147483648", "-2147483648", "4294967296", "9223372036854775808", "1e9", "1e39", "1e400", "0.5",
    "-0.0001", "0.00000001", "nan", "inf", "1" * 30, "٣", "²", "３", "", " 1", "+2", "1_0", "0x10",
)  # fmt: skip
_MOST_TOKENS: Final = 20_000

Token = TypeVar("Token")


def mutate_tokens(
    tokens: Sequence[Token],
    random: Random,
    change: Callable[[Token], Token],
    invent: Callable[[], Token],
) -> list[Token]:
    """Change a sequence in some places.

    Parameters
    ----------
    tokens
        The sequence.
    random
        What chooses.
    change
        Changes one token.
    invent
        Makes a new one.
    """
    result = list(tokens)
    for _ in range(1 + min(int(random.expovariate(0.7)), 6)):
        result = _step(result, random, change, invent)[:_MOST_TOKENS]
    return result


def _step(
    tokens: list[Token],
    random: Random,
    change: Callable[[Token], Token],
    invent: Callable[[], Token],
) -> list[Token]:
    """Change one place, leave out, repeat, move or shuffle a run, or cut the end off."""
    place = random.randrange(len(tokens) + 1)
    reach = place + 1 + min(int(random.expovariate(0.15)), len(tokens))
    before, run, behind = tokens[:place], tokens[place:reach], tokens[reach:]
    kind = random.randrange(12)
    if kind < 4:
        run = [*(change(token) for token in run[:1]), *run[1:]]
    elif kind < 6:
        run = [invent(), *run]
    elif kind == 6:
        run = []
    elif kind == 7:
        run = run * 2
    elif kind == 8:
        target = random.randrange(len(tokens) + 1)
        before, behind = tokens[:target], tokens[target:]
    elif kind == 9:
        times = random.choice((3, 10, 60, 300))
        run = run[: max(_MOST_TOKENS // times, 1)] * times
    elif kind == 10:
        random.shuffle(run)
    elif place > len(tokens) // 2:
        run, behind = [], []
    return before + run + behind


def mutate_bytes(data: bytes, random: Random) -> bytes:
    """Change bytes, for whoever has no better mutation at hand."""

    def invent() -> bytes:
        return bytes([random.choice((0, 1, 9, 10, 13, 32, 127, 128, 255, random.randrange(256)))])

    width = 1 if len(data) < 4_000 else len(data) // 4_000
    pieces: list[bytes] = [data[start : start + width] for start in range(0, len(data), width)]
    return b"".join(mutate_tokens(pieces, random, lambda _: invent(), invent))
