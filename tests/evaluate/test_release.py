"""``gongkai evaluate release``: figures of test texts, errors of development texts alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.annotations.corpus_files import bundled_corpus
from gongkai.evaluate import release as module
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.release import GoldSet, opened_sets, release_section
from gongkai.evaluate.release_command_line import Request, run
from gongkai.evaluate.systems.interface import System, Text
from gongkai.evaluate.systems.own import Rules
from gongkai.evaluate.systems.registry import system
from gongkai.extract.command_line import main
from gongkai.models.errors import GongkaiError
from gongkai.training.model_card import CLOSING, OPENING
from tests.annotations.samples import source

BODIES = (
    "{a1:发布}{s1:信息}{32条|=32 条|info_published s1 a1}，{a2:收到}{s2:申请}"
    "{5件|=5 件|applications_received s2 a2}。",
    "{a1:举办}{s1:培训}{3次|=3 次|training_sessions s1 a1}，{a2:召开}{s2:会议}"
    "{7次|=7 次|meetings_held s2 a2}。",
)


class Sure(Rules):
    """The rules, sure of everything; takes an application for a message."""

    def __init__(self) -> None:
        super().__init__()
        self.name = "sure"

    def read(self, texts: Sequence[Text]) -> list[JudgedReport]:
        from gongkai.models.scheme import Metric  # noqa: PLC0415

        wrong = {Metric.APPLICATIONS_RECEIVED: Metric.MESSAGES_HANDLED}
        return [
            replace(
                report,
                claims=tuple(
                    replace(each, metric=wrong.get(each.metric, each.metric), confidence=0.96)
                    for each in report.claims or ()
                ),
            )
            for report in super().read(texts)
        ]


@pytest.fixture(autouse=True)
def _sure(monkeypatch: pytest.MonkeyPatch) -> None:
    def chosen(name: str) -> System:
        return Sure() if name == "sure" else system(name)

    monkeypatch.setattr(module, "system", chosen)


@pytest.fixture
def opened(tmp_path: Path) -> Path:
    """Return a folder with two sets that were handed out, one as the command lays it out."""
    for place, prefix in (("corpus/corpus/test/t01", "secret"), ("reality", "hidden")):
        folder = tmp_path / "opened" / place
        folder.mkdir(parents=True)
        for number, body in enumerate(BODIES * 2):
            text = source(body, f"{prefix}-{number}")
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return tmp_path / "opened"


def development(opened: Path) -> list[GoldSet]:
    (_, second) = opened_sets(opened)
    return [GoldSet("dev", [replace(it, name=f"open-{it.name}") for it in second.texts])]


def test_each_set_has_its_figures_beside_rules_and_regular_expressions(opened: Path) -> None:
    section = release_section(opened_sets(opened), [], "sure")
    assert "### On the test texts of corpus\n" in section
    assert "### On the test texts of reality\n" in section
    assert section.count("4 passages, 0 whole reports, 8 claims.") == 2
    assert section.count("| measure | of the gold | sure | rules | regular-expressions |") == 2
    assert section.count("| claims: right | 8 | ") == 2
    assert section.count("| applications_received | 2 | ") == 2
    assert section.count("| claims | 8 | 0.750 | 0.960 | ") == 2
    assert "quantities" not in section


def test_nothing_of_a_test_text_is_written_but_figures(opened: Path) -> None:
    section = release_section(opened_sets(opened), [], "sure")
    for words in ("secret", "hidden", "信息", "申请", "32条", "5件"):
        assert words not in section


def test_the_most_confident_errors_of_development_texts_are_shown(opened: Path) -> None:
    section = release_section(opened_sets(opened), development(opened), "sure")
    rows = [line for line in section.splitlines() if "dev open-" in line]
    assert rows[0] == (
        "| 0.960 | 5件 | messages_handled count 5 | applications_received count 5 | wrong metric "
        "| dev open-hidden-0 |"
    )
    assert len(rows) == 2


def test_a_model_without_confidences_has_no_errors_to_rank(opened: Path) -> None:
    section = release_section(opened_sets(opened), development(opened), "rules")
    assert "No confidences were given." in section
    assert "most confident errors" not in section


def test_the_same_texts_give_the_same_section(opened: Path) -> None:
    sets = opened_sets(opened)
    assert release_section(sets, [], "sure") == release_section(opened_sets(opened), [], "sure")


def test_the_part_of_a_card_is_replaced_and_the_rest_left(
    opened: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.evaluate.release_command_line.development_sets", list)
    card, designs = tmp_path / "MODEL_CARD.md", tmp_path / "designs.md"
    card.write_text(f"# Card\n\n{OPENING}\nformer figures\n{CLOSING}\n", encoding="utf-8")
    designs.write_text("| design | F1 |\n", encoding="utf-8")
    run(Request(opened, "rules", card, designs))
    written = card.read_text(encoding="utf-8")
    assert written.startswith(f"# Card\n\n{OPENING}\n### Designs that were compared\n\n| design |")
    assert written.endswith(f"{CLOSING}\n")
    assert "former" not in written
    run(Request(opened, "rules", tmp_path / "new.md"))
    assert (tmp_path / "new.md").read_text(encoding="utf-8").startswith("### On the test texts")
    assert not list(tmp_path.glob("*.partial"))


def test_what_cannot_be_used_is_told_before_anything_is_measured(
    opened: Path, tmp_path: Path
) -> None:
    (tmp_path / "notes.md").write_text("mine", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for request in (
        Request(opened, "rules", tmp_path / "notes.md"),
        Request(opened, "rules", tmp_path),
        Request(tmp_path / "empty", "rules", tmp_path / "new.md"),
        Request(tmp_path / "nothing", "rules", tmp_path / "new.md"),
        Request(opened, "rules", tmp_path / "new.md", tmp_path / "nothing.md"),
        Request(opened, "nobody", tmp_path / "new.md"),
    ):
        with pytest.raises(GongkaiError):
            run(request)
    assert (tmp_path / "notes.md").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "new.md").exists()


def test_the_sealed_split_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sets").mkdir()
    (tmp_path / "sets" / "corpus").symlink_to(bundled_corpus() / "test")
    with pytest.raises(GongkaiError, match="sealed"):
        opened_sets(tmp_path / "sets")


def test_the_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        main(["evaluate", "release", "--help"])
    assert not exited.value.code
    assert "--opened" in capsys.readouterr().out
