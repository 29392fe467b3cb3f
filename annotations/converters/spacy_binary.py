"""``spacy``: a ``DocBin``, spaCy's format for corpora.

Every character is a token, so that offsets are exact. The regions are span groups named after
their layers (``doc.spans["claims"]``, ``doc.spans["contexts"]`` …) with labels and ids; head,
attributes and links stand as JSON in ``doc.user_data["gongkai"]``.

Files are safe to read, whoever wrote them: a ``DocBin`` is msgpack in zlib, which the copy of
msgpack in srsly turns into plain values and numeric arrays only; nothing in it is unpickled or
called. It is unpacked within bounds. Of its columns only the characters are taken, because those
for parses and tags are checked less well in spaCy.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gongkai.annotations.converters.assembling import passage_of
from gongkai.annotations.converters.errors import Place
from gongkai.annotations.converters.graph import Graph, Layer, Link, Region, graph_of
from gongkai.annotations.converters.heads import head_from_fields, head_to_fields
from gongkai.annotations.converters.losses import Loss
from gongkai.annotations.converters.strict_json import (
    LARGEST_FILE,
    Fields,
    dump,
    mapping,
    parse,
    read_bytes,
    sequence,
    string,
)
from gongkai.annotations.passages import Passage
from gongkai.models.document import Span
from gongkai.models.garbage_collection import without_collection

if TYPE_CHECKING:
    from spacy.tokens import Doc, DocBin
    from spacy.vocab import Vocab

#: Key of what spaCy has no place for, in ``Doc.user_data``.
KEY: Final = "gongkai"
GROUPS: Final = {layer: f"{layer}s" for layer in Layer}
_LINK_FIELDS: Final = 3
_REMEDY: Final = "give a file that DocBin.to_disk wrote"


class SpacyBinary:
    """A file that ``DocBin().from_disk`` reads."""

    name: Final = "spacy"
    loses: frozenset[Loss] = frozenset()

    def write(self, passages: Sequence[Passage], path: Path) -> None:
        """Write a ``DocBin`` with one document for each passage."""
        from spacy.tokens import DocBin  # noqa: PLC0415 - spaCy takes half a second

        binary = DocBin(attrs=["ORTH"], store_user_data=True)
        vocabulary = _vocabulary()
        for passage in passages:
            binary.add(document_of(passage, vocabulary))
        path.write_bytes(binary.to_bytes())

    def read(self, path: Path) -> list[Passage]:
        """Read the documents of a ``DocBin`` that has ``user_data``.

        Raises
        ------
        ConverterError
            If it is none, or a document holds no passage.
        """
        place = Place(str(path))
        documents = _documents(_unpacked(path, place), place)
        return [passage_from_document(document, place) for document in documents]


def document_of(passage: Passage, vocabulary: Vocab) -> Doc:
    """Return a passage as a spaCy document with a token for each character."""
    from spacy.tokens import Doc  # noqa: PLC0415
    from spacy.tokens import Span as DocumentSpan  # noqa: PLC0415

    graph = graph_of(passage)
    characters = list(passage.text)
    document = Doc(vocabulary, words=characters, spaces=[False] * len(characters))
    for layer, group in GROUPS.items():
        document.spans[group] = [
            DocumentSpan(
                document,
                region.span.start,
                region.span.end,
                label=region.label,
                span_id=region.identifier,
            )
            for region in graph.regions
            if region.layer is layer
        ]
    document.user_data[KEY] = dump(
        {
            "head": head_to_fields(passage.head),
            "attributes": {each.identifier: each.attributes for each in graph.regions},
            "links": [[link.source, link.target, link.label] for link in graph.links],
        }
    )
    return document


def passage_from_document(document: Doc, place: Place) -> Passage:
    """Read a passage from a document such as ``document_of`` makes.

    Raises
    ------
    ConverterError
        If it is none.
    """
    stored = document.user_data.get(KEY)
    if not isinstance(stored, str):
        raise place.fault(f"a document has no user_data[{KEY!r}]: export it with gongkai first")
    fields = mapping(parse(stored, place), "user_data", place)
    head = head_from_fields(fields.get("head"), place)
    place = place.at(name=head.name)
    attributes = mapping(fields.get("attributes"), "the attributes", place)
    regions = tuple(_regions(document, attributes, place))
    links = sequence(fields.get("links"), "the links", place)
    graph = Graph(head, document.text, regions, tuple(_link(link, place) for link in links))
    return passage_of(graph, place)


def _vocabulary() -> Vocab:
    import spacy  # noqa: PLC0415

    return spacy.blank("zh").vocab


def _unpacked(path: Path, place: Place) -> DocBin:
    from spacy.tokens import DocBin  # noqa: PLC0415

    content = read_bytes(path)
    unpacking = zlib.decompressobj()
    try:
        unpacking.decompress(content, LARGEST_FILE)
    except zlib.error:
        raise place.fault(f"this is no .spacy file: {_REMEDY}") from None
    if not unpacking.eof:
        raise place.fault(f"the file is cut short, or larger than can be: {_REMEDY}")
    binary = DocBin()
    characters = DocBin(attrs=["ORTH"]).attrs
    try:
        with without_collection():  # srsly leaves the collector off where data are damaged
            binary.from_bytes(content)
        column = binary.attrs.index(characters[0])
        binary.tokens = [tokens[:, [column]] for tokens in binary.tokens]
    except Exception as error:  # the layers below raise whatever their data leads them to
        raise place.fault(f"this .spacy file is damaged ({error}): {_REMEDY}") from None
    binary.attrs = characters
    return binary


def _documents(binary: DocBin, place: Place) -> list[Doc]:
    try:
        with without_collection():
            return list(binary.get_docs(_vocabulary()))
    except Exception as error:
        raise place.fault(f"this .spacy file is damaged ({error}): {_REMEDY}") from None


def _regions(document: Doc, attributes: Fields, place: Place) -> Iterator[Region]:
    starts = [token.idx for token in document]
    ends = [token.idx + len(token) for token in document]
    for layer, group in GROUPS.items():
        for span, label, name in _spans(document, group, place):
            given: Any = mapping(attributes.get(name, {}), f"attributes of {name}", place)
            stretch = Span(starts[span.start], ends[span.end - 1])
            yield Region(name, layer, label, stretch, given)


def _spans(document: Doc, group: str, place: Place) -> list[tuple[Span, str, str]]:
    """Return the spans of a group in tokens, with labels and identifiers.

    spaCy compares their ends with the length of the document, and labels with its strings.
    """
    found = []
    try:
        for span in document.spans.get(group, ()):
            if not 0 <= span.start < span.end <= len(document):
                raise IndexError(f"it stands from token {span.start} to {span.end}")
            name = span.id_ or f"{group}:{span.start}:{span.end}:{span.label_}"
            found.append((Span(span.start, span.end), span.label_, name))
    except (IndexError, KeyError, ValueError) as error:
        raise place.fault(f"a span of {group} is damaged ({error}): {_REMEDY}") from None
    return found


def _link(value: object, place: Place) -> Link:
    ends = sequence(value, "a link", place)
    if len(ends) != _LINK_FIELDS:
        raise place.fault("a link has a source, a target and a label: correct it")
    source, target, label = (string(end, "the end of a link", place) for end in ends)
    return Link(source, target, label)
