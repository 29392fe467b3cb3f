"""Checks across passages: names, and what was followed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gongkai.annotations.markup import MarkupFault
from gongkai.annotations.passages import Located

_SCHEME: Final = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def page_of(address: str) -> str:
    """Return what an address has to be compared by: without scheme and closing slashes."""
    host, slash, rest = _SCHEME.sub("", address).partition("/")
    return f"{host.lower()}{slash}{rest}".rstrip("/")


def check_corpus(passages: Sequence[Located], *, across: bool = True) -> list[MarkupFault]:
    """Check that names and texts are unique and that no page is followed in two splits.

    Parameters
    ----------
    passages
        All passages.
    across
        Also name the pages and texts that two splits share. ``find_leaks`` finds them too.

    Returns
    -------
    list of MarkupFault
        What is wrong, in the order of the passages.
    """
    faults: list[MarkupFault] = []
    names: dict[str, Located] = {}
    followed: dict[str, Located] = {}
    texts: dict[str, Located] = {}
    for located in passages:
        head = located.passage.head
        first = names.setdefault(head.name, located)
        if first is not located:
            faults.append(
                _fault(located, f"the name stands in {_place(first)} too: choose another")
            )
        if across and head.follows is not None:
            first = followed.setdefault(page_of(head.follows), located)
            if first is not located and first.split != located.split:
                faults.append(
                    _fault(
                        located,
                        f"{head.follows} is followed in {_place(first)} too, in another split: "
                        "move one of the two or take it out",
                    )
                )
        first = texts.setdefault(located.passage.text, located)
        if first is not located and (across or first.split == located.split):
            faults.append(_fault(located, f"the same text stands in {_place(first)}: keep one"))
    return faults


def _fault(located: Located, message: str) -> MarkupFault:
    return MarkupFault(located.file, located.line, f"{located.passage.head.name}: {message}")


def _place(located: Located) -> str:
    return f"{located.file}:{located.line}"
