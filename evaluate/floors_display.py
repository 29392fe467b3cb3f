"""``gongkai evaluate floors`` once its arguments are known: measure, print, raise."""

from __future__ import annotations

from importlib.metadata import version

from rich import box
from rich.table import Table as Grid
from rich.text import Text

from gongkai.evaluate.floors import (
    FloorCheck,
    changed_sets,
    check_floors,
    floors_file,
    measure_guarded,
    raised,
    read_floors,
    write_floors,
)
from gongkai.extract.command_line.console import open_console
from gongkai.extract.command_line.display.page import FAULT, GOOD, Page
from gongkai.extract.language import Language, Words
from gongkai.models.terms import Term


class FloorPhrase(Term):
    """What is said about floors."""

    HEADING = "heading", "Floors", "下限"
    SET = "set", "set", "数据"
    MEASURE = "measure", "measure", "指标"
    VALUE = "value", "now", "现值"
    FLOOR = "floor", "floor", "下限"
    BELOW = "below", "below the floor", "低于下限"
    ABOVE = "above", "above", "高于下限"
    CHANGED = (
        "changed",
        "not what the floors were measured on: {names}",
        "与设定下限时的数据不同：{names}",
    )
    RAISED = (
        "raised",
        "raised, written to {path}; pin the entry in the tests: {digest}",
        "已提高，写入 {path}；请在测试中固定该条目：{digest}",
    )


def run(reason: str | None, language: Language) -> bool:
    """Measure, print, and raise the floors if a reason is given.

    Returns
    -------
    bool
        Whether every figure is at or above its floor, on what the floors were measured on.

    Raises
    ------
    FloorsError
        If the floors cannot be read or raised.
    """
    path = floors_file()
    history = read_floors(path)
    measured = measure_guarded()
    checks, changed = check_floors(history, measured), changed_sets(history, measured)
    page = Page(open_console(), Words(language))
    _print(page, checks)
    if changed:
        names = ", ".join(changed)
        page.line(Text(page.words[FloorPhrase.CHANGED].format(names=names), FAULT))
    if reason is None:
        return not changed and all(check.holds for check in checks)
    higher = raised(history, measured, version("gongkai"), reason)
    write_floors(higher, path)
    digest = higher.entries[-1].sha256
    page.line(Text(page.words[FloorPhrase.RAISED].format(path=path, digest=digest)))
    return True


def _print(page: Page, checks: list[FloorCheck]) -> None:
    words = page.words
    page.heading(words[FloorPhrase.HEADING])
    grid = Grid(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    grid.add_column(words[FloorPhrase.SET], no_wrap=True)
    grid.add_column(words[FloorPhrase.MEASURE])
    for phrase in (FloorPhrase.VALUE, FloorPhrase.FLOOR):
        grid.add_column(words[phrase], justify="right", no_wrap=True)
    grid.add_column("", no_wrap=True)
    for check in checks:
        grid.add_row(
            check.set, check.measure, _figure(check.value), _figure(check.floor), _mark(page, check)
        )
    page.block(grid, indent=2)


def _figure(value: float | None) -> str:
    return "—" if value is None else f"{value:.4f}"


def _mark(page: Page, check: FloorCheck) -> Text:
    if not check.holds:
        return Text(page.words[FloorPhrase.BELOW], FAULT)
    higher = check.attainable
    if higher is not None and check.floor is not None and higher > check.floor:
        return Text(page.words[FloorPhrase.ABOVE], GOOD)
    return Text()
