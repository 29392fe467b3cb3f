"""The language that the clauses of the generator are written in.

====================  ==================================================================
``<name>``            a slot, filled by whoever writes the clause
``<汉2-9>``, ``<2-9>``  any number of these, in Chinese or in digits
``[…]``               words that may be left out
``(…|…)``             one of these, each as likely
``{…!reason}``        words that could be taken for a claim and are none
``{…@channel}``       words that name a channel
``¶``                 a line break
====================  ==================================================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_TOKEN: Final = re.compile(r"<(?P<slot>[^<>]+)>|(?P<sign>[\[\](|){}])|(?P<words>[^<>\[\](|){}]+)")
_MARK_END: Final = re.compile(r"(?P<words>.*)(?P<sign>[!@])(?P<name>[a-z_]+)", re.DOTALL)
_CLOSING: Final = {"[": "]", "(": ")", "{": "}"}


class TemplateError(ValueError):
    """A template that cannot be read; its text names the place and the remedy."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that the writer fills."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences; for words that may be left out, one of them is empty."""

    branches: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Words with a mark: ``!`` and a reason, or ``@`` and a channel."""

    nodes: tuple[Node, ...]
    sign: str
    name: str


Node = str | Slot | Choice | Mark


@lru_cache(maxsize=4096)
def parse(source: str) -> tuple[Node, ...]:
    """Read a template.

    Raises
    ------
    TemplateError
        If a bracket is not closed, or a mark says nothing.
    """
    tokens = list(_TOKEN.finditer(source))
    if sum(len(token[0]) for token in tokens) != len(source):
        raise TemplateError(f"{source!r}: a slot is not closed; write <name>")
    branches, position = _branches(source, tokens, 0, "")
    if position != len(tokens) or len(branches) != 1:
        raise TemplateError(f"{source!r}: a bracket or | stands alone; close it or leave it out")
    return branches[0]


def _branches(
    source: str, tokens: list[re.Match[str]], position: int, closing: str
) -> tuple[list[tuple[Node, ...]], int]:
    """Read up to the closing sign; alternatives are parted by ``|``."""
    branches: list[list[Node]] = [[]]
    while position < len(tokens):
        token = tokens[position]
        sign = token["sign"]
        if sign is not None and sign == closing:
            return [tuple(branch) for branch in branches], position + 1
        position += 1
        if sign == "|" and closing == ")":
            branches.append([])
        elif sign in _CLOSING:
            node, position = _bracketed(source, tokens, position, sign)
            branches[-1].append(node)
        elif sign is not None:
            raise TemplateError(f"{source!r}: {sign} opens nothing; leave it out")
        else:
            branches[-1].append(Slot(token["slot"]) if token["slot"] else token["words"])
    if closing:
        raise TemplateError(f"{source!r}: {closing} is missing; close the bracket")
    return [tuple(branch) for branch in branches], position


def _bracketed(
    source: str, tokens: list[re.Match[str]], position: int, sign: str
) -> tuple[Node, int]:
    branches, position = _branches(source, tokens, position, _CLOSING[sign])
    if sign == "(":
        return Choice(tuple(branches)), position
    if sign == "[":
        return Choice(((), branches[0])), position
    *nodes, last = branches[0] or ("",)
    ending = _MARK_END.fullmatch(last) if isinstance(last, str) else None
    if ending is None:
        raise TemplateError(f"{source!r}: a mark says nothing; end it with !reason or @channel")
    if ending["words"]:
        nodes.append(ending["words"])
    return Mark(tuple(nodes), ending["sign"], ending["name"]), position
