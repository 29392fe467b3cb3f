"""Hidden elements are read where they are parts of the report, and only there."""

import pytest

from gongkai.extract.reading import read
from tests.extract.reading.html.sites import LINES, TABLE, TITLE

_FIRST = "".join(f"<p>{line}</p>" for line in LINES[1:5])
_LAST = "".join(f"<p>{line}</p>" for line in LINES[9:])
_HIDDEN = "<div style='display:none'>{}</div>"
_MESSAGE = _HIDDEN.format("<p>您即将离开本站，外部网站的内容由其负责。</p>")


def _lines(body: str) -> tuple[str, ...]:
    return tuple(read(f"<html><body><h1>{TITLE}</h1>{body}".encode()).text.split("\n"))


@pytest.mark.parametrize(
    "body",
    [
        f"{_FIRST}{TABLE}{_HIDDEN.format(_LAST)}",
        f"{_FIRST}{_HIDDEN.format(TABLE)}{_LAST}",
        _HIDDEN.format(f"{_FIRST}{TABLE}{_LAST}"),
        f"{_FIRST}{TABLE}<p>{LINES[9]}</p>{_HIDDEN.format(LINES[10])}<p>{LINES[11]}</p>"
        + _HIDDEN.format(LINES[12]),
    ],
    ids=["last sections", "table", "all", "below headings"],
)
def test_parts_of_the_report_are_shown_once_a_reader_asks_for_them(body: str) -> None:
    assert _lines(body) == LINES
    assert _lines(body + _MESSAGE) == LINES


@pytest.mark.parametrize(
    "hidden",
    [
        _FIRST + TABLE + _LAST,
        (_FIRST + TABLE + _LAST).replace("37", "52").replace(">3<", ">8<"),
        "<p>请打开微信，点击底部的发现。</p>",
    ],
    ids=["copy", "another year", "message"],
)
def test_copies_other_years_and_messages_stay_hidden(hidden: str) -> None:
    report = f"<div>{_FIRST}{TABLE}{_LAST}</div>"
    assert _lines(_HIDDEN.format(hidden) + report) == LINES
    assert _lines(report + _HIDDEN.format(hidden)) == LINES
