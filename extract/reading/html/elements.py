"""What the elements of a page are, by their names and by what they are called."""

from __future__ import annotations

import re

_NAME = re.compile(r"\S+")
#: Elements whose text is no text of the page: ``xml`` holds the settings of a word processor.
SKIPPED = frozenset(
    _NAME.findall(
        "script style template svg math iframe object embed frame select button textarea noscript "
        "head title audio video canvas map rt rp input datalist xml img -comment !doctype -doctype"
    )
)
EMBEDDING = {"iframe": "src", "embed": "src", "object": "data", "frame": "src"}
CONTAINERS = frozenset(
    _NAME.findall(
        "html body div section article main aside nav header footer form center ul ol dl li td th "
        "table blockquote fieldset ucapcontent"
    )
)
BLOCKS = CONTAINERS | frozenset(
    _NAME.findall(
        "p h1 h2 h3 h4 h5 h6 pre address dd dt dir details dialog figure figcaption legend menu "
        "summary caption tr hr br thead tbody tfoot ucaptitle"
    )
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
ROW_GROUPS = frozenset(("thead", "tbody", "tfoot"))
#: Elements whose attributes are not looked at: there are many, and they tell nothing.
PLAIN = frozenset(("br", "b", "strong", "hr", "u", "i", "em", "o:p"))
INLINE = frozenset(("span", "font", "a", "label", "small", "sub", "sup"))
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE
)
_NO_HEIGHT = re.compile(r"(?:^|[;\s])height\s*:\s*0(?:\.0+)?\s*(?:p[tx]|cm|mm|in)?\s*(?:;|$)", re.I)
#: What the systems of government sites call the element that holds an article.
PLACE = re.compile(
    r"\b(?:TRS_Editor|TRS_UEDITOR|trs_editor_view|UCAP-?CONTENT|pages_content|v_news_content|"
    r"vsb_content\w*|bt_content|main-txt|article[-_]?(?:content|con|body|text)|content[-_]?text|"
    r"xxgk[-_]?content|gkml[-_]?content|news[-_]?(?:content|text|con)|zoom(?:con)?)\b",
    re.IGNORECASE,
)

#: What stands beside an article or below it; systems and templates call it so.
BESIDE = re.compile(
    r"(?<![\w-])(?:side(?:bar|nav|menu)?|aside|footer|foot|page-?foot(?:er)?|copyright|related|"
    r"recommend(?:ed|ations?)?|comments?|hot(?:news)?|modal|popup|dialog|toast)(?![\w-])",
    re.IGNORECASE,
)
BESIDE_ELEMENTS = frozenset(("aside", "footer", "nav"))


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Tell by its attributes whether an element is not shown."""
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return style is not None and _HIDDEN_STYLE.search(style, 0, 2000) is not None


def is_flat(attributes: dict[str, str | None]) -> bool:
    """Tell by its attributes whether a row has no height."""
    style = attributes.get("style") or ""
    return attributes.get("height") == "0" or _NO_HEIGHT.search(style, 0, 2000) is not None
