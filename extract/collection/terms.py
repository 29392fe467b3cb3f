"""The ids in the tables of a collection, with their labels."""

from __future__ import annotations

from gongkai.models.terms import Term


class CopyReason(Term):
    """Why a report counts as a copy of the best one of its group; the first that holds."""

    SAME_BYTES = "same_bytes", "the same file", "文件完全相同"
    OTHER_SCRIPT = (
        "other_script",
        "the same in the other script",
        "繁简不同的副本",
        "one is in traditional, the other in simplified characters",
    )
    OTHER_FORMAT = (
        "other_format",
        "the same in another format",
        "格式不同的副本",
        "such as a page and a PDF file",
    )
    SAME_TEXT = (
        "same_text",
        "the same text",
        "文本相同",
        "but for layout, punctuation and width of characters",
    )
    NEAR_IDENTICAL = (
        "near_identical",
        "nearly the same text",
        "文本近乎相同",
        "such as a page with other surroundings, or a corrected version",
    )


class Recalled(Term):
    """What a report says about the year before."""

    CHANGE = "change", "a change against last year", "较上年增减", "比上年增加12件, 同比下降3%"
    LAST_YEAR = "last_year", "last year's number", "上年数字", "去年收到5件"
    CARRIED_IN = (
        "carried_in",
        "what was carried over from last year",
        "上年结转",
        "against what last year's report carried over",
    )


class CopiedSentence(Term):
    """How a sentence was taken over from last year's report."""

    WORD_FOR_WORD = "word_for_word", "word for word", "逐字照搬"
    NUMBERS_CHANGED = (
        "numbers_changed",
        "with other numbers",
        "仅改数字",
        "nothing but numbers differs: counts, years, dates",
    )
