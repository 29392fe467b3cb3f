"""Which character encoding a file is in, and its text.

Reports come in UTF-8, GB18030 with its forerunners GBK and GB2312, Big5 and UTF-16, and
what a page declares about itself is often wrong. UTF-8 proves itself: hardly anything else
is valid UTF-8 by accident. For the rest the file is decoded in each way that is possible,
and the way that yields the characters reports are made of wins; a wrong way yields rare
characters. A declaration only tips the balance. Pages put together from pieces in two
encodings are read line by line. Files that are about something else go to charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.enclosed import taken_out
from gongkai.extract.reading.limits import TEXT_BYTES
from gongkai.models.normalised import simplified_characters

REPLACEMENT = "\ufffd"
_SAMPLE_BYTES = 16384
#: Share of familiar characters among the non-ASCII ones from which a decoding is trusted;
#: wrong decodings of Chinese stay below 0.15, right ones of reports lie above 0.5.
_TRUSTED = 0.3
_DECLARED_BONUS = 0.1
_UNDECODABLE_PENALTY = 2.0
#: Runs of bytes that cannot be read: so many are tolerated in any file, beyond that a share.
_TOLERATED_RUNS = 4
_TOLERATED_SHARE = 0.01
_TOLERATED_CONTROLS = 0.02
#: Chinese characters of a line that is in UTF-8 by more than chance.
_PROOF = 3
#: Share of familiar characters from which nothing else is tried, and from which a single line
#: is trusted to be in another encoding.
_SURE = 0.5
_MOST_LINES = 500_000
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
#: Chinese in UTF-8, longer than what arises by accident in other encodings.
_IN_UTF_8 = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){3}")
_RUN = re.compile(f"{REPLACEMENT}+")
_DECLARATION = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,30})|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]{2,30})""",
    re.IGNORECASE,
)
_MARKUP = re.compile(rb"<(?:!doctype|html|head|meta|body|div|p|img|table)[\s>]", re.IGNORECASE)
_BYTE_ORDER_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)
#: Codecs tried, with the IANA name reported for each. cp950 is Big5 as Windows writes it.
_CANDIDATES: tuple[tuple[str, str], ...] = (
    ("utf-8", "utf-8"),
    ("gb18030", "gb18030"),
    ("cp950", "big5"),
    ("big5hkscs", "big5-hkscs"),
    ("utf-16-le", "utf-16le"),
    ("utf-16-be", "utf-16be"),
)
#: Encodings of other scripts, for files about something else, with their IANA names.
_OTHER_SCRIPTS = {
    "cp1252": "windows-1252",
    "shift_jis": "shift_jis",
    "euc_jp": "euc-jp",
    "euc_kr": "euc-kr",
    "koi8_r": "koi8-r",
    "cp1251": "windows-1251",
}
#: Declared labels and the codecs they are read with. Others are not followed: some of
#: Python's codecs are no character encodings, and a page may name any of them.
_LABELS = {
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "big-5", "cp950", "x-x-big5"), "cp950"),
    "big5-hkscs": "big5hkscs",
    **dict.fromkeys(("iso-8859-1", "latin1", "windows-1252"), "cp1252"),
    **dict.fromkeys(("shift_jis", "sjis", "x-sjis"), "shift_jis"),
    "euc-jp": "euc_jp",
    "euc-kr": "euc_kr",
    "koi8-r": "koi8_r",
    "windows-1251": "cp1251",
}
# The characters that reports, and Chinese texts in general, are mostly made of.
_FAMILIAR = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后"
    "多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合"
    "还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只"
    "没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边"
    "流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造"
    "百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例"
    "真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且"
    "究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何"
    "除消构府称太准精值号率族维划选标写存候毛亲快效院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县"
    "局照参红细引听该铁价严镇街道乡村居委员会申请依网站栏目解读微博热线诉讼复议培训监督考核审查公众栏告示答复办理"
    "政务信息公开年度报告总体情况主动收到处理存在问题改进其他需要事项统计期限社区营商环境惠企便民预决算许可罚款费"
    "，。、；：“”（）《》〔〕！？—…·％０１２３４５６７８９　①②③④⑤"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded file.

    Attributes
    ----------
    text
        The text without byte order mark; what could not be read is U+FFFD.
    encoding
        IANA name of the encoding.
    undecodable
        Number of places where bytes could not be read.
    """

    text: str
    encoding: str
    undecodable: int = 0


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Find the encoding of a text file or page and decode it.

    Parameters
    ----------
    data
        The file.
    declared
        What the file came with calls its encoding; otherwise what the page itself says counts.

    Raises
    ------
    ReadError
        ``binary`` if the file is not text, ``undecodable`` if too much of it is broken,
        ``too_large`` if it has more than ``TEXT_BYTES`` without the pictures within a page.
    """
    if len(data) > TEXT_BYTES and _MARKUP.search(data, 0, _SAMPLE_BYTES):
        data, _ = taken_out(data)
    if len(data) > TEXT_BYTES:
        raise ReadError(
            "too_large",
            f"The text has more than {TEXT_BYTES // 2**20} MiB, which no report has; split it "
            "into reports.",
        )
    decoded = _by_byte_order_mark(data) or _as_utf_8(data) or _by_characters(data, declared)
    controls = sum(1 for _ in _CONTROLS.finditer(decoded.text, 0, _SAMPLE_BYTES))
    if controls > _TOLERATED_CONTROLS * min(len(decoded.text), _SAMPLE_BYTES):
        raise _binary()
    return decoded


def _binary() -> ReadError:
    return ReadError(
        "binary",
        "This is a binary file of no known format; give plain text, HTML, Word, PDF or a picture.",
    )


def _by_byte_order_mark(data: bytes) -> Decoded | None:
    for mark, codec, name in _BYTE_ORDER_MARKS:
        # The mark of UTF-16 followed by a NUL character looks like that of UTF-32.
        if data.startswith(mark) and (name != "utf-32" or len(data) % 4 == 0):
            return _checked(data[len(mark) :], codec, name)
    return None


def _as_utf_8(data: bytes) -> Decoded | None:
    if b"\0" in data[:_SAMPLE_BYTES]:
        return None  # ASCII in UTF-16 is valid UTF-8 as well
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _by_characters(data: bytes, label: str | None) -> Decoded:
    """Take the decoding that yields the most familiar characters."""
    declared = _LABELS.get((label or "").lower()) or declared_codec(data)
    sample = _sample(data)
    best_score, best = -1.0, ("utf-8", "utf-8")
    for codec, name in _CANDIDATES:
        score, intact = _score(sample, codec)
        if codec == declared or (declared, codec) == ("cp950", "big5hkscs"):
            score += _DECLARED_BONUS  # Hong Kong calls its extension Big5 as well
        if score > best_score + 1e-9:
            best_score, best = score, (codec, name)
        if intact and score >= _SURE:
            break  # no wrong way comes near
    if best_score >= _TRUSTED:
        return _in_two_encodings(data, *best) or _checked(data, *best)
    if b"\0" in data:
        raise _binary()
    mixed = _in_two_encodings(data, "utf-8", "utf-8")
    if mixed is not None:
        return mixed
    return _of_another_kind(data, declared)


def _in_two_encodings(data: bytes, codec: str, name: str) -> Decoded | None:
    """Decode a file whose lines are in UTF-8 and in ``codec``, as included pieces may be.

    ``None`` if all lines are in one encoding. In a file that is mostly UTF-8 the other encoding
    is taken for GB18030.
    """
    if codec not in {"utf-8", "gb18030", "cp950", "big5hkscs"}:
        return None
    other = "gb18030" if codec == "utf-8" else codec
    if codec != "utf-8" and not _IN_UTF_8.search(data):
        return None
    if data.count(b"\n") + data.count(b"\r") > _MOST_LINES:
        return None
    lines = data.splitlines(keepends=True)
    codecs_of_lines = [_codec_of_line(line, codec, other) for line in lines]
    if len(set(codecs_of_lines) - {"ascii"}) < 2:
        return None
    parts = [
        line.decode(used, "replace") for line, used in zip(lines, codecs_of_lines, strict=True)
    ]
    text = "".join(parts)
    runs = sum(1 for _ in _RUN.finditer(text)) - data.count(REPLACEMENT.encode())
    if runs > max(_TOLERATED_RUNS, _TOLERATED_SHARE * len(text)):
        return None
    return Decoded(text, name, max(runs, 0))


def _codec_of_line(line: bytes, codec: str, other: str) -> str:
    """Tell which encoding a line is in; if nothing shows it, that of the file, ``codec``."""
    if line.isascii():
        return "ascii"
    if _is_utf_8(line):
        return "utf-8"
    if codec == "utf-8" and _score(line, other)[0] > max(_score(line, codec)[0], _SURE):
        return other
    return codec


def _is_utf_8(line: bytes) -> bool:
    """Tell whether a line is in UTF-8 by more than chance.

    Two characters of GB18030 may happen to be UTF-8; three Chinese ones hardly ever are.
    """
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return sum(character > "\u2fff" for character in text) >= _PROOF


def _sample(data: bytes) -> bytes:
    """Return a stretch that tells encodings apart, past a long beginning in ASCII."""
    first = _NOT_ASCII.search(data)
    if first is None or first.start() < _SAMPLE_BYTES // 2 or b"\0" in data[:_SAMPLE_BYTES]:
        return data[:_SAMPLE_BYTES]
    return data[first.start() : first.start() + _SAMPLE_BYTES]


def _score(sample: bytes, codec: str) -> tuple[float, bool]:
    """Return the share of familiar characters among those that are not ASCII, less errors.

    The second value tells that there were none.
    """
    if codec.startswith("utf-16"):
        sample = sample[: len(sample) // 2 * 2]
    text = sample.decode(codec, "replace")
    foreign = [character for character in text if character > "\x7f"]
    if len(foreign) > 1 and foreign[-1] == REPLACEMENT:
        foreign.pop()  # the sample may end inside a character
    ascii_letters = len(text) - len(foreign)
    if codec.startswith("utf-16") and text.count("\0") == 0 and ascii_letters > 2 * len(foreign):
        foreign.extend("的" * ascii_letters)  # hardly any ASCII arises by accident in UTF-16
    if not foreign:
        return 0.0, False
    familiar = _familiar()
    hits = sum(character in familiar for character in foreign)
    broken = foreign.count(REPLACEMENT) + 8 * text.count("\0")
    return (hits - _UNDECODABLE_PENALTY * broken) / len(foreign), broken == 0


@cache
def _familiar() -> frozenset[str]:
    """Return the familiar characters in both scripts."""
    simplified = frozenset(_FAMILIAR)
    traditional = (
        chr(code) for code, plain in simplified_characters().items() if plain in simplified
    )
    return simplified.union(traditional)


def declared_codec(data: bytes) -> str | None:
    """Return the codec among ours that a page declares in its first bytes, if any."""
    match = _DECLARATION.search(data, 0, 4096)
    if match is None:
        return None
    return _LABELS.get((match[1] or match[2]).decode("ascii", "replace").lower())


def _of_another_kind(data: bytes, declared: str | None) -> Decoded:
    """Decode a file that does not look Chinese: as declared, else by charset-normalizer."""
    if declared in _OTHER_SCRIPTS:
        decoded = _decode_leniently(data, declared, _OTHER_SCRIPTS[declared])
        if decoded.undecodable == 0:
            return decoded
    from charset_normalizer import from_bytes  # noqa: PLC0415 - costs start-up time, rarely needed

    found = from_bytes(data[: 4 * _SAMPLE_BYTES], cp_isolation=list(_OTHER_SCRIPTS)).best()
    if found is not None and found.encoding in _OTHER_SCRIPTS:
        return _checked(data, found.encoding, _OTHER_SCRIPTS[found.encoding])
    return _checked(data, "utf-8", "utf-8")


def _checked(data: bytes, codec: str, name: str) -> Decoded:
    decoded = _decode_leniently(data, codec, name)
    tolerated = max(_TOLERATED_RUNS, _TOLERATED_SHARE * len(decoded.text))
    if decoded.undecodable > min(tolerated, len(decoded.text) / 4):
        raise ReadError(
            "undecodable",
            f"The file reads best as {name}, but {decoded.undecodable} places in it cannot be "
            "decoded; get an undamaged copy or save it as UTF-8.",
        )
    return decoded


def _decode_leniently(data: bytes, codec: str, name: str) -> Decoded:
    try:
        return Decoded(data.decode(codec), name)
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
    # A replacement character that the file itself holds was lost before us: not counted.
    own = data.count(REPLACEMENT.encode(codec)) if codec.startswith("utf") else 0
    runs = sum(1 for _ in _RUN.finditer(text)) - own
    return Decoded(text, name, max(runs, 1))
