"""Everything the documentation shows is run, and what it shows to come out does come out.

A page is one story: its blocks run in order, in a folder that holds a copy of the samples.

- ``console`` blocks: each ``$ gongkai …`` is run in this process; the lines that follow are
  what it prints. ``$ echo $?`` gives the exit status, which otherwise has to be 0. Other
  commands (``make``, ``git``, ``pip`` …) are for people and are not run.
- ``python`` blocks are run in one namespace per page; a ``text`` block right behind one is
  what it prints.

In what is shown, a line ``...`` stands for any number of lines, ``...`` within a line for any
text. Blocks marked ``json`` have to be JSON.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import BaseModel

from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.systems.interface import Text
from gongkai.evaluate.systems.own import OwnSystem
from gongkai.extract import work
from gongkai.extract.claim_models import ModelName
from gongkai.extract.command_line import main
from gongkai.extract.command_line.progress import LineDisplay
from gongkai.extract.writing.tidy import TABLES
from gongkai.models import record, scheme, table_layout

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
SHOWN_TERMS = {
    "claims.md": (
        *(scheme.Metric, scheme.Kind, scheme.Bound, scheme.Channel, scheme.Scope, scheme.Aspect),
        *(scheme.Per, scheme.PartKind, scheme.Category, scheme.ProblemYear, scheme.Stage),
    ),
    "tables.md": (scheme.Regime, scheme.CellState, scheme.CheckKind, scheme.CheckStatus),
    "record.md": (scheme.SectionKind, scheme.Tier, scheme.IssuerType, scheme.Agreement),
}
#: Calls that give a code to the user, the position of the code among their arguments, and the
#: page that explains it.
GIVES_CODE = {
    "Notice": (0, "record.md"),
    "ReadError": (0, "extract.md"),
    "UnreadableInput": (2, "extract.md"),
}
#: Commands that pages show and that this test does not run.
FOR_PEOPLE = ("cd", "git", "make", "pip", "python", "python3", "source")
LANGUAGES = ("console", "python", "text", "json", "bash")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_GAP = "..."


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its content and where it begins."""

    language: str
    content: str
    line: int
    follows_directly: bool


@dataclass
class Story:
    """The state of one page while its blocks run."""

    namespace: dict[str, object] = field(default_factory=lambda: {"__name__": "__page__"})
    printed: str = ""
    status: int = 0


def blocks(page: str) -> list[Block]:
    found: list[Block] = []
    end = 0
    for match in _BLOCK.finditer(page):
        directly = bool(found) and not page[end : match.start()].strip()
        line = page.count("\n", 0, match.start()) + 1
        found.append(Block(match[1], match[2], line, directly))
        end = match.end()
    return found


@contextlib.contextmanager
def captured() -> Iterator[io.BytesIO]:
    """Collect what is printed, on either stream."""
    collected = io.BytesIO()
    stream = io.TextIOWrapper(collected, encoding="utf-8", newline="\n", write_through=True)
    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
        yield collected
        stream.flush()
        stream.detach()


def matches(shown: str, printed: str) -> bool:
    """Tell whether the output is as shown, apart from colours and the ends of lines."""
    lines = [line.rstrip() for line in shown.strip("\n").split("\n")]
    pattern = ""
    for line in lines:
        if line.strip() == _GAP:
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(re.escape(part) for part in line.split(_GAP)) + r"\n"
    plain = _COLOUR.sub("", printed).strip("\n")
    actual = "".join(f"{line.rstrip()}\n" for line in plain.split("\n"))
    return re.fullmatch(pattern, actual) is not None


def compare(shown: str, printed: str, place: str) -> None:
    if matches(shown, printed):
        return
    lines = shown.strip("\n").split("\n")
    for count in range(1, len(lines) + 1):  # the first line without its like
        if not matches("\n".join([*lines[:count], _GAP]), printed):
            pytest.fail(f"{place} shows\n{lines[count - 1]}\nbut this is printed:\n{printed}")
    pytest.fail(f"{place} shows less than is printed:\n{printed}")


def run_command(command: str, story: Story) -> str:
    """Run one command of a console block and return what it prints."""
    if command == "echo $?":
        return f"{story.status}\n"
    words = shlex.split(command)
    if words[0] in FOR_PEOPLE:
        story.status = 0
        return ""
    assert words[0] == "gongkai", f"{command} is neither run nor known to be for people"
    target = None
    if ">" in words:
        position = words.index(">")
        words, target = words[:position], Path(words[position + 1])
    with captured() as collected, pytest.raises(SystemExit) as exited:
        main(words[1:])
    story.status = int(exited.value.code or 0)
    if target is not None:
        target.write_bytes(collected.getvalue())
        return ""
    return collected.getvalue().decode()


def run_console(block: Block, story: Story, page: str) -> None:
    steps = re.split(r"^\$ ", block.content, flags=re.MULTILINE)
    assert not steps[0], f"{page}, line {block.line}: a console block begins with a command"
    commands = [step.partition("\n") for step in steps[1:]]
    for index, (command, _, shown) in enumerate(commands):
        place = f"{page}, line {block.line}: {command}"
        printed = run_command(command, story)
        asks_status = index + 1 < len(commands) and commands[index + 1][0] == "echo $?"
        if story.status and not asks_status and command != "echo $?":
            pytest.fail(f"{place} ends with {story.status}:\n{printed}")
        if shown.strip():
            compare(shown, printed, place)


def run_page(path: Path) -> int:
    """Run the blocks of a page; return how many were run."""
    story, ran = Story(), 0
    previous = ""
    for block in blocks(path.read_text(encoding="utf-8")):
        place = f"{path.name}, line {block.line}"
        assert block.language in LANGUAGES, f"{place}: a block has no language"
        if block.language == "console":
            run_console(block, story, path.name)
            ran += 1
        elif block.language == "python":
            with captured() as collected:
                exec(compile(block.content, place, "exec"), story.namespace)  # noqa: S102
            story.printed = collected.getvalue().decode()
            ran += 1
        elif block.language == "text" and block.follows_directly and previous == "python":
            compare(block.content, story.printed, place)
        elif block.language == "json":
            json.loads(block.content)
        previous = block.language
    return ran


def term_table(terms: type[scheme.Term]) -> str:
    """Return the table of an enumeration as the documentation shows it."""
    has_definitions = any(term.definition for term in terms)
    heads = ["id", "English", "中文", *(["meaning"] if has_definitions else [])]
    rows = [heads, ["---"] * len(heads)]
    for term in terms:
        row = [f"`{term.value}`", term.english, term.chinese]
        rows.append([*row, term.definition] if has_definitions else row)
    return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"


def layout_table(layout: table_layout.TableLayout) -> str:
    """Return the rows and columns of one mandated table as the documentation shows them."""
    lines = ["| rows | columns |", "| --- | --- |"]
    for panel in layout.panels:
        rows = ", ".join(f"`{axis.id}`" for axis in panel.rows)
        lines.append(f"| {rows} | {', '.join(f'`{axis.id}`' for axis in panel.columns)} |")
    return "\n".join(lines) + "\n"


def anchors(page: str) -> set[str]:
    """Return the anchors that code hosts give the headings of a page."""
    without_blocks = _BLOCK.sub("", page)
    kept = (re.sub(r"[^\w\- ]", "", head.lower()) for head in _HEADING.findall(without_blocks))
    return {head.strip().replace(" ", "-") for head in kept}


Reading = Callable[[OwnSystem, Text], JudgedReport]
_SAID: dict[tuple[str, Text], JudgedReport] = {}


def said_once(read: Reading) -> Reading:
    """Let a model that comes with gongkai read a text once, which several pages evaluate."""

    def read_once(system: OwnSystem, text: Text) -> JudgedReport:
        if system.name not in set(ModelName):  # a folder of one page
            return read(system, text)
        key = (system.name, text)
        if key not in _SAID:
            _SAID[key] = read(system, text)
        return _SAID[key]

    return read_once


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from gongkai.extract import record_files  # noqa: PLC0415 - see below

    # Tests of the commands put fakes in the place of the stages while this module is first
    # imported, which then keeps them; a page has to see the stages themselves.
    monkeypatch.setattr(record_files, "read_document", work.read_document, raising=False)
    monkeypatch.setattr(record_files, "extract_record", work.extract_record, raising=False)
    # What a busy machine tells now and then stands on no page.
    monkeypatch.setattr(LineDisplay, "update", lambda *_: None)
    for name in ("_read_report", "_read_passage"):
        monkeypatch.setattr(OwnSystem, name, said_once(getattr(OwnSystem, name)))
    shutil.copytree(ROOT / "annotations" / "samples", tmp_path / "annotations" / "samples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "96")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    return tmp_path


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
@pytest.mark.usefixtures("workplace")
def test_what_a_page_shows_is_what_happens(path: Path) -> None:
    ran = run_page(path)
    assert ran or not re.search(r"^```(console|python)$", path.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    broken = []
    for link in _LINK.findall(_BLOCK.sub("", path.read_text(encoding="utf-8"))):
        if link.startswith(("https://", "http://")):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        found = target.exists() and target.is_relative_to(ROOT)
        if found and anchor:
            found = anchor in anchors(target.read_text(encoding="utf-8"))
        if not found:
            broken.append(link)
    assert broken == []


def test_every_page_can_be_reached_from_the_index() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    linked = set(_LINK.findall(index))
    assert {path.name for path in DOCS.glob("*.md")} - {"index.md"} <= linked
    assert "docs/index.md" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "terms"),
    [(page, terms) for page, shown in SHOWN_TERMS.items() for terms in shown],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_the_tables_of_ids_are_those_of_the_code(page: str, terms: type[scheme.Term]) -> None:
    assert term_table(terms) in (DOCS / page).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "layout", table_layout.LAYOUTS, ids=lambda each: f"{each.section.value}-{each.regime.value}"
)
def test_the_rows_and_columns_are_those_of_the_code(layout: table_layout.TableLayout) -> None:
    assert layout_table(layout) in (DOCS / "tables.md").read_text(encoding="utf-8")


def test_every_field_of_a_record_is_explained() -> None:
    page = (DOCS / "record.md").read_text(encoding="utf-8")
    parts = [
        each
        for each in vars(record).values()
        if isinstance(each, type) and issubclass(each, BaseModel) and each.model_fields
    ]
    names = {name for part in parts for name in part.model_fields}
    assert len(names) > 50
    assert sorted(name for name in names if f"`{name}`" not in page) == []


def test_every_tidy_table_is_explained() -> None:
    page = (DOCS / "extract.md").read_text(encoding="utf-8")
    assert [table.name for table in TABLES if f"| `{table.name}` |" not in page] == []


def codes_given(tree: ast.AST) -> set[tuple[str, str]]:
    """Return the codes that a module gives to the user, each with the page it belongs to."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            position, page = GIVES_CODE.get(node.func.id, (0, ""))
            code = node.args[position] if page and len(node.args) > position else None
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                found.add((code.value, page))
    return found


def test_every_code_of_a_warning_or_an_error_is_explained() -> None:
    given = set()
    for module in (ROOT / "extract").rglob("*.py"):
        given |= codes_given(ast.parse(module.read_text(encoding="utf-8")))
    assert {"table_missing", "too_large", "encrypted"} <= {code for code, _ in given}
    pages = {page: (DOCS / page).read_text(encoding="utf-8") for _, page in GIVES_CODE.values()}
    assert sorted((code, page) for code, page in given if f"`{code}`" not in pages[page]) == []


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\nb", "a  \nb\n", True),
        ("a\n...\nd", "a\nb\nc\nd\n", True),
        ("a\n...\nb", "a\nb\n", True),
        ("seconds: ...; done", "seconds: 0.3; done", True),
        ("a\n...", "b\nc\n", False),
        ("a", "a\nb", False),
        ("a", "", False),
        ("1.5", "1x5", False),
    ],
)
def test_a_difference_between_shown_and_printed_is_seen(
    shown: str, printed: str, same: bool
) -> None:
    assert matches(shown, printed) is same


@pytest.mark.parametrize(
    "content",
    [
        "```console\n$ gongkai --version\nsomething else\n```\n",
        "```console\n$ gongkai show nothing.txt\n```\n",
        "```console\n$ gongkai show nothing.txt\n$ echo $?\n0\n```\n",
        "```console\n$ wget report\n```\n",
        "```python\nprint(1)\n```\n\n```text\n2\n```\n",
        "```python\nraise ValueError\n```\n",
        "```json\n{\n```\n",
        "```\nno language\n```\n",
    ],
)
def test_an_example_that_is_not_true_fails(workplace: Path, content: str) -> None:
    page = workplace / "page.md"
    page.write_text(content, encoding="utf-8")
    with pytest.raises((pytest.fail.Exception, AssertionError, ValueError)):
        run_page(page)
