"""The folder of a model is replaced as a whole, or left as it was."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from gongkai.training.errors import TrainingError
from gongkai.training.placing import check_place, placed


def fill(folder: Path, words: str) -> None:
    for name in ("config.cfg", "meta.json"):
        (folder / name).write_text(words, encoding="utf-8")


def fill_half(folder: Path, error: BaseException) -> None:
    with placed(folder) as place:
        fill(place, "half")
        raise error


def model(folder: Path) -> Path:
    folder.mkdir()
    fill(folder, "old")
    (folder / "rest").mkdir()
    return folder


def test_a_new_folder_is_made_with_those_around_it(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    check_place(folder)
    assert not (tmp_path / "a").exists()
    with placed(folder) as place:
        fill(place, "new")
        assert not folder.exists()
    assert sorted(each.name for each in folder.iterdir()) == ["config.cfg", "meta.json"]
    assert [each.name for each in (tmp_path / "a").iterdir()] == ["b"]


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    check_place(tmp_path)
    (tmp_path / "empty").mkdir()
    with placed(tmp_path / "empty") as place:
        fill(place, "new")
    assert (tmp_path / "empty" / "config.cfg").read_text("utf-8") == "new"


def test_a_model_is_replaced_as_a_whole(tmp_path: Path) -> None:
    folder = model(tmp_path / "model")
    check_place(folder)
    with placed(folder) as place:
        fill(place, "new")
    assert not (folder / "rest").exists()
    assert (folder / "meta.json").read_text("utf-8") == "new"
    assert [each.name for each in tmp_path.iterdir()] == ["model"]


def test_a_link_to_a_model_stays_a_link(tmp_path: Path) -> None:
    folder = model(tmp_path / "model")
    (tmp_path / "link").symlink_to(folder)
    with placed(tmp_path / "link") as place:
        fill(place, "new")
    assert (tmp_path / "link").is_symlink()
    assert (folder / "meta.json").read_text("utf-8") == "new"


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device", "x")]
)
def test_when_writing_ends_early_the_old_model_is_still_there(
    tmp_path: Path, error: BaseException
) -> None:
    folder = model(tmp_path / "model")
    with pytest.raises(type(error)) as raised:
        fill_half(folder, error)
    if isinstance(raised.value, OSError):
        assert raised.value.filename == str(folder)
    assert (folder / "meta.json").read_text("utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["model"]


def test_when_the_new_model_cannot_be_moved_the_old_one_comes_back(tmp_path: Path) -> None:
    folder = model(tmp_path / "model")
    with pytest.raises(FileNotFoundError), placed(folder) as place:
        place.rmdir()
    assert (folder / "meta.json").read_text("utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["model"]


def test_what_is_no_model_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    for check in (check_place, lambda folder: placed(folder).__enter__()):
        with pytest.raises(TrainingError, match="holds something that is no model"):
            check(tmp_path)
        with pytest.raises(TrainingError, match="is no folder"):
            check(tmp_path / "notes.txt")
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"


def test_a_place_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(TrainingError, match="Nothing can be written"):
        check_place(tmp_path / "file" / "model")
