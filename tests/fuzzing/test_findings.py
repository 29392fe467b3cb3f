"""What fuzzing found stays mended, and fuzzing itself finds what it is made to find."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import pytest

from gongkai.extract import ReadError
from gongkai.models.document import (
    Block,
    Document,
    Grid,
    GridCell,
    Metadata,
    Notice,
    Paragraph,
    Source,
    Span,
)
from gongkai.models.layout import Layout
from tests.fuzzing import __main__ as fuzzing
from tests.fuzzing import oracle
from tests.fuzzing.__main__ import main
from tests.fuzzing.oracle import BrokenRule, TooLarge, TooSlow, judge
from tests.fuzzing.targets import TARGETS, Target
from tests.fuzzing.tokens import mutate_bytes

FINDINGS = sorted((Path(__file__).parent / "findings").glob("*/*.bin"))
#: What the extra ``ocr`` brings is needed by these.
NEEDS_OCR = frozenset({"pictures", "recognition"})
MUTATIONS = 20
TEXT = "甲\n乙\t丙\n丁\t戊"
SOURCE = Source("a", None, "text/html", None, 1, "0" * 64)


def target_of(name: str) -> Target:
    if name in NEEDS_OCR:
        pytest.importorskip("rapidocr", reason="needs gongkai[ocr]")
    return TARGETS[name]


@pytest.mark.parametrize(
    "path", FINDINGS, ids=[f"{path.parent.name}-{path.stem}" for path in FINDINGS]
)
def test_a_file_that_did_harm_is_read_or_refused(path: Path) -> None:
    target_of(path.parent.name).run(path.read_bytes())


def test_every_finding_says_what_it_was() -> None:
    assert {path.with_suffix(".txt") for path in FINDINGS} == set(
        (Path(__file__).parent / "findings").glob("*/*.txt")
    )
    assert all(path.with_suffix(".txt").read_text(encoding="utf-8").strip() for path in FINDINGS)


@pytest.mark.parametrize("name", [name for name in TARGETS if name != "recognition"])
def test_changed_files_are_read_or_refused(name: str) -> None:
    target = target_of(name)
    random = Random(2023)  # noqa: S311 - no secrets
    seeds = target.seeds()
    for number in range(MUTATIONS):
        seed = seeds[number % len(seeds)]
        target.run_quickly(target.mutated(seed, random, lambda part: mutate_bytes(part, random)))


@pytest.mark.parametrize("name", [name for name in TARGETS if name != "pages"])
def test_mutation_starts_from_sound_files(name: str) -> None:
    target = target_of(name)
    assert all(0 < len(seed) < 50_000 for seed in target.seeds())
    if name in {"word", "web_archive", "pdf", "html", "text"}:
        assert any(not isinstance(target.read(seed, False), ReadError) for seed in target.seeds())


def test_a_changed_word_file_is_a_zip_file_of_which_a_part_has_changed() -> None:
    target = TARGETS["word"]
    random = Random(7)  # noqa: S311 - no secrets
    seed = target.seeds()[0]
    changed = 0
    for _ in range(MUTATIONS):
        mutated = target.mutate(seed, random, lambda part: mutate_bytes(part, random))
        with zipfile.ZipFile(io.BytesIO(mutated)) as archive:
            assert archive.testzip() is None
        changed += mutated != seed
    assert changed > MUTATIONS / 2


def document(
    *blocks: Block,
    text: str = TEXT,
    layout: Layout | None = None,
    notices: tuple[Notice, ...] = (),
    title: str | None = None,
) -> Document:
    return Document(text, blocks, SOURCE, Metadata(title=title), notices, layout)


def grid(*cells: GridCell, rows: int = 2, columns: int = 2) -> Grid:
    return Grid(Span(2, len(TEXT)), rows, columns, cells)


def layout(pages: int = len(TEXT), left: float = 0.0, certainty: float = 1.0) -> Layout:
    boxes = np.zeros((len(TEXT), 4), dtype=np.float32)
    boxes[0, 0] = left
    sure = np.full(len(TEXT), certainty, dtype=np.float32)
    return Layout(np.ones(pages, dtype=np.int32), boxes, sure)


CELL = GridCell(0, 0, 1, 1, Span(2, 3))
NEXT = GridCell(0, 1, 1, 1, Span(4, 5))


def test_a_sound_document_passes() -> None:
    sound = document(Paragraph(Span(0, 1)), grid(CELL, NEXT), layout=layout(), title="报告")
    assert judge(lambda: sound) is sound


@pytest.mark.parametrize(
    "broken",
    [
        document(Paragraph(Span(0, 99))),
        document(Paragraph(Span(1, 0))),
        document(Paragraph(Span(0, 4))),
        document(Paragraph(Span(4, 5)), Paragraph(Span(0, 1))),
        document(Paragraph(Span(0, 1)), Paragraph(Span(0, 1))),
        document(grid(CELL, CELL)),
        document(grid(NEXT, CELL)),
        document(grid(GridCell(0, 0, 3, 1, Span(2, 3)))),
        document(grid(GridCell(0, 0, 0, 1, Span(2, 3)))),
        document(grid(GridCell(0, 0, 1, 1, Span(0, 1)))),
        document(grid(GridCell(0, 0, 1, 1, Span(2, 5)))),
        document(grid(CELL, rows=3)),
        document(grid(CELL, columns=3)),
        document(layout=layout(pages=3)),
        document(layout=layout(left=9.0)),
        document(layout=layout(left=float("nan"))),
        document(layout=layout(certainty=2.0)),
        document(notices=(Notice("no code", "A sentence."),)),
        document(notices=(Notice("code", "Two\nlines."),)),
        document(notices=(Notice("code", "A sentence.", Span(0, 99)),)),
        document(title="甲\n乙"),
        document(text="\0"),
        document(text="\ud800"),
    ],
)
def test_a_broken_document_is_found(broken: Document) -> None:
    with pytest.raises(BrokenRule):
        judge(lambda: broken)


def raising(error: Exception) -> Callable[[], Document]:
    def read() -> Document:
        raise error

    return read


@pytest.mark.parametrize("message", ["no full stop", "Two\nlines.", "Long " * 200 + "."])
def test_a_refusal_that_is_not_one_sentence_is_found(message: str) -> None:
    with pytest.raises(BrokenRule):
        judge(raising(ReadError("damaged", message)))


def test_a_refusal_in_one_sentence_passes() -> None:
    assert isinstance(judge(raising(ReadError("damaged", "It is damaged."))), ReadError)


def test_any_other_error_is_found() -> None:
    with pytest.raises(KeyError):
        judge(raising(KeyError("a")))


def test_what_takes_too_long_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oracle, "MOST_SECONDS", 0.0)
    with pytest.raises(TooSlow):
        judge(lambda: document(Paragraph(Span(0, 1))))


@pytest.mark.skipif(not oracle.knows_memory(), reason="this system does not tell the memory used")
def test_what_takes_too_much_memory_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def read() -> Document:
        assert len(bytearray(80 * 2**20)) > 0
        return document()

    assert judge(read)
    monkeypatch.setattr(oracle, "MOST_BYTES", 2**20)
    with pytest.raises(TooLarge):
        judge(read)


def test_a_reader_that_is_not_known_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["fuzzing", "csv"])
    assert main() == 2
    assert "csv is no reader: choose from text" in capsys.readouterr().out


@pytest.mark.parametrize("is_mended", [False, True])
def test_what_an_earlier_run_found_is_told_until_it_is_mended(
    is_mended: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = tmp_path / "findings" / "text" / "KeyError-00000000.bin"
    found.parent.mkdir(parents=True)
    found.write_bytes(b"a")
    found.with_suffix(".txt").write_text("KeyError", encoding="utf-8")
    folders = ["--corpus", str(tmp_path), "--findings", str(tmp_path / "findings")]
    monkeypatch.setattr("sys.argv", ["fuzzing", "text", "--seconds", "0", *folders])
    monkeypatch.setattr(fuzzing, "_fails", lambda *_: not is_mended)
    assert main() == (0 if is_mended else 1)
    assert (str(found) in capsys.readouterr().out) is not is_mended
    assert found.exists() is found.with_suffix(".txt").exists() is not is_mended


def test_a_file_that_hangs_when_it_is_read_again_is_confirmed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "native-timeout-a"
    path.write_bytes(b"a")
    monkeypatch.setattr(fuzzing, "_REPLAY_SECONDS", 0.01)
    assert fuzzing._fails("text", path)
