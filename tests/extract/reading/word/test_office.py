"""Older formats are read by way of LibreOffice, which can do nothing else meanwhile."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gongkai.annotations.documents import FORMATS, drafted_reports
from gongkai.extract.errors import ReadError
from gongkai.extract.reading.word import converting, read_office
from tests.extract.reading.word.files import paragraph, word_file, zip_of

RTF = rb"{\rtf1 a}"
OPEN_DOCUMENT = zip_of({"mimetype": "application/vnd.oasis.opendocument.text"}, packed=False)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WITH_SHELL = pytest.mark.skipif(os.name != "posix", reason="the program is a shell script")
WITH_OFFICE = pytest.mark.skipif(
    converting.office_program() is None, reason="LibreOffice is not installed"
)


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let temporary folders be made in a folder of the test's own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a shell script in the place of LibreOffice; ``$out`` is where it has to write."""

    def install(script: str) -> None:
        path = tmp_path / "office"
        find = 'for each; do [ "$last" = --outdir ] && out=$each; last=$each; done\n'
        path.write_text(f"#!/bin/sh\n{find}{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv(converting.VARIABLE, str(path))

    return install


def refusal(data: bytes = RTF) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_office(data)
    return caught.value


@pytest.mark.parametrize("named", ["/nowhere/soffice", None])
def test_what_is_missing_is_named_with_the_remedy(
    named: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if named is None:
        monkeypatch.delenv(converting.VARIABLE, raising=False)
        monkeypatch.setattr(converting, "_USUAL_PLACES", ())
        monkeypatch.setenv("PATH", "")
    else:
        monkeypatch.setenv(converting.VARIABLE, named)
    error = refusal()
    assert error.code == "missing_program"
    assert "install" in str(error)


@WITH_SHELL
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (RTF, ("application/rtf", "rtf")),
        (OPEN_DOCUMENT, ("application/vnd.oasis.opendocument.text", "odt")),
        (COMPOUND, ("application/msword", "doc")),
    ],
)
def test_the_media_type_and_the_ending_are_those_of_the_document(
    data: bytes, expected: tuple[str, str], tmp_path: Path, program: Callable[[str], None]
) -> None:
    (tmp_path / "result").write_bytes(word_file(paragraph("甲")))
    program(f'echo "$last" > {tmp_path}/given; cp {tmp_path}/result "$out"/document.docx')
    contents = read_office(data)
    ending = (tmp_path / "given").read_text().strip().rpartition(".")[2]
    assert contents.text == "甲"
    assert (contents.media_type, ending) == expected


@WITH_SHELL
def test_each_call_has_a_profile_of_its_own_in_which_everything_is_off(
    tmp_path: Path, workshop: Path, program: Callable[[str], None]
) -> None:
    (tmp_path / "result").write_bytes(word_file(paragraph("甲")))
    program(
        f'mkdir -p {tmp_path}/kept/$$; cp -r "$out"/../profile {tmp_path}/kept/$$; '
        f'echo "$@" > {tmp_path}/kept/$$/given; cp {tmp_path}/result "$out"/document.docx'
    )
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(read_office, [RTF] * 4))
    kept = list((tmp_path / "kept").iterdir())
    assert len({(folder / "given").read_text() for folder in kept}) == 4
    settings = ElementTree.parse(kept[0] / "profile/user/registrymodifications.xcu")  # noqa: S314
    values = {
        prop.get("{http://openoffice.org/2001/registry}name"): prop.findtext("value")
        for prop in settings.iter("prop")
    }
    assert values["DisableMacrosExecution"] == "true"
    assert values["BlockUntrustedRefererLinks"] == "true"
    assert values["ooInetHTTPProxyName"] == "127.0.0.1"
    java = list((kept[0] / "profile/user/config").glob("javasettings_*.xml"))
    assert all(">false<" in path.read_text() for path in java)
    assert java
    assert not list(workshop.iterdir())


@WITH_SHELL
@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("exit 1", "damaged"),
        ('mkdir "$out"/document.docx', "damaged"),
        ('echo no zip > "$out"/document.docx', "damaged"),
        ('head -c 20000 /dev/zero > "$out"/document.docx', "too_large"),
        ("kill -SEGV $$", "damaged"),
    ],
)
def test_what_is_not_converted_is_refused(
    script: str, code: str, workshop: Path, program: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(converting, "MAXIMUM_BYTES", 10_000)
    program(script)
    assert refusal().code == code
    assert not list(workshop.iterdir())


@WITH_SHELL
def test_a_program_that_cannot_be_started_is_named(
    tmp_path: Path, program: Callable[[str], None]
) -> None:
    program("exit 0")
    (tmp_path / "office").write_text("#!/nowhere\n")
    assert refusal().code in {"missing_program", "damaged"}


def ended(pid: int) -> bool:
    """Tell whether a process has ended, or is about to be cleared away."""
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        status = Path(f"/proc/{pid}/stat")
        if status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


@WITH_SHELL
def test_a_program_that_takes_too_long_is_ended_with_all_it_started(
    tmp_path: Path, workshop: Path, program: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converting, "CONVERSION_SECONDS", 0.5)
    program(f"sleep 60 & echo $! > {tmp_path}/child; wait")
    assert refusal().code == "too_complex"
    assert ended(int((tmp_path / "child").read_text()))
    assert not list(workshop.iterdir())


@WITH_SHELL
def test_what_a_program_leaves_running_is_ended(
    tmp_path: Path, program: Callable[[str], None]
) -> None:
    (tmp_path / "result").write_bytes(word_file(paragraph("甲")))
    program(f'sleep 60 & echo $! > {tmp_path}/child; cp {tmp_path}/result "$out"/document.docx')
    assert read_office(RTF).text == "甲"
    assert ended(int((tmp_path / "child").read_text()))


@WITH_SHELL
def test_an_interruption_ends_the_program(
    tmp_path: Path, workshop: Path, program: Callable[[str], None]
) -> None:
    program(f"sleep 60 & echo $! > {tmp_path}/child; kill -INT {os.getpid()}; wait")
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            read_office(RTF)
    finally:
        signal.signal(signal.SIGINT, before)
    assert ended(int((tmp_path / "child").read_text()))
    assert not list(workshop.iterdir())


@WITH_SHELL
def test_a_killed_reader_leaves_no_program_behind(
    tmp_path: Path, program: Callable[[str], None]
) -> None:
    program(f"sleep 60 & echo $! > {tmp_path}/child; kill -KILL $PPID; wait")
    read = "from gongkai.extract.reading.word import read_office; read_office(b'{\\rtf1 a}')"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", read]
    subprocess.run(command, check=False, env=environment)  # noqa: S603
    assert ended(int((tmp_path / "child").read_text()))


@WITH_SHELL
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux is known to bound files")
def test_a_program_cannot_write_without_end(
    tmp_path: Path, program: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converting, "_SCRIPT", 'ulimit -f 2000; exec "$@"')
    program(f'head -c 9000000 /dev/zero > "$out"/x; wc -c < "$out"/x > {tmp_path}/size')
    assert refusal().code == "damaged"
    assert int((tmp_path / "size").read_text()) < 4_000_000


@pytest.mark.slow
@WITH_OFFICE
@pytest.mark.parametrize("name", ["doc", "rtf", "odt", "doc_automatic"])
def test_reports_are_read_from_older_formats(name: str, workshop: Path) -> None:
    report = drafted_reports()[0].draft
    (document,) = FORMATS[name].documents([report])
    lines = read_office(document).text.split("\n")
    plain = [line.rstrip() for line in report.plain_text().split("\n") if line.strip()]
    assert [line.rstrip() for line in lines if line.strip()] == plain
    assert not list(workshop.iterdir())


@pytest.mark.slow
@WITH_OFFICE
def test_calls_at_the_same_time_do_not_meet() -> None:
    documents = [rb"{\rtf1 %d}" % number for number in range(3)]
    with ThreadPoolExecutor(3) as pool:
        assert [each.text for each in pool.map(read_office, documents)] == ["0", "1", "2"]


@pytest.mark.slow
@WITH_OFFICE
@pytest.mark.parametrize("data", [COMPOUND, OPEN_DOCUMENT, b"{\\rtf" + b"{" * 5000])
def test_damaged_documents_are_refused(data: bytes) -> None:
    assert refusal(data).code in {"damaged", "no_text"}


class Visitors(list[str]):
    """The paths that were asked for from a server of the test's own."""

    url: str


@pytest.fixture
def visitors() -> Iterator[Visitors]:
    """Run a server that notes who asks for what."""
    found = Visitors()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - as the server calls them

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()


_BASIC = (
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
    'script:language="StarBasic">Sub Main\nOpen "{path}" For Output As #1\nPrint #1, "ran"\n'
    "Close #1\nEnd Sub\n</script:module>"
)
_CONTENT = """<office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink">
 <office:scripts><office:event-listeners><script:event-listener script:language="ooo:script"
 script:event-name="dom:load" xlink:type="simple"
 xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document"/>
 </office:event-listeners></office:scripts><office:body><office:text>
 <text:p>正文<draw:frame text:anchor-type="as-char" svg:width="5cm" svg:height="5cm">
 <draw:image xlink:href="{url}/picture.png" xlink:type="simple"/></draw:frame></text:p>
 <text:section text:name="s"><text:section-source xlink:href="{file}"/><text:p>旧</text:p>
 </text:section></office:text></office:body></office:document-content>"""
_LIBRARY = (
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
    'library:readonly="false" library:passwordprotected="false">'
    '<library:element library:name="Module1"/></library:library>'
)
_LIBRARIES = (
    '<library:libraries xmlns:library="http://openoffice.org/2000/library">'
    '<library:library library:name="Standard" library:link="false"/></library:libraries>'
)


def trap(url: str, file: str, written: Path) -> bytes:
    """Return a document that fetches a picture and a file and runs a macro, if it is let."""
    names = ("content.xml", "Basic/script-lc.xml", "Basic/Standard/script-lb.xml",
             "Basic/Standard/Module1.xml")  # fmt: skip
    entries = "".join(
        f'<m:file-entry m:full-path="{name}" m:media-type="text/xml"/>' for name in names
    )
    media_type = "application/vnd.oasis.opendocument.text"
    return zip_of(
        {
            "mimetype": media_type,
            "META-INF/manifest.xml": '<m:manifest m:version="1.2" '
            'xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{media_type}"/>{entries}</m:manifest>',
            "content.xml": _CONTENT.format(url=url, file=file),
            "Basic/script-lc.xml": _LIBRARIES,
            "Basic/Standard/script-lb.xml": _LIBRARY,
            "Basic/Standard/Module1.xml": _BASIC.format(path=written),
        },
        packed=False,
    )


@pytest.mark.slow
@WITH_OFFICE
def test_macros_are_not_run_and_nothing_is_fetched(tmp_path: Path, visitors: Visitors) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    written = tmp_path / "written"
    contents = read_office(trap(visitors.url, secret.as_uri(), written))
    assert contents.text.startswith("正文")
    assert "SECRET" not in contents.text
    assert not written.exists()
    fields = "".join(
        rf'{{\field{{\*\fldinst {code} "{visitors.url}/{code}" \\d}}{{\fldrslt x}}}}'
        for code in ("INCLUDEPICTURE", "INCLUDETEXT")
    )
    rich = rf"{{\rtf1{{\*\template {visitors.url}/a.dot}}text {fields}\par}}"
    assert read_office(rich.encode()).text.startswith("text")
    assert visitors == []
