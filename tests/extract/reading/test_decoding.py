"""Every encoding reports come in is told by the characters, whatever is declared."""

import pytest

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.decoding import REPLACEMENT, decode
from gongkai.extract.reading.limits import TEXT_BYTES

HEADING = "云岭市白塔区2023年政府信息公开工作年度报告"
BODY = HEADING + "\n一、总体情况\n全年主动公开信息128条，收到申请3件，均已按期答复。\n" * 3
TRADITIONAL = "雲嶺市白塔區2023年政府信息公開工作年度報告\n一、總體情況\n全年主動公開信息128條。"


@pytest.mark.parametrize("text", [HEADING[:20], HEADING, BODY])
@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("gb2312", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16le"),
        ("utf-16-be", "utf-16be"),
        ("utf-32", "utf-32"),
    ],
)
def test_simplified_text_is_told_in_every_encoding(text: str, codec: str, name: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding, decoded.undecodable) == (text, name, 0)


@pytest.mark.parametrize("text", [TRADITIONAL[:20], TRADITIONAL])
@pytest.mark.parametrize(
    ("codec", "name"), [("big5", "big5"), ("gb18030", "gb18030"), ("utf-16-le", "utf-16le")]
)
def test_traditional_text_is_told_in_every_encoding(text: str, codec: str, name: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, name)


@pytest.mark.parametrize("declared", ["utf-8", "big5", "iso-8859-1", "nonsense", "base64"])
def test_a_declaration_that_lies_is_not_believed(declared: str) -> None:
    page = f'<meta charset="{declared}"><p>{BODY}</p>'
    assert decode(page.encode("gb18030")).text == page
    assert decode(page.encode("utf-8")).text == page


def test_text_behind_a_long_head_in_ascii_is_told() -> None:
    page = "<meta name=a content=b>" * 2000 + BODY
    assert decode(page.encode("gb18030")).encoding == "gb18030"


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le"])
def test_a_truncated_character_at_the_end_is_one_lost_place(codec: str) -> None:
    decoded = decode(BODY.rstrip("\n").encode(codec)[:-1])
    assert decoded.undecodable == 1
    assert decoded.text.startswith(HEADING)
    assert decoded.text.endswith(REPLACEMENT)


def test_lone_surrogates_and_stray_bytes_are_lost_places() -> None:
    data = BODY[:20].encode() + b"\xed\xa0\x80" + BODY[20:].encode() + b"\xff"
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert decoded.undecodable == 2
    assert decoded.text.replace(REPLACEMENT, "") == BODY


def test_a_replacement_character_of_the_file_itself_is_not_our_loss() -> None:
    assert decode(f"公开{REPLACEMENT}信息".encode()).undecodable == 0


def test_a_file_that_is_mostly_broken_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        decode(b"".join(character.encode()[:2] for character in BODY))
    assert caught.value.code == "undecodable"


def test_bytes_with_nul_that_are_no_text_are_binary() -> None:
    with pytest.raises(ReadError) as caught:
        decode(bytes(range(256)) * 20)
    assert caught.value.code == "binary"
    assert all(each in str(caught.value) for each in ("text", "HTML", "Word", "PDF", "picture"))


def test_text_of_other_scripts_goes_to_charset_normalizer() -> None:
    text = "これは日本語で書かれた文章です。テストのために用意しました。" * 3
    assert decode(text.encode("shift_jis")).text == text


_PAGE = "<html><head>{head}<title>" + HEADING + "</title></head><body>\n<p>" + BODY + "</p></body>"
_CODECS = [
    ("utf-8", "utf-8"),
    ("gb18030", "gb18030"),
    ("gb2312", "gb18030"),
    ("utf-16", "utf-16"),
    ("utf-16-le", "utf-16le"),
    ("utf-8-sig", "utf-8"),
]
_HEADS = [
    "",
    '<meta charset="utf-8">',
    '<meta charset="gb2312">',
    '<meta http-equiv="Content-Type" content="text/html; charset=GBK" />',
    '<meta charset="big5">',
    '<meta charset="utf-16">',
    '<meta charset="iso-8859-1">',
    '<!-- <meta charset="big5"> -->',
    '<!-- <meta charset="gb2312"> --><meta charset="utf-8">',
    '<meta charset="utf-8"><meta charset="gb2312">',
]


@pytest.mark.parametrize("head", _HEADS)
@pytest.mark.parametrize(("codec", "name"), _CODECS)
def test_pages_are_read_whatever_they_declare(codec: str, name: str, head: str) -> None:
    page = _PAGE.format(head=head)
    decoded = decode(page.encode(codec))
    assert (decoded.text, decoded.encoding, decoded.undecodable) == (page, name, 0)


@pytest.mark.parametrize("declared", [None, "gb2312", "big5", "utf-8", "us-ascii", "base64", ""])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_what_a_file_came_with_is_no_more_believed(codec: str, declared: str | None) -> None:
    assert decode(BODY.encode(codec), declared).text == BODY


@pytest.mark.parametrize("head", ["", '<meta charset="big5">', '<meta charset="big5-hkscs">'])
def test_characters_of_hong_kong_are_read(head: str) -> None:
    page = head + TRADITIONAL * 3 + "深水埗、鰂魚涌、赤鱲角各有公開專欄，俾市民睇嘅。"
    decoded = decode(page.encode("big5hkscs"))
    assert (decoded.text, decoded.encoding) == (page, "big5-hkscs")


def test_characters_that_gb2312_lacks_are_read_where_it_is_declared() -> None:
    page = '<meta charset="gb2312">' + BODY + "镕、喆、㙍村、𠮷里各公开1条。"
    assert decode(page.encode("gb18030")).text == page


@pytest.mark.parametrize(
    ("mark", "codec"), [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le")]
)
def test_a_byte_order_mark_counts_more_than_a_declaration(mark: bytes, codec: str) -> None:
    page = '<meta charset="gb2312">' + BODY
    assert decode(mark + page.encode(codec)).text == page


@pytest.mark.parametrize("declared", ["utf-8", "gb2312"])
@pytest.mark.parametrize(("outer", "inner"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_a_page_with_a_piece_in_another_encoding_is_read(
    outer: str, inner: str, declared: str
) -> None:
    head, piece = (
        f'<meta charset="{declared}">\n{BODY}',
        "<div>主办单位：云岭市人民政府办公室</div>\n",
    )
    decoded = decode(head.encode(outer) + piece.encode(inner) + BODY.encode(outer))
    assert decoded.text == head + piece + BODY
    assert (decoded.encoding, decoded.undecodable) == (outer, 0)


def test_a_page_that_is_mostly_a_piece_in_another_encoding_is_read() -> None:
    head = '<div class="nav">云岭市人民政府门户网站</div>\n'
    decoded = decode(head.encode() + BODY.encode("gb18030"))
    assert decoded.text == head + BODY


def test_a_file_of_lines_in_two_encodings_is_read() -> None:
    lines = ["公开信息三条。\n".encode("gb18030"), "公开信息四条。\n".encode()] * 200
    assert decode(b"".join(lines)).text == "公开信息三条。\n公开信息四条。\n" * 200


@pytest.mark.parametrize("word", ["联通", "移动", "一二"])
def test_two_characters_that_happen_to_be_utf_8_do_not_mislead(word: str) -> None:
    text = BODY + word + "\n" + BODY
    assert decode(text.encode("gb18030")).text == text


def test_pictures_within_a_page_do_not_count_for_its_length() -> None:
    picture = b'<img src="data:image/png;base64,' + b"iVBORw0K" * (TEXT_BYTES // 16) + b'">'
    page = b"<html><body><p>" + BODY.encode("gb18030") + b"</p>" + picture * 3
    assert len(page) > TEXT_BYTES
    decoded = decode(page)
    assert (decoded.encoding, decoded.text.count(HEADING)) == ("gb18030", 1)


@pytest.mark.parametrize("start", [b"", b"<html><body><p>", "\U0001f600".encode()])
def test_texts_beyond_the_limit_are_refused_before_they_are_decoded(start: bytes) -> None:
    with pytest.raises(ReadError, match="16 MiB") as caught:
        decode(start + b"data:" + b"a b " * (TEXT_BYTES // 4))
    assert caught.value.code == "too_large"
