"""What may come from anywhere: bounded, and refused with the place and the remedy."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import DocBin

from gongkai.annotations.converters import NAMES, ConverterError, converter, strict_json
from gongkai.annotations.converters.folders import COMPANION
from gongkai.annotations.converters.json_lines import JsonLines, passage_to_fields

from .texts import ENDINGS, plain, rich

Row = dict[str, Any]
FOLDERS = ("brat", "measeval")
FILES = tuple(name for name in NAMES if name not in FOLDERS)


@pytest.mark.parametrize("name", sorted({*FILES} - {"markup"}))
@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"[" * 100_000, b'{"a":' * 100_000, b"1" * 10_000, b"null", b"[1]"],
    ids=["empty", "bytes", "lists", "objects", "number", "null", "one"],
)
def test_files_of_anything_are_refused_with_one_sentence(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / f"in{ENDINGS[name]}"
    path.write_bytes(content)
    with pytest.raises(ConverterError) as caught:
        converter(name).read(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize("name", NAMES)
def test_files_that_are_not_there_are_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConverterError, match=r"nothing.*: there is no "):
        converter(name).read(tmp_path / "nothing")


@pytest.mark.parametrize("name", FILES)
def test_files_that_are_too_large_are_not_read(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"in{ENDINGS[name]}"
    converter(name).write([plain()], path)
    monkeypatch.setattr(strict_json, "LARGEST_FILE", 100)
    with pytest.raises(ConverterError, match="is larger than"):
        converter(name).read(path)


@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize("wrong", ["../one", "/etc/passwd", "a/b", "", "one\n", "x" * 500, "..", 3])
def test_names_that_could_lead_elsewhere_are_refused(
    tmp_path: Path, name: str, wrong: object
) -> None:
    path = tmp_path / "in"
    converter(name).write([plain()], path)
    companion = path / COMPANION
    fields = json.loads(companion.read_text(encoding="utf-8"))
    fields["head"]["name"] = wrong
    companion.write_text(json.dumps(fields), encoding="utf-8")
    with pytest.raises(ConverterError, match=rf"{COMPANION}:1: .*name"):
        converter(name).read(path)


@pytest.mark.parametrize(("name", "file"), [("brat", "two.txt"), ("measeval", "text/two.txt")])
def test_links_out_of_the_folder_are_not_followed(tmp_path: Path, name: str, file: str) -> None:
    path, secret = tmp_path / "in", tmp_path / "secret.txt"
    converter(name).write([plain()], path)
    secret.write_text(plain().text, encoding="utf-8")
    (path / file).unlink()
    (path / file).symlink_to(secret)
    with pytest.raises(ConverterError, match="leads out of the folder"):
        converter(name).read(path)


@pytest.mark.parametrize("name", FOLDERS)
def test_two_passages_of_one_name_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConverterError, match="two passages have the name two"):
        converter(name).write([plain(), plain()], tmp_path / "out")
    converter(name).write([plain()], tmp_path / "out")
    companion = tmp_path / "out" / COMPANION
    companion.write_text(companion.read_text("utf-8") * 2, encoding="utf-8")
    with pytest.raises(ConverterError, match=rf"{COMPANION}:2: two lines have the name two"):
        converter(name).read(tmp_path / "out")


def changed(row: Row, path: tuple[str | int, ...], value: object) -> Row:
    """Return a row with one value in it replaced."""
    copy: Row = json.loads(json.dumps(row))
    place: Any = copy
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return copy


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("text",), "\ud800", "half a surrogate pair"),
        (("text",), "", "the passage has no text"),
        (("text",), "公" * 300, "is quoted"),
        (("head",), None, "the head is no JSON object"),
        (("head", "year"), 1800, "is no year of a report"),
        (("head", "year"), "2022\nprovince: 浙江省", "holds a line break"),
        (("head", "province"), "江西", "is no province"),
        (("head", "colour"), "red", "no field 'colour'"),
        (("head", "sections"), "overview", "sections of the head is no list"),
        (("claims",), {}, "claims is no list"),
        (("claims", 0), [], "a member of claims is no JSON object"),
        (("claims", 0, "metric"), "news", "'news' is no metric: choose from info_published"),
        (("claims", 0, "value"), "316", "'316' is no value"),
        (("claims", 0, "value"), True, "True is no value"),
        (("claims", 0, "value"), 10**400, "no value"),
        (("claims", 0, "chanel"), "website", "member 0 of claims has 'chanel', which is none of"),
        (("claims", 0, "year"), "this", "member 0 of claims has 'year', which is none of"),
        (("contexts", 2, "claims"), None, "member 2 of contexts has 'claims'"),
        (("clams",), [], "the line has 'clams', which is none of claims, contexts"),
        (("claims", 0, "value_max"), [1], "value_max is neither a string nor a number"),
        (("claims", 0, "unit"), "条\n", "is no unit"),
        (("claims", 0, "unit"), "\ud800", "is no unit"),
        (("claims", 0, "bound"), "more", "'more' is no bound"),
        (("claims", 0, "aspect"), "share", "a rate has an aspect"),
        (("claims", 0, "per"), "day", "a frequency has a per"),
        (("claims", 0, "cumulative"), "yes", "cumulative is neither true nor false"),
        (("claims", 0, "contexts"), [99], "a link leads to 'context-100'"),
        (("claims", 0, "contexts"), [0, 0], "linked to context-1 twice"),
        (("claims", 0, "contexts"), ["s1"], "a context of a claim is missing or no whole number"),
        (("claims", 1, "part_of"), 1, "a part of itself"),
        (("claims", 1, "part_of"), -5, "a link leads to 'claim--4'"),
        (("claims", 1, "part_kind"), None, "part_kind is missing"),
        (("claims", 1, "part_kind"), "half", "is no kind of part"),
        (("claims", 5, "part_of"), 0, "part_kind is missing"),
        (("claims", 0, "end"), 10**9, "outside of the text"),
        (("claims", 0, "start"), -1, "outside of the text"),
        (("claims", 0, "start"), 1.5, "start is missing or no whole number"),
        (("contexts", 0, "kind"), "TOPIC", "'TOPIC' is no kind of span"),
        (("contexts", 0, "channel"), "website", "a CHANNEL span has a channel"),
        (("contexts", 1, "channel"), None, "a CHANNEL span has a channel"),
        (("contexts", 4, "name"), "s1", "the name s1 stands twice"),
    ],
)
def test_every_fault_of_a_line_is_named_with_its_place(
    tmp_path: Path, path: tuple[str | int, ...], value: object, message: str
) -> None:
    file = tmp_path / "in.jsonl"
    good = passage_to_fields(plain())
    lines = [json.dumps(each) for each in (good, changed(good, path, value))]
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ConverterError, match=re.escape(message)) as caught:
        JsonLines().read(file)
    assert str(caught.value).startswith(f"{file}:2: ")


def with_value(name: str, path: Path, key: str, value: object) -> None:
    """Change something of the first claim where a format keeps it as metadata."""
    converter(name).write([plain()], path)
    if name == "doccano":
        row = json.loads(path.read_text(encoding="utf-8"))
        inner = json.loads(row["gongkai"])
        next(each for each in inner["entities"] if each[3].get("value") == 316)[3][key] = value
        row["gongkai"] = json.dumps(inner)
        path.write_text(json.dumps(row), encoding="utf-8")
    elif name == "measeval":
        row = json.loads((path / COMPANION).read_text(encoding="utf-8"))
        row["regions"]["1"][key] = value
        (path / COMPANION).write_text(json.dumps(row), encoding="utf-8")
    else:
        (document,) = DocBin().from_disk(path).get_docs(spacy.blank("zh").vocab)
        inner = json.loads(document.user_data["gongkai"])
        inner["attributes"]["claim-1"][key] = value
        document.user_data["gongkai"] = json.dumps(inner)
        DocBin(attrs=["ORTH"], store_user_data=True, docs=[document]).to_disk(path)


@pytest.mark.parametrize("name", ["doccano", "measeval", "spacy"])
@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("value", [1], "[1] is no value of a claim: write a number"),
        ("value", None, "None is no value of a claim: write a number"),
        ("value", {"a": 1}, "{'a': 1} is no value of a claim: write a number"),
        ("value_max", [1], "[1] is no value of a claim: write a number"),
        ("chanel", "website", "it has 'chanel', which nothing has: take it out"),
    ],
)
def test_metadata_of_a_claim_is_not_trusted(
    tmp_path: Path, name: str, key: str, value: object, message: str
) -> None:
    path = tmp_path / f"in{ENDINGS[name]}"
    with_value(name, path, key, value)
    with pytest.raises(ConverterError, match=re.escape(f"the claim '316条' at 12: {message}")):
        converter(name).read(path)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_could_not_be_read_back_is_not_written(tmp_path: Path, name: str) -> None:
    made = replace(plain(), head=replace(plain().head, name="x" * 121))
    with pytest.raises(ConverterError, match=r"is no name of a passage: use .* 120 at most"):
        converter(name).write([made], tmp_path / "out")
    longest = replace(plain(), head=replace(plain().head, name="x" * 120))
    path = tmp_path / f"in{ENDINGS[name]}"
    converter(name).write([longest], path)
    assert converter(name).read(path)[0].head == longest.head


def test_claims_on_one_quote_have_one_reading(tmp_path: Path) -> None:
    row = passage_to_fields(rich())
    (number,) = [n for n, each in enumerate(row["claims"]) if each["metric"] == "lawsuits_filed"]
    file = tmp_path / "in.jsonl"
    file.write_text(json.dumps(changed(row, ("claims", number, "value"), 1)), encoding="utf-8")
    with pytest.raises(ConverterError, match="one expression has one reading"):
        JsonLines().read(file)


def test_a_constant_that_is_no_json_and_a_key_twice_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    line = json.dumps(passage_to_fields(plain()))
    for wrong in (
        line.replace('"value": 316', '"value": Infinity'),
        line.replace("{", '{"text": "", ', 1),
    ):
        assert wrong != line
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(ConverterError, match=r"in\.jsonl:1: this JSON is refused"):
            JsonLines().read(file)


@pytest.mark.parametrize("key", ["claims", "non_claims", "problems", "improvements", "contexts"])
@pytest.mark.parametrize("has_key", [True, False])
def test_a_line_has_to_say_that_there_is_nothing(tmp_path: Path, key: str, has_key: bool) -> None:
    row = passage_to_fields(plain())
    row |= {key: None}
    if not has_key:
        del row[key]
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(ConverterError, match=f"the line has no {key}: give an empty list"):
        JsonLines().read(path)


def test_an_unknown_format_is_named_with_those_that_are_known() -> None:
    with pytest.raises(ConverterError, match="'conll' is no format: choose from spacy, label"):
        converter("conll")


def test_ten_thousand_marks_take_no_longer_than_they_have_to(tmp_path: Path) -> None:
    """Links, names and spans are looked up, not searched for."""
    row = passage_to_fields(plain())
    context, claim = row["contexts"][0], row["claims"][0]
    row["contexts"] = [{**context, "name": f"p{number}"} for number in range(10_000)]
    row["claims"] = [{**claim, "contexts": list(range(10_000)), "part_of": None}] * 3
    file = tmp_path / "in.jsonl"
    file.write_text(json.dumps(row), encoding="utf-8")
    start = time.process_time()
    (passage,) = JsonLines().read(file)
    assert time.process_time() - start < 2
    assert len(passage.claims[2].contexts) == 10_000


def test_claims_on_one_quote_with_two_readings_are_not_written_in_the_markup(
    tmp_path: Path,
) -> None:
    first, *others = plain().claims
    made = replace(plain(), claims=(first, replace(first, value=5), *others))
    with pytest.raises(ConverterError, match=r"out: two: the claims on .* one expression has one"):
        converter("markup").write([made], tmp_path / "out")
