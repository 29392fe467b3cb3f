"""spaCy files: usable by spaCy, and harmless whoever wrote them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
import srsly
from spacy.tokens import Doc, DocBin

from gongkai.annotations.converters import ConverterError, spacy_binary
from gongkai.annotations.converters.spacy_binary import SpacyBinary, document_of

from .texts import plain, rich

Message = dict[str, object]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "corpus.spacy"
    SpacyBinary().write([rich(), plain()], made)
    return made


def message(path: Path) -> Message:
    """Unpack a file as spaCy does."""
    unpacked: Message = srsly.msgpack_loads(zlib.decompress(path.read_bytes()))
    return unpacked


def pack(path: Path, changed: object) -> None:
    path.write_bytes(zlib.compress(srsly.msgpack_dumps(changed)))


def test_spacy_finds_texts_spans_and_labels(path: Path) -> None:
    documents = list(DocBin().from_disk(path).get_docs(spacy.blank("zh").vocab))
    for document, passage in zip(documents, [rich(), plain()], strict=True):
        assert document.text == passage.text
        assert len(document) == len(passage.text)
        claims = document.spans["claims"]
        assert [(span.text, span.label_) for span in claims] == [
            (claim.span.of(passage.text), claim.metric.value) for claim in passage.claims
        ]
        assert [span.label_ for span in document.spans["contexts"]] == [
            context.kind.value for context in passage.contexts
        ]
        assert isinstance(document.user_data["gongkai"], str)


def test_documents_cut_into_words_read_the_same(tmp_path: Path) -> None:
    vocabulary = spacy.blank("zh").vocab
    characters = document_of(plain(), vocabulary)
    groups = {name: list(group) for name, group in characters.spans.items()}
    spans = [span for group in groups.values() for span in group]
    cuts = sorted({0, len(characters)} | {cut for span in spans for cut in (span.start, span.end)})
    words = [characters.text[start:end] for start, end in pairwise(cuts)]
    document = Doc(vocabulary, words=words, spaces=[False] * len(words))
    for name, group in groups.items():
        moved = [
            document.char_span(each.start, each.end, label=each.label_, span_id=each.id_)
            for each in group
        ]
        document.spans[name] = [span for span in moved if span is not None]
        assert len(document.spans[name]) == len(group)
    document.user_data = characters.user_data
    target = tmp_path / "words.spacy"
    DocBin(store_user_data=True, docs=[document]).to_disk(target)
    assert len(document) < len(characters)
    assert SpacyBinary().read(target) == [plain()]


def test_labels_changed_in_spacy_are_read(path: Path, tmp_path: Path) -> None:
    (_, document) = DocBin().from_disk(path).get_docs(spacy.blank("zh").vocab)
    claims = list(document.spans["claims"])
    claims[0].label_ = "documents_published"
    document.spans["claims"] = claims
    target = tmp_path / "changed.spacy"
    DocBin(store_user_data=True, docs=[document]).to_disk(target)
    (passage,) = SpacyBinary().read(target)
    assert passage.claims[0].metric.value == "documents_published"
    assert passage.claims[1:] == plain().claims[1:]


def without_strings(changed: Message) -> None:
    changed["strings"] = []


def without_user_data(changed: Message) -> None:
    del changed["user_data"]


def with_wild_lengths(changed: Message) -> None:
    changed["lengths"] = b"\xff" * 8


def without_characters(changed: Message) -> None:
    changed["attrs"] = [80]


def with_wild_span_groups(changed: Message) -> None:
    changed["span_groups"] = [b"\xc1\xff", b"\xc1\xff"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (without_strings, "is damaged"),
        (without_user_data, "has no user_data['gongkai']"),
        (with_wild_lengths, "is damaged"),
        (without_characters, "is damaged"),
        (with_wild_span_groups, "is damaged"),
    ],
)
def test_damaged_files_are_refused(
    path: Path, change: Callable[[Message], None], expected: str
) -> None:
    changed = message(path)
    change(changed)
    pack(path, changed)
    with pytest.raises(ConverterError, match=re.escape(expected)):
        SpacyBinary().read(path)


def test_a_span_that_ends_behind_the_text_is_refused(path: Path) -> None:
    binary = DocBin(store_user_data=True, docs=[document_of(plain(), spacy.blank("zh").vocab)])
    binary.tokens[0], binary.spaces[0] = binary.tokens[0][:30], binary.spaces[0][:30]
    binary.to_disk(path)
    with pytest.raises(ConverterError, match=r"two: a span of claims is damaged .*length 30"):
        SpacyBinary().read(path)


def test_a_span_without_characters_is_refused(path: Path) -> None:
    document = document_of(plain(), spacy.blank("zh").vocab)
    document.spans["claims"] = [document[0:0]]
    DocBin(store_user_data=True, docs=[document]).to_disk(path)
    with pytest.raises(ConverterError, match=r"a span of claims is damaged \(it stands"):
        SpacyBinary().read(path)


@pytest.mark.parametrize(
    "content", [b"", b"text", zlib.compress(b"x" * 100)[:-6], b"\x80\x04K\x01."]
)
def test_what_is_no_such_file_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(ConverterError, match=r"corpus\.spacy: .*DocBin\.to_disk wrote"):
        SpacyBinary().read(path)


def test_a_file_that_swells_is_not_unpacked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spacy_binary, "LARGEST_FILE", 10_000)
    path.write_bytes(zlib.compress(b"\x00" * 10_000_000))
    with pytest.raises(ConverterError, match="larger than can be"):
        SpacyBinary().read(path)


def test_nothing_in_a_file_becomes_an_object(path: Path) -> None:
    """The msgpack of srsly knows arrays of numbers; one of objects would have to be unpickled."""
    array = {b"nd": True, b"type": "|O", b"kind": b"", b"shape": [1], b"data": b"\x00" * 8}
    pack(path, {**message(path), "user_data": [srsly.msgpack_dumps(array)] * 2})
    with pytest.raises(ConverterError, match="is damaged"):
        SpacyBinary().read(path)
