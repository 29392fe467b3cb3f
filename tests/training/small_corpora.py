"""Small corpora that are made up, and a design that is trained on them in a moment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gongkai.annotations.converters.losses import Loss, without
from gongkai.annotations.converters.registry import converter
from gongkai.annotations.markup import parse_passages
from gongkai.annotations.passages import Passage
from gongkai.models.trained.network import Shape
from gongkai.training.defaults import Design
from gongkai.training.examples import Example, ExampleReader
from gongkai.training.sources import Sources, Texts
from tests.annotations.samples import source

TINY = Design(Shape(width=8, depth=1, pieces=2, heads=1, hidden=8), networks=1, epochs=2)
_CLAIMS = (
    "{p1:全年}通过{c1@website:政府网站}{a1:发布}{s1:信息}"
    "{%(a)d条|=%(a)d 条|#1 info_published s1 a1 c1 p1}，"
    "其中{s2:动态类}{%(b)d条|=%(b)d 条|info_published s2 a1 of#1:subset}；"
    "{a2:收到}{s3:申请}{%(b)d件|=%(b)d 件|#2 applications_received s3 a2}，"
    "{a3:答复}{%(c)d件|=%(c)d 件|applications_answered s3 a3 of#2:stage}。"
    "从{%(c)d个方面|!means}抓落实，"
    "{c2@hotline:热线}{s4:来电}{%(a)d件|=%(a)d 件|hotline_cases s4 c2}。",
    "{a1:举办}{s1:培训}{%(c)d次|=%(c)d 次|training_sessions s1 a1}，"
    "按{%(a)d号|!document_number}文办理。"
    "{c1@wechat:微信公众号}{a2:推送}{s2:消息}{%(b)d条|=%(b)d 条|info_published s2 a2 c1}，"
    "{s3:申请办结率}{%(b)d%%|=%(b)d %%|applications_answered rate:completion s3}。"
    "上级{%(a)d个|!cited}单位来访，"
    "{c2@website:网站}{s4:公开信息}{%(a)d条|=%(a)d 条|info_published s4 c2}。",
)
_PROBLEMS = (
    "{problem content:公开的内容第%(a)d项不够细}，{problem staffing:人手第%(b)d组比较紧}。"
    "{improvement content promised:下一步将补上第%(c)d项内容}，"
    "{improvement training taken:已经办了业务培训}。"
)
ITEMS = (
    "{problem content:公开的内容不够全}；{problem staffing last:上年提到的人手不足}。今年做了改进，"
    "{improvement staffing taken:已经添了两人}；"
    "{improvement training promised:下一步将加强培训，讲清要求}。",
    "{problem training:业务学习不多，培训也少}。{improvement training promised:将办培训}。",
    "{problem content:栏目更新慢，内容旧}。{improvement content taken:已经更新栏目，换了内容}。",
)


def passages(count: int = 15, with_items: bool = True) -> list[Passage]:
    """Return some passages; every fifth is of section five, if wanted."""
    written = []
    for number in range(count):
        fill = {"a": 20 + 3 * number, "b": 11 + number, "c": 2 + number % 7}
        of_items = with_items and number % 5 == 4
        body = _PROBLEMS if of_items else _CLAIMS[number % 2]
        section = "problems" if of_items else "overview"
        written.append(source(body % fill, f"text-{number:02}", section=section))
    return parsed("\n".join(written)) if written else []


def parsed(text: str) -> list[Passage]:
    found, faults = parse_passages(text, "file.txt")
    assert [str(each) for each in faults] == []
    return [each.passage for each in found]


def item_texts() -> Texts:
    """Return texts that a reader of section five can be trained on."""
    written = [
        source(body, f"items-{number}", section="problems") for number, body in enumerate(ITEMS)
    ]
    return Texts("items", tuple(parsed("\n".join(written))))


def examples(found: Sequence[Passage] | None = None) -> list[Example]:
    return ExampleReader().passages(passages() if found is None else found)


def sources(found: Sequence[Passage] | None = None, held_out: int = 4) -> Sources:
    there = list(passages() if found is None else found)
    return Sources(
        Texts("own", tuple(there[held_out:])),
        False,
        0,
        (Texts("own, held out", tuple(there[:held_out])),),
    )


def write(path: Path, format_name: str = "markup", found: Sequence[Passage] | None = None) -> Path:
    """Write passages in a format, without what it has no place for."""
    chosen = converter(format_name)
    held = [without(each, chosen.loses) for each in (passages() if found is None else found)]
    chosen.write(held, path)
    return path


ALL_LOSSES = frozenset(Loss)
