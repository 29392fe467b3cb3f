"""Exports with something in them changed at random are read or refused, and nothing else."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import DocBin

from gongkai.annotations.converters import converter
from gongkai.annotations.converters.folders import COMPANION
from gongkai.annotations.passages import Passage
from gongkai.models.errors import GongkaiError
from tests.examples import examples

from .texts import ENDINGS, plain, rich

VALUES: tuple[object, ...] = (
    *(None, True, -1, 0, 3, 10**30, 1e308, 0.5, "", "x", "s1", "none", "count", "claim-1"),
    *("\ud800", "\x00", [], [[]], {}, {"a": 1}, [None], ["context"], "../x", "T1", "=== a"),
)
ACTIONS = st.sampled_from(["change", "drop", "double"])


def nodes(value: object) -> Iterator[tuple[Any, Any]]:
    """Yield every place of a JSON value: what holds it, and its key there."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from nodes(value[key])


def mutate(value: object, draw: st.DataObject) -> None:
    """Change one place of a JSON value."""
    places = list(nodes(value))
    holder, key = places[draw.draw(st.integers(0, len(places) - 1))]
    action = draw.draw(ACTIONS)
    if action == "change":
        holder[key] = draw.draw(st.sampled_from(VALUES))
    elif action == "drop":
        del holder[key]
    elif isinstance(holder, list):
        holder.append(holder[key])


def read_or_refuse(name: str, path: Path) -> None:
    """Read a file; whatever comes out are passages that can be written again."""
    with suppress(GongkaiError):
        for passage in converter(name).read(path):
            assert isinstance(passage, Passage)
            converter("jsonl").write([passage], path.with_name("again.jsonl"))
            assert converter("jsonl").read(path.with_name("again.jsonl")) == [passage]


@pytest.mark.parametrize("name", ["jsonl", "label-studio", "doccano"])
@examples(150)
@given(draw=st.data())
def test_changed_json_is_read_or_refused(name: str, draw: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"in{ENDINGS[name]}"
        converter(name).write([rich()], path)
        value = json.loads(path.read_text(encoding="utf-8"))
        if name == "doccano" and draw.draw(st.booleans()):
            inner = json.loads(value["gongkai"])
            mutate(inner, draw)
            value["gongkai"] = json.dumps(inner)
        else:
            mutate(value, draw)
        path.write_text(json.dumps(value), encoding="utf-8")
        read_or_refuse(name, path)


@pytest.mark.parametrize("name", ["brat", "measeval"])
@examples(150)
@given(draw=st.data())
def test_changed_folders_are_read_or_refused(name: str, draw: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "in"
        converter(name).write([plain()], path)
        files = sorted(
            each for ending in ("jsonl", "t*", "ann") for each in path.rglob(f"*.{ending}")
        )
        file = draw.draw(st.sampled_from(files))
        content = file.read_text(encoding="utf-8")
        start = draw.draw(st.integers(0, len(content)))
        size = draw.draw(st.integers(0, 12))
        sign = draw.draw(st.sampled_from(["", "\t", "\n", "9", "T3", '"', "{", " ", "𠮷", "\x00"]))
        changed = content[:start] + sign + content[start + size :]
        file.write_text(changed, encoding="utf-8", newline="")
        read_or_refuse(name, path)


def change_note(path: Path, draw: st.DataObject) -> None:
    file = path / "two.ann"
    lines = file.read_text(encoding="utf-8").split("\n")
    notes = [number for number, line in enumerate(lines) if line.startswith("#")]
    number = draw.draw(st.sampled_from(notes))
    start, tab, note = lines[number].rpartition("\t")
    inner = json.loads(note)
    mutate(inner, draw)
    lines[number] = start + tab + json.dumps(inner)
    file.write_text("\n".join(lines), encoding="utf-8", newline="")


def change_companion(path: Path, draw: st.DataObject) -> None:
    file = path / COMPANION
    inner = json.loads(file.read_text(encoding="utf-8"))
    mutate(inner, draw)
    file.write_text(json.dumps(inner), encoding="utf-8")


def change_other(path: Path, draw: st.DataObject) -> None:
    file = path / "tsv" / "two.tsv"
    lines = file.read_text(encoding="utf-8").split("\n")
    rows = [number for number, line in enumerate(lines) if line.endswith("}")]
    number = draw.draw(st.sampled_from(rows))
    start, tab, other = lines[number].rpartition("\t")
    inner = json.loads(other)
    mutate(inner, draw)
    lines[number] = start + tab + json.dumps(inner)
    file.write_text("\n".join(lines), encoding="utf-8", newline="")


_BLANK = spacy.blank("zh")


def change_user_data(path: Path, draw: st.DataObject) -> None:
    (document,) = DocBin().from_disk(path).get_docs(_BLANK.vocab)
    inner = json.loads(document.user_data["gongkai"])
    mutate(inner, draw)
    document.user_data["gongkai"] = json.dumps(inner)
    DocBin(attrs=["ORTH"], store_user_data=True, docs=[document]).to_disk(path)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("brat", change_note),
        ("brat", change_companion),
        ("measeval", change_companion),
        ("measeval", change_other),
        ("spacy", change_user_data),
    ],
    ids=["brat_note", "brat_companion", "measeval_companion", "measeval_other", "spacy_user_data"],
)
@examples(80)
@given(draw=st.data())
def test_json_changed_inside_a_format_is_read_or_refused(
    name: str, change: Callable[[Path, st.DataObject], None], draw: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"in{ENDINGS[name]}"
        converter(name).write([plain()], path)
        change(path, draw)
        read_or_refuse(name, path)


@examples(100)
@given(draw=st.data())
def test_changed_spacy_files_are_read_or_refused(draw: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "in.spacy"
        converter("spacy").write([plain()], path)
        content = bytearray(zlib.decompress(path.read_bytes()))
        for _ in range(draw.draw(st.integers(1, 4))):
            content[draw.draw(st.integers(0, len(content) - 1))] = draw.draw(st.integers(0, 255))
        path.write_bytes(zlib.compress(bytes(content)))
        read_or_refuse("spacy", path)
