"""Files at addresses of fsspec, in a file system that is kept in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from gongkai.extract import input_endings
from gongkai.extract.errors import InputError, ReadError
from gongkai.extract.inputs import FileInput, UnreadableInput, only_input, survey_inputs
from gongkai.extract.sources import addresses, places, values
from gongkai.extract.sources import crawls as crawls_module
from gongkai.extract.sources import json_lines as json_lines_module
from gongkai.extract.sources import parquet as parquet_module
from tests.extract.input_folders import packed
from tests.extract.sources.collections import crawl, found, json_lines, parquet, record, reports

#: The package has an attribute of the same name.
REGISTRY = import_module("fsspec.registry")


@pytest.fixture(autouse=True)
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    files = fsspec.filesystem("memory")
    files.store.clear()
    files.pseudo_dirs[:] = [""]
    yield files
    files.store.clear()


def test_a_file_at_an_address_is_called_by_its_name(memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe("/box/年报.dat", b"words")
    assert reports("memory://box/年报.dat") == [("年报.dat", None, b"words")]


def test_a_folder_is_searched_by_the_rules_of_folders(memory: fsspec.AbstractFileSystem) -> None:
    names = ["b.txt", "a/z.HTML", "a/.hidden.txt", ".git/x.txt", "c.css", "a.txt", "d.parquet"]
    for name in (*names, "e.xls"):
        memory.pipe(f"/box/{name}", b"words")
    assert [each[0] for each in reports("memory://box")] == ["a/z.HTML", "a.txt", "b.txt", "e.xls"]
    assert reports("memory://box")[-1] == ("e.xls", None, "unsupported")
    assert survey_inputs(["memory://box/"]).skipped == {".css": 1, ".parquet": 1}


def test_matches_of_a_glob_are_named_after_its_fixed_part(
    memory: fsspec.AbstractFileSystem,
) -> None:
    for name in ("2022/report.txt", "2023/report.txt", "2023/report.css"):
        memory.pipe(f"/box/{name}", b"words")
    expected = ["2022/report.txt", "2023/report.txt"]
    for pattern in ("memory://box/*/report.*", "memory://box/**", "memory://box/20*"):
        assert [each.uri for each in found(pattern)] == expected
    assert [each.uri for each in found("memory://box/*/*.css")] == ["2023/report.css"]


def test_what_is_in_a_file_at_an_address_is_found(
    memory: fsspec.AbstractFileSystem, tmp_path: Path
) -> None:
    made = [
        parquet(tmp_path / "a.parquet", {"text": ["a"]}),
        json_lines(tmp_path / "b.jsonl", [{"text": "b"}]),
        json_lines(tmp_path / "c.jsonl.zst", [{"text": "c"}]),
        crawl(tmp_path / "d.warc.gz", [record("http://d", b"d", kind="resource", media="")]),
    ]
    for path in made:
        memory.pipe(f"/box/{path.name}", path.read_bytes())
    memory.pipe("/box/e.zip", packed({"e.txt": b"e"}))
    read = reports(*[f"memory://box/{path.name}" for path in made], "memory://box/e.zip")
    assert read == [
        ("a.parquet", "1", b"a"),
        ("b.jsonl", "1", b"b"),
        ("c.jsonl.zst", "1", b"c"),
        ("http://d", None, b"d"),
        ("e.zip", "e.txt", b"e"),
    ]
    assert [each[2] for each in reports("memory://box")] == [b"d", b"e"]


def test_an_archive_at_an_address_that_is_damaged_is_an_error(
    memory: fsspec.AbstractFileSystem,
) -> None:
    memory.pipe("/box/a.zip", b"words")
    assert reports("memory://box/a.zip") == [("a.zip", None, "damaged_archive")]


def test_chained_addresses_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x/a.txt", b"a")
        archive.writestr("x/b.txt", b"b")
    address = f"::file://{tmp_path}/a.zip"
    expected = [("a.txt", None, b"a"), ("b.txt", None, b"b")]
    assert reports(f"zip://x/*.txt{address}") == expected
    assert reports(f"zip://x{address}") == expected
    assert reports(f"zip://x/a.txt{address}") == expected[:1]


def test_files_of_this_machine_are_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    source = only_input(f"file://{tmp_path}/a.txt")
    assert source == FileInput("a.txt", str(tmp_path / "a.txt"))
    assert [each.uri for each in found(f"file://{tmp_path}", tmp_path)] == ["a.txt"]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("memory://box/gone.txt", "cannot be opened"),
        ("memory://box/*.txt", "matches nothing"),
        ("nonsense://box/a.txt", "no protocol nonsense"),
        ("zip://a.txt::nonsense://box/a.zip", "no protocol nonsense"),
        ("s3://box/a.txt", "needs a package that is not installed: Install s3fs"),
        ("https://www.example.cn/a.html", "needs a package that is not installed: .*aiohttp"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(
    address: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = REGISTRY.get_filesystem_class

    def without_packages(protocol: str) -> object:
        if protocol in {"s3", "https"}:
            raise ImportError(protocol)
        return known(protocol)

    monkeypatch.setattr(REGISTRY, "get_filesystem_class", without_packages)
    with pytest.raises(InputError, match=reason):
        survey_inputs([address])


def test_a_file_that_vanished_is_a_read_error(memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe("/box/a.txt", b"words")
    source = only_input("memory://box/a.txt")
    memory.rm("/box/a.txt")
    with pytest.raises(ReadError, match=r"^a\.txt cannot be opened \(.*\): check") as caught:
        source.read_bytes()
    assert caught.value.code == "not_found"


def test_what_a_file_system_raises_becomes_a_read_error(
    memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe("/box/a.txt", b"words")
    source = only_input("memory://box/a.txt")

    def refused(*arguments: object) -> object:
        raise RuntimeError("no\nrights")

    monkeypatch.setattr(type(memory), "open", refused)
    with pytest.raises(ReadError, match=r"^a\.txt cannot be opened \(RuntimeError: no rights\)"):
        source.read_bytes()


def test_a_folder_that_cannot_be_listed_is_an_error_of_its_own(
    memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a/a.txt", "b/b.txt"):
        memory.pipe(f"/box/{name}", b"words")
    listing = type(memory).ls

    def refused(files: object, path: str, **options: object) -> object:
        if path.endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return listing(files, path, **options)

    monkeypatch.setattr(type(memory), "ls", refused)
    first, second = found("memory://box")
    assert isinstance(first, UnreadableInput)
    assert "The folder a/ cannot be opened (Permission denied)" in first.message
    assert second.uri == "b/b.txt"


def test_a_file_that_is_too_long_is_a_read_error(
    memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "MAXIMUM_BYTES", 5)
    memory.pipe("/box/a.txt", b"12345")
    memory.pipe("/box/b.txt", b"123456")
    assert [each[2] for each in reports("memory://box")] == [b"12345", "too_large"]


class Web(fsspec.AbstractFileSystem):  # type: ignore[misc]  # fsspec has no types
    """A web server with some pages."""

    protocol = ("http", "https")
    pages = {  # noqa: RUF012 - never changed
        "https://www.example.cn/a.html?id=1": b"a",
        "https://www.example.cn/texts.jsonl?key=x": b'{"text": "b"}',
    }

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return path

    def info(self, path: str, **options: object) -> dict[str, object]:
        if path not in self.pages:
            raise FileNotFoundError(path)
        return {"name": path, "size": len(self.pages[path]), "type": "file"}

    def cat_file(self, path: str, start: int = 0, end: int = -1, **options: object) -> bytes:
        return self.pages[path][start:end]

    def _open(self, path: str, mode: str = "rb", **options: object) -> object:
        import io  # noqa: PLC0415

        return io.BytesIO(self.pages[path])


def test_pages_of_the_web_are_called_by_their_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(REGISTRY._registry, "https", Web)
    page = "https://www.example.cn/a.html?id=1"
    assert reports(page) == [(page, None, b"a")]
    lines = "https://www.example.cn/texts.jsonl?key=x"
    assert reports(lines) == [(lines, "1", b"b")]
    with pytest.raises(InputError, match=r"b\.html cannot be opened"):
        survey_inputs(["https://www.example.cn/b.html"])


def test_passwords_stand_in_no_record() -> None:
    secret = "https://name:secret@www.example.cn:8080/a?b=@"  # noqa: S105 - none
    assert places.without_password(secret) == "https://www.example.cn:8080/a?b=@"
    place = addresses._Place(secret, None, "")
    assert place.name_of(secret, "") == "https://www.example.cn:8080/a?b=@"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("simplecache::https://a:b@c.cn/d", "simplecache::https://c.cn/d"),
        ("zip://*.txt::sftp://a:b@c.cn/d.zip", "zip://*.txt::sftp://c.cn/d.zip"),
        (
            "cannot connect to ftp://a:b@c.cn:21, nor to a@c.cn",
            "cannot connect to ftp://c.cn:21, nor to a@c.cn",
        ),
        (
            "https://a.cn/b?id=1&X-Amz-Signature=ab%2F&n=2",
            "https://a.cn/b?id=1&X-Amz-Signature=&n=2",
        ),
        (
            "https://a.cn/b?signature=ab&OSSAccessKeyId=c#d",
            "https://a.cn/b?signature=&OSSAccessKeyId=#d",
        ),
        ("https://a.cn/b?assignature=1&id=2", "https://a.cn/b?assignature=1&id=2"),
    ],
)
def test_what_lets_others_in_is_left_out_of_any_text(text: str, shown: str) -> None:
    assert places.without_password(text) == shown


def test_passwords_stand_in_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(REGISTRY._registry, "https", Web)
    page = "https://name:secret@www.example.cn/gone.html"
    told = []
    for argument in (page, f"{page}*", f"simplecache::{page}"):
        with pytest.raises(InputError) as refused:
            survey_inputs([argument])
        told.append(str(refused.value))
    for source in (
        addresses.AddressInput("gone.html", page),
        json_lines_module.JsonLine("a", None, page, "text", None, 1, 0, 10),
        parquet_module.ParquetRow("a", None, page, "text", None, 0, 1),
        crawls_module.CrawlRecord("a", None, page, 0),
    ):
        with pytest.raises(ReadError) as failed:
            source.read_bytes()
        told.append(str(failed.value))
    assert len(told) == 7
    assert not [each for each in told if "secret" in each or "www.example.cn" not in each]


class Server(MemoryFileSystem):  # type: ignore[misc]  # fsspec has no types
    """A server, whose name is in addresses and in no path."""

    protocol = "kept"

    def __init__(self, host: str, **options: object) -> None:
        assert host == "name:secret@server"
        super().__init__(**options)

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return f"/{path.removeprefix('kept://').partition('/')[2]}".rstrip("/")

    @staticmethod
    def _get_kwargs_from_urls(path: str) -> dict[str, str]:
        return {"host": path.removeprefix("kept://").partition("/")[0]}


@pytest.mark.parametrize("below", ["", "/", "/box", "/box/*.txt", "/*/b.txt"])
def test_a_server_that_is_in_no_path_stays_in_the_address(
    memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    monkeypatch.setitem(REGISTRY._registry, "kept", Server)
    memory.pipe("/box/b.txt", b"words")
    (source,) = found(f"kept://name:secret@server{below}")
    assert source.read_bytes() == b"words"
    assert "secret" not in source.uri


@pytest.mark.parametrize(
    ("argument", "root", "path", "address"),
    [
        ("s3://bucket/a", "bucket/a", "bucket/a/b", "s3://bucket/a/b"),
        ("sftp://data/data/", "/data", "/data/b", "sftp://data/data/b"),
        ("abfs://box@account/a", "box/a", "box/a/b", "abfs://box@account/a/b"),
        ("abfs://box@inbox/a", "box/a", "box/a/b", "abfs://box@inbox/a/b"),
        ("github://a:b@main", "", "c/d", "github://a:b@main/c/d"),
        ("github://a:b@main/c", "c", "c/d", "github://a:b@main/c/d"),
        ("zip://*.txt::s3://a/b.zip", "*.txt", "c.txt", "zip://c.txt::s3://a/b.zip"),
        (
            "filecache::https://a.cn/b/",
            "https://a.cn/b/",
            "https://a.cn/b/c",
            "filecache::https://a.cn/b/c",
        ),
    ],
)
def test_paths_become_addresses_again(argument: str, root: str, path: str, address: str) -> None:
    assert addresses._Place(argument, None, root).address_of(path) == address


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("s3://a", True),
        ("zip://*.txt::s3://a/b.zip", True),
        ("simplecache::s3://a", True),
        ("abfs+x.1://a", True),
        ("C://a", False),
        ("a/b", False),
        ("a::b", False),
        ("./s3://a", False),
    ],
)
def test_addresses_are_told_from_paths(text: str, is_one: bool) -> None:
    assert places.is_address(text) is is_one


def test_the_query_of_an_address_is_no_ending() -> None:
    assert input_endings.suffix_of("https://a/b.Parquet?x=.txt#.html") == ".parquet"
    assert input_endings.suffix_of("b.txt?x") == ".txt?x"
