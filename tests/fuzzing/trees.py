"""Mutations of XML that stay well formed: elements are moved, repeated, renamed, put in."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from random import Random
from typing import Any, Final

from lxml import etree

from tests.fuzzing.tokens import NUMBERS

_NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_TEXTS: Final = (
    "",
    " ",
    "\t",
    "\n",
    "12",
    "一、总体情况",
    "\u2028",
    "\u200b",
    "a" * 3_000,
    "（一）",
)


def mutate_tree(data: bytes, random: Random, dictionary: Sequence[str]) -> bytes:
    """Change elements in some places.

    Parameters
    ----------
    data
        The XML.
    random
        What chooses.
    dictionary
        Tags; those that stand alone are put in.
    """
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    alone = [each for each in dictionary if each.endswith("/>")]
    for _ in range(1 + min(int(random.expovariate(0.5)), 8)):
        elements = [each for each in root.iter() if isinstance(each.tag, str)]
        _change(random.choice(elements), elements, random, alone)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _change(element: Any, elements: list[Any], random: Random, alone: Sequence[str]) -> None:  # noqa: ANN401 - lxml brings no types
    parent, other = element.getparent(), random.choice(elements)
    kind = random.randrange(8)
    if kind == 0 and parent is not None:
        parent.remove(element)
    elif kind == 1 and parent is not None and len(elements) < 3_000:
        for _ in range(random.choice((1, 1, 2, 30))):
            parent.insert(parent.index(element), deepcopy(element))
    elif kind == 2:
        copy = deepcopy(element)
        other.insert(random.randrange(len(other) + 1), copy)
    elif kind == 3 and element.attrib:
        name = random.choice(list(element.attrib))
        element.set(name, random.choice((*NUMBERS, *other.attrib.values())))
    elif kind == 4:
        element.tag = other.tag
    elif kind == 5:
        element.text = random.choice(_TEXTS)
    elif kind == 6 and alone:
        piece = etree.fromstring(f"<x {_NAMESPACES}>{random.choice(alone)}</x>")[0]
        element.insert(random.randrange(len(element) + 1), piece)
    elif parent is not None:  # what is inside takes the place of the element
        place = parent.index(element)
        children = list(element)
        parent.remove(element)
        parent[place:place] = children
