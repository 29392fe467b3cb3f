"""Stand-off folders for brat: written so that others read them, and read strictly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.annotations.converters import ConverterError
from gongkai.annotations.converters.brat import Brat
from gongkai.annotations.converters.brat_configuration import annotation_conf
from gongkai.annotations.passages import Context, ContextKind, Passage
from gongkai.models.document import Span
from gongkai.models.scheme import Metric

from .texts import plain, rich


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Brat().write([rich(), plain()], tmp_path / "brat")
    return tmp_path / "brat"


def lines_of(folder: Path, name: str = "two") -> list[str]:
    return (folder / f"{name}.ann").read_text(encoding="utf-8").splitlines()


def entities(lines: list[str]) -> Iterator[tuple[str, list[tuple[int, int]], str]]:
    for line in lines:
        if line.startswith("T"):
            _, middle, words = line.split("\t")
            name, offsets = middle.split(" ", 1)
            parts = (part.split() for part in offsets.split(";"))
            yield name, [(int(start), int(end)) for start, end in parts], words


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "two.ann"
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")


def test_the_words_of_every_entity_stand_at_its_offsets(folder: Path) -> None:
    text = (folder / "one.txt").read_text(encoding="utf-8")
    found = list(entities(lines_of(folder, "one")))
    assert len(found) > 30
    for _, fragments, words in found:
        assert " ".join(text[start:end] for start, end in fragments) == words
    assert [len(fragments) for _, fragments, _ in found if len(fragments) > 1] == [2, 2, 2]


def test_every_type_and_attribute_is_configured(folder: Path) -> None:
    configured = set(re.findall(r"^[\w-]+", annotation_conf(), re.MULTILINE))
    for name in ("one", "two"):
        used = {line.split("\t")[1].split(" ")[0] for line in lines_of(folder, name)}
        assert used - {"AnnotatorNotes"} <= configured


@pytest.mark.parametrize("name", ["one", "two"])
def test_another_reader_of_brat_finds_the_same(folder: Path, name: str) -> None:
    reader = pytest.importorskip("bratly.io", reason="bratly-io-fs is not installed")
    found = reader.read_and_load_ann_file(
        str(folder / f"{name}.ann"), no_duplicates=False, sorting=False, renumerotize=False
    ).annotations
    lines = lines_of(folder, name)
    for sign, kind in {"T": "Entity", "R": "Relation", "A": "Attribute", "#": "Note"}.items():
        written = sorted(line for line in lines if line.startswith(sign))
        read = sorted(str(each) for each in found if type(each).__name__ == f"{kind}Annotation")
        assert len(written) > 5
        assert read == written


def test_changes_made_in_brat_are_read(folder: Path) -> None:
    change(folder, "Metric T12 info_published", "Metric T12 documents_published")
    (_, passage) = Brat().read(folder)
    expected = replace(plain().claims[0], metric=Metric.DOCUMENTS_PUBLISHED)
    assert passage.claims == (expected, *plain().claims[1:])


def test_remarks_of_people_are_left_alone_and_order_does_not_matter(folder: Path) -> None:
    path = folder / "two.ann"
    lines = lines_of(folder)
    remark = "#99\tAnnotatorNotes R1\tis this right?"
    path.write_text("\n".join([remark, *reversed(lines)]) + "\r\n", encoding="utf-8")
    (_, passage) = Brat().read(folder)
    assert sorted(passage.claims[0].contexts) == sorted(plain().claims[0].contexts)
    assert passage.contexts == plain().contexts


def test_a_claim_made_in_brat_needs_a_metric_only(folder: Path) -> None:
    text = "处理来信3件。"
    (folder / "two.txt").write_text(text, encoding="utf-8")
    lines = "T4\tClaim 4 6\t3件\nA9\tMetric T4 petitions_handled\n"
    (folder / "two.ann").write_text(lines, encoding="utf-8")
    (claim,) = Brat().read(folder)[1].claims
    assert (claim.value, claim.unit, claim.contexts) == (3, "件", ())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("T12\tClaim", "T12\tNumber", "'Number' is no type of entity"),
        ("T12\tClaim", "T9\tClaim", "T9 stands twice"),
        ("Arg2:T4", "Arg2:T99", "there is no T99"),
        ("\tContext ", "\tBelongs ", "'Belongs' is no relation"),
        ("Metric T12", "Topic T12", "'Topic' is no attribute"),
        ("Metric T12 info_published", "Metric T12 news", "'news' is no metric"),
        ("Kind T12 count", "Metric T12 count", "metric is given twice"),
        ("A1\tThrough", "E1\tThrough", "is no entity (T)"),
        ('{"value": 316', '{"value": NaN', "NaN is no number"),
        ('{"value": 316', '{"value": [316]', "value of the note is no string or number"),
        ('{"value": 316', '{"value": 316, "value": 317', "a key stands twice"),
        ("\t316条", "\t317条", "the line says '317条'"),
        ("T1\tPeriod 0 2", "T1\tPeriod 0 999", "0 999 lies outside"),
        ("T1\tPeriod 0 2", "T1\tPeriod 0 1;3 4", "more than line breaks"),
    ],
)
def test_what_cannot_be_accepted_is_named_with_its_line(
    folder: Path, old: str, new: str, message: str
) -> None:
    change(folder, old, new)
    with pytest.raises(ConverterError, match=re.escape(message)) as caught:
        Brat().read(folder)
    assert str(caught.value).startswith(str(folder / "two.ann"))


def test_an_entity_without_its_choice_is_named_with_its_line(folder: Path) -> None:
    path = folder / "two.ann"
    lines = [line for line in lines_of(folder) if "Metric T12 " not in line]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ConverterError, match=r"two\.ann:\d+: two: T12 has no attribute Metric"):
        Brat().read(folder)


def test_a_span_that_ends_with_a_line_break_is_refused(tmp_path: Path) -> None:
    context = Context("s1", ContextKind.SUBJECT, Span(0, 3))
    passage = Passage(plain().head, "公开\n信息", (context,))
    with pytest.raises(ConverterError, match="ends with a line break"):
        Brat().write([passage], tmp_path / "brat")


@pytest.mark.parametrize("text", ["公开\r", "公\r\n开", "\r"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_carriage_return_belongs_to_the_span_or_to_the_line(
    tmp_path: Path, text: str, ending: str
) -> None:
    context = Context("s1", ContextKind.SUBJECT, Span(0, len(text)))
    passage = Passage(plain().head, text, (context,))
    Brat().write([passage], tmp_path / "brat")
    file = tmp_path / "brat" / "two.ann"
    lines = file.read_bytes().decode().split("\n")
    file.write_bytes(ending.join(lines).encode())
    assert Brat().read(tmp_path / "brat") == [passage]


def test_a_text_may_begin_with_what_looks_like_a_byte_order_mark(tmp_path: Path) -> None:
    context = Context("s1", ContextKind.SUBJECT, Span(1, 3))
    passage = Passage(plain().head, "\ufeff公开\r信息", (context,))
    Brat().write([passage], tmp_path / "brat")
    assert Brat().read(tmp_path / "brat") == [passage]
