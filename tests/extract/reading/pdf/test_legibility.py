"""Whether text is what its page shows."""

from __future__ import annotations

import pytest

from gongkai.extract.reading.pdf.legibility import is_legible

REPORT = (
    "本年度我镇主动公开政府信息十二条，其中通过网站公开八条，通过公示栏公开四条。"
    "收到信息公开申请三件，均已在规定时间内答复。没有因政府信息公开被申请行政复议。"
)
TRADITIONAL = (
    "本年度我鎮主動公開政府資訊十二條，其中透過網站公開八條，透過公示欄公開四條。"
    "收到資訊公開申請三件，均已在規定時間內答復。沒有因政府資訊公開被申請行政復議。"
)


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        TRADITIONAL,
        REPORT * 5,
        REPORT + "\uf06c" * 2,  # bullets of a font of symbols
        "3",
        "—2—",
        "Annual report 2023",
        "序号姓名职务" + "龑喆昉堃" * 2,
        "0 0 12 3 0 0 15".replace(" ", ""),
    ],
)
def test_reports_their_tables_and_their_page_numbers_are_legible(text: str) -> None:
    assert is_legible(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufffd\ufffd",
        "\ue000\ue001\ue002" * 20,
        REPORT + "\ue0e5" * 20,  # the figures alone are not named
        "\x01\x02\x03" * 10 + REPORT[:30],
        REPORT.encode("gb2312").decode("latin-1"),
        "".join(chr(0x3400 + 37 * place % 6000) for place in range(200)),
        "".join(chr(0x4E00 + 101 * place % 20000) for place in range(200)),
        "".join(
            bytes((0xB0 + 7 * place % 40, 0xA1 + 11 * place % 90)).decode("gb2312", "ignore")
            for place in range(300)
        ),
    ],
)
def test_text_of_fonts_that_do_not_name_their_characters_is_not(text: str) -> None:
    assert not is_legible(text)


def test_parts_of_glyphs_count_each() -> None:
    assert is_legible(["ffi", "年报"])
    assert not is_legible(["f\ufffd", "年"])
