"""Mutations of HTML and XML that leave most of it well formed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import Final

from tests.fuzzing.tokens import NUMBERS, mutate_tokens

_TOKEN: Final = re.compile(r"<[^<>]*>|[^<]+|<")
_VALUE: Final = re.compile(r'(=\s*)("[^"]*"|\'[^\']*\'|[^\s>"\']+)')
_NAME: Final = re.compile(r"<(/?)([\w:.-]+)")

HTML_TOKENS: Final = (
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", '<td rowspan="3">', "<th>", "<thead>",
    "<tfoot>", "<tbody>", "<caption>", "<colgroup>", '<col span="3">', '<td colspan="0">',
    '<td rowspan="0">', '<td colspan="1001" rowspan="65535">', "<p>", "</p>", "<br>", "<div>",
    "</div>", "<span>", "</span>", '<div style="display:none">', "<pre>", "</pre>", "<ol>", "<ul>",
    "<li>", '<li value="-7">', '<ol start="99999999" type="i">', "<dl>", "<dt>", "<dd>", "<script>",
    "</script>", "<style>", "<noscript>", "<template>", "<textarea>", "</textarea>", "<title>",
    "<svg>", "<math>", "<mi>", "<select>", "<option>", "<iframe src=a>", "<frameset>",
    "<frame src=b>", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE html>", "<body>", "<html>",
    "<head>", "</body>", "</html>", "<a href='a.pdf'>附件：年度报告.pdf</a>", "<b>", "</b>",
    "<font>", "<ruby>", "<rt>", "<form>", "<input value=1>", "<img alt=x>", "<plaintext>", "<xmp>",
    "<hr>", '<meta name="ArticleTitle" content="某报告">', '<meta charset="utf-16">', "&nbsp;",
    "&#0;", "&#xD800;", "&#x110000;", "&#13;", "&#9;", "&#10;", "&#x2028;", "&lt;", "\0", "\t",
    "\r", "\u200b", "\ufeff", "　", "一、总体情况", "二、主动公开政府信息情况",
    "第二十条第（一）项", "12", "document.write('<p>x</p>')",
    "var a = \"<table><tr><td>规章</td></tr></table>\";",
)  # fmt: skip

WORD_TOKENS: Final = (
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:p/>", "<w:tbl>", "</w:tbl>",
    "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", '<w:gridSpan w:val="3"/>', "<w:vMerge/>",
    '<w:vMerge w:val="restart"/>', '<w:hMerge w:val="restart"/>', '<w:gridBefore w:val="2"/>',
    '<w:gridAfter w:val="999999999"/>', "<w:tab/>", "<w:br/>", "<w:cr/>", "<w:noBreakHyphen/>",
    '<w:sym w:font="Wingdings" w:char="F0FE"/>', "<w:del>", "</w:del>", "<w:ins>", "<w:sdt>",
    "<w:sdtContent>", "<w:txbxContent>", "<mc:AlternateContent>", "<mc:Choice>", "<w:vanish/>",
    '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', '<w:altChunk r:id="rId1"/>',
    '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="separate"/>',
    '<w:fldChar w:fldCharType="end"/>', "<w:instrText>PAGE</w:instrText>", "<w:tblPr>",
    '<w:footnoteReference w:id="1"/>', "<w:drawing>", "<w:pict>", "<m:oMath>", "<w:ruby>",
    '<w:pStyle w:val="1"/>', '<w:basedOn w:val="1"/>', '<w:lvlText w:val="%1.%9、"/>',
    '<w:start w:val="-5"/>', '<w:numFmt w:val="chineseCounting"/>',
    '<w:numFmt w:val="lowerRoman"/>', "<!-- x -->", "<?x y?>", "&amp;", "&#9;", "&#10;", "&#13;",
    "&#xFFFE;", "&x;", "<x>", "</x>", "<!DOCTYPE a>", "一、总体情况", "12", "\u2028", "\u200b",
)  # fmt: skip


def mutate_markup(text: str, random: Random, dictionary: Sequence[str]) -> str:
    """Change tags, attributes and texts in some places."""
    tokens = _TOKEN.findall(text)

    def change(token: str) -> str:
        return _changed(token, random)

    def invent() -> str:
        if tokens and random.random() < 0.3:
            return str(random.choice(tokens))
        return random.choice(dictionary)

    return "".join(mutate_tokens(tokens, random, change, invent))


def _changed(token: str, random: Random) -> str:
    if not token.startswith("<"):
        place = random.randrange(len(token) + 1)
        return token[:place] + random.choice((*NUMBERS, "\t", "\n", "。", "<", "&")) + token[place:]
    values = list(_VALUE.finditer(token))
    if values and random.random() < 0.7:
        match = random.choice(values)
        value = random.choice((*NUMBERS, match[2].strip("\"'") * 2, "中", "a" * 2_500))
        return f'{token[: match.end(1)]}"{value}"{token[match.end() :]}'
    name = _NAME.match(token)
    if name and random.random() < 0.5:
        return f"<{'' if name[1] else '/'}{name[2]}>"
    return token[:-1] + random.choice((' rowspan="2">', ' colspan="2">', "/>", "", ' w:val="2">'))
