"""What a file of whole reports may not say, and what is said about it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annotations.whole_reports import compose_report, parse_reports

from .test_whole_reports import REPORT, STATISTICS


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("title: 平", "name: 平", 8, "no key of a head"),
        ("issuer: 平禾县民政局\n", "", 1, "lacks issuer"),
        ("published: 2024-01-18", "published: 2024年", 13, "no date"),
        ("period: 2023-01-01 2023-12-31", "period: 2023-01-01", 14, "first and the last day"),
        ("code: 431300", "code: 4313", 12, "six digits"),
        ("regime: 2021", "regime: 2022", 15, "no regime"),
        ("regime: 2021", "regime: pre2019", 16, "has no table"),
        ("tab_rows seed=3", "tabs seed=3", 16, "no shape"),
        ("tab_rows seed=3", "tab_rows colour=3", 16, "no option"),
        ("tab_rows seed=3", "tab_rows seed=many", 16, "the option seed"),
        (
            "normative_documents: 1 0 3",
            "normative_documents: 1 0",
            17,
            "has 2 cells: the form has 3",
        ),
        ("normative_documents: 1 0 3", "laws: 1 0 3", 17, "no row of this table"),
        ("charges: /", "omit: laws", 19, "no row of this table"),
        ("fact: agree", "fact: perhaps", 27, "no agreement"),
        (" cell:applications.received.total", "", 27, "two or more"),
        ("#received cell", "#recieved cell", 27, "no claim is called"),
        ("cell:applications.received.total", "cell:applications.got.total", 27, "in no table"),
        ("@@ applications\n", "", 20, "0 lines @@ applications"),
        ("@@ applications\n", "@@ statistics\n", 38, "no table in the head"),
        ("{section overview:", "{section preface:", 33, "no section"),
        ("{section overview:", "{title:", 33, "two titles"),
        ("{title:", "{title overview:", 31, "leave the rest out"),
        (
            "title: 平禾县民政局2023年政府信息公开工作年度报告",
            "title:",
            8,
            "none where it has none",
        ),
        ("2024-01-18", "2024-W03-4", 13, "no date"),
        ("2024-01-18", "20240118", 13, "no date"),
        ("2024-01-18", "2024-02-30", 13, "no date"),
        ("code: 431300", "code: ４３１３００", 12, "six digits"),
        ("year: 2023", "year: " + "2" * 5000, 6, "no year"),
        ("spaced_rows", "", 25, "'' is no shape"),
        ("spaced_rows", "spaced_rows seed=1 seed=2", 25, "the option seed stands twice"),
        ("spaced_rows", "spaced_rows seed=" + "9" * 5000, 25, "the option seed"),
        ("charges: /", "licences: 3", 19, "licences stands twice"),
        ("charges: /", "omit: charges\nomit: orders", 20, "omit stands twice"),
        ("charges: /", "charges: " + "9" * 16, 19, "more than 15 digits"),
        (
            "spaced_rows\n",
            "spaced_rows omitted_rows=review\nomit: direct_suit\n",
            26,
            "omit stands twice",
        ),
        (
            "table review_litigation:",
            "table applications: tab_rows\ntable review_litigation:",
            25,
            "two tables applications",
        ),
        ("fact: agree #received cell:applications.received.total", "fact:", 27, "no agreement"),
        ("regime: 2021", "regime: 2021\nstatistics:", 16, "'' is no shape of a list"),
        ("@@ applications\n", "{s9:@@ applications\n以上}\n", 38, "reaches into"),
        ("@@ applications\n", "{s9:前\n@@ applications\n后}\n", 39, "begin it behind"),
        ("情况}\n@@ applications\n", "情况\n@@ applications}\n", 38, "end it in front of"),
        ("@@ applications\n", "@@ {s9:applications}\n", 38, "reaches into the line"),
    ],
)
def test_what_cannot_be_accepted_is_named_with_its_line(
    old: str, new: str, line: int, words: str
) -> None:
    assert old in REPORT
    reports, faults = parse_reports(REPORT.replace(old, new, 1), "file.txt")
    assert reports == []
    (fault,) = faults
    assert words in fault.message
    assert fault.line == line


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ("1 2", "here are 2: write one"),
        (" ".join(["1"] * 31 + ["٣"]), "'٣' is no number"),
        (" ".join(["1"] * 31 + ["9" * 5000]), "is no number"),
    ],
)
def test_a_statistics_list_has_its_numbers(numbers: str, words: str) -> None:
    _, faults = parse_reports(STATISTICS.format(numbers=numbers), "file.txt")
    (fault,) = faults
    assert words in fault.message
    assert fault.line == 16


_HEAD, _, _TEXT = REPORT.partition("---\n")
_LINES = _HEAD.splitlines()[1:]
_SCRAPS = st.sampled_from(
    ["", "none", "fact:", "statistics:", "table applications:", "agree", "#received", "seed=", "٣",
     "２０２３", "9" * 5000, "2024-W03-4", "\x1b[31m", ":", "_", "omit:", "1 2 3", "tabs", "title:"]
)  # fmt: skip


@given(
    st.lists(
        st.one_of(
            st.sampled_from(_LINES),
            st.tuples(st.sampled_from(_LINES), _SCRAPS).map(
                lambda pair: pair[0].split(":")[0] + ": " + pair[1]
            ),
            _SCRAPS,
            st.text(max_size=20),
        ),
        max_size=4,
    ),
    st.integers(0, len(_LINES)),
    st.integers(0, 3),
)
def test_whatever_a_head_says_it_is_read_or_refused(
    lines: list[str], place: int, left_out: int
) -> None:
    head = [*_LINES[:place], *lines, *_LINES[place + left_out :]]
    reports, faults = parse_reports("\n".join(["=== r-1", *head, "---", _TEXT]), "file.txt")
    assert len(reports) + len(faults) >= 1
    for each in reports:
        compose_report(each)
