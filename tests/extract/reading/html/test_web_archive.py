"""Web archives: the page with the report is read, however it is written and wherever it is."""

import time
from datetime import date

import pytest

from gongkai.extract.errors import ReadError
from gongkai.extract.reading import read
from gongkai.extract.reading.html import read_web_archive
from gongkai.extract.reading.limits import MHTML_DEPTH, MHTML_PARTS
from tests.extract.reading.html.archives import BOUNDARY, Part, archive
from tests.extract.reading.html.sites import LINES, TITLE, TRS_EDITOR, WORD

_PAGE = TRS_EDITOR.encode()
_PICTURE = Part(b"GIF89a" * 50, "image/gif", "base64", {"Content-Location": "a.gif"})
_MENU = Part("<html><body><a href=/>首页</a><p>欢迎访问本站，祝您愉快。</p>".encode())


def _lines(data: bytes) -> tuple[str, ...]:
    document = read(data)
    assert document.source.media_type == "multipart/related"
    return tuple(document.text.split("\n"))


@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit", "binary"])
def test_the_page_is_read_in_every_way_it_may_be_written(end: bytes, transfer: str) -> None:
    assert _lines(archive(Part(_PAGE, transfer=transfer), _PICTURE, end=end)) == LINES


@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("gb2312", "gb18030"),
        ("utf-8", "utf-8"),
        ("unicode", "utf-16"),
        ("utf-8", "gb18030"),
        ("us-ascii", "gb18030"),
        ("unknown-8bit", "gb18030"),
        ("no-such-charset", "utf-8"),
    ],
)
def test_the_charset_of_the_part_is_no_more_believed_than_that_of_a_page(
    charset: str, codec: str
) -> None:
    part = Part(WORD.encode(codec), f'text/html; charset="{charset}"', "base64")
    document = read(archive(_PICTURE, part))
    assert tuple(document.text.split("\n")) == LINES
    assert document.source.encoding == codec


def test_a_page_alone_is_an_archive_too() -> None:
    head = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n"
    assert _lines(head + b"Content-Transfer-Encoding: 8bit\r\n\r\n" + _PAGE) == LINES


def test_what_browsers_say_about_the_page_is_read() -> None:
    subject = f"Subject: =?utf-8?Q?{'=E5' * 40}?=\n"
    head = f"From: <Saved by Blink>\nSnapshot-Content-Location: http://a.example/1\n{subject}"
    document = read(archive(_MENU, Part(_PAGE), head=head))
    assert (document.metadata.title, document.metadata.published) == (TITLE, date(2023, 1, 16))


def test_of_page_and_frames_the_one_with_the_report_is_read() -> None:
    head = "Content-Location: http://a.example/main.htm\n"
    main = Part(
        f'<html><head><title>{TITLE}</title><meta name="PubDate" content="2023-02-01"></head>'
        "<frameset><frame src=menu.htm><frame src=nb.htm></frameset>".encode(),
        fields={"Content-Location": "http://a.example/main.htm"},
    )
    inner = Part(_PAGE.replace(b'content="2023-01-16 09:05"', b"").replace(b"2023-01-16", b""))
    document = read(archive(_MENU, main, inner, head=head))
    assert tuple(document.text.split("\n")) == LINES
    assert document.metadata.published == date(2023, 2, 1)


def test_of_several_reports_the_root_is_read() -> None:
    other = Part(TRS_EDITOR.replace("37条", "99条").encode(), fields={"Content-ID": "<a@b>"})
    root = Part(_PAGE, fields={"Content-ID": "<root@b>"})
    assert _lines(archive(other, root, more=' start="<root@b>";')) == LINES
    assert "99条" in read(archive(other, root)).text


def test_parts_in_parts_are_found() -> None:
    inner = Part(
        b"--inner\r\n" + Part(_PAGE).written(b"\r\n") + b"--inner--\r\n",
        "multipart/alternative; boundary=inner",
        "7bit",
    )
    forwarded = Part(b"Subject: a\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + _PAGE,
                     "message/rfc822", "8bit")  # fmt: skip
    assert _lines(archive(_PICTURE, inner)) == LINES
    assert _lines(archive(_PICTURE, forwarded)) == LINES


def test_an_archive_that_is_cut_off_behind_its_page_is_read() -> None:
    data = archive(Part(_PAGE), _PICTURE)
    assert _lines(data[: data.index(b"image/gif")]) == LINES


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "damaged"),
        (archive(_PICTURE), "damaged"),
        (archive(_PICTURE, boundary="x" * 300), "damaged"),
        (archive(Part(b"", transfer="base64")), "no_text"),
        (
            archive(
                Part(b"%" * 900, transfer="8bit", fields={"Content-Transfer-Encoding": "base64"})
            ),
            "no_text",
        ),
        (archive(Part(b"\0\1\2\xff" * 900)), "binary"),
        (archive(*[_PICTURE] * (MHTML_PARTS + 5)), "too_large"),
    ],
)
def test_an_archive_without_a_page_says_so(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data)
    assert caught.value.code == code


def test_parts_that_lie_too_deep_are_refused() -> None:
    part = Part(_PAGE)
    for level in range(MHTML_DEPTH + 1):
        inner = f"--level{level}\r\n".encode() + part.written(b"\r\n")
        part = Part(inner, f"multipart/mixed; boundary=level{level}", "8bit")
    with pytest.raises(ReadError, match="nested") as caught:
        read(archive(part))
    assert caught.value.code == "too_large"


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n"
        + b"--a\n" * 2_000_000,
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n" + b"\n--" * 2_000_000,
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n" + b"X: y\n" * 1_000_000,
        b"MIME-Version: 1.0\nContent-Type: text/html; " + b"a*0=b; " * 9_000 + b"\n\n",
        b"MIME-Version: 1.0\nContent-Type: text/html\n"
        b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=\n" * 2_000_000,
        b"MIME-Version: 1.0\nContent-Type: message/rfc822\n\n" * 50_000,
    ],
    ids=["boundaries", "dashes", "fields", "parameters", "soft breaks", "messages"],
)
def test_hostile_archives_end_soon(data: bytes) -> None:
    begun = time.perf_counter()
    with pytest.raises(ReadError):
        read_web_archive(data)
    assert time.perf_counter() - begun < 20


def test_boundaries_inside_the_page_do_not_end_it() -> None:
    page = TRS_EDITOR.replace("<body>", f"<body><p>{BOUNDARY} --{BOUNDARY}</p>")
    document = read(archive(Part(page.encode(), transfer="8bit")))
    assert tuple(document.text.split("\n"))[-len(LINES) + 1 :] == LINES[1:]
