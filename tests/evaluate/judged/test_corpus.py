"""Corpora in every format, as annotations."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.annotations.converters import NAMES, converter, without
from gongkai.annotations.corpus_files import (
    CorpusError,
    bundled_corpus,
    bundled_reality,
    read_corpus,
)
from gongkai.annotations.loading import write_parquet
from gongkai.annotations.markup import MarkupError
from gongkai.annotations.passages import ContextKind, Reason
from gongkai.annotations.phenomena import Phenomenon
from gongkai.annotations.sealing import seal
from gongkai.annotations.whole_reports.files import write_reports
from gongkai.evaluate.judged.corpus import judged_passage, judged_whole_report
from gongkai.evaluate.judged.loading import load_gold, load_predictions
from gongkai.evaluate.judged.reports import IdentityField, JudgedReport
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import InputError
from gongkai.models.document import Span
from gongkai.models.scheme import IssuerType, ProblemYear, SectionKind, Tier
from tests.annotations.converters.texts import plain, rich
from tests.annotations.samples import passage, source

from .texts import CONVERTED, converted, passages

DEV = bundled_corpus() / "dev"


def in_order(texts: list[JudgedReport]) -> list[JudgedReport]:
    return sorted(texts, key=lambda text: text.name)


def test_a_passage_says_everything_that_is_marked_in_it() -> None:
    given = rich()
    judged = judged_passage(given)
    assert (judged.name, judged.text) == (given.head.name, given.text)
    claims = judged.claims or ()
    assert [claim.quote for claim in claims] == [each.span.of(given.text) for each in given.claims]
    part = next(claim for claim in claims if claim.quote == "4件")
    assert part.part_of is not None
    assert claims[part.part_of].quote == "12３件"
    kinds = [context.kind for context in claims[0].contexts]
    assert sorted(kinds) == sorted(ContextKind)
    assert [mark.reason for mark in judged.non_claims] == [Reason.DOCUMENT_NUMBER, Reason.PLAN]
    (problem,) = judged.problems or ()
    assert problem.text == "公开得不\n够深"
    assert problem.detail is ProblemYear.LAST
    assert Phenomenon.CUMULATIVE in judged.traits.phenomena
    assert (judged.traits.tier, judged.traits.type) == (Tier.COUNTY, IssuerType.GOVERNMENT)
    assert not judged.traits.is_report


def test_problems_are_judged_in_passages_from_section_five_alone() -> None:
    assert judged_passage(plain()).problems is None
    empty = judged_passage(passage("{没有|!nothing}。", section="problems"))
    assert (empty.problems, empty.improvements) == ((), ())


def test_the_section_of_a_claim_is_judged_where_there_is_one_section_alone() -> None:
    (first, *_) = judged_passage(plain()).claims or ()
    assert first.section is SectionKind.OVERVIEW
    assert "section" in first.stated
    assert {"scope", "part_of", "part_kind"} <= first.stated
    (mixed, *_) = judged_passage(rich()).claims or ()
    assert mixed.section is None
    assert "section" not in mixed.stated


@pytest.mark.parametrize("name", CONVERTED)
@pytest.mark.parametrize("told", [True, False])
def test_what_a_converter_reads_is_what_the_corpus_says(
    tmp_path: Path, name: str, told: bool
) -> None:
    path = converted(name, tmp_path)
    losses = converter(name).loses
    expected = [judged_passage(without(each, losses), losses) for each in passages()]
    format_name = name if told else None
    for load in (load_gold, load_predictions):
        assert load(path, format_name) == in_order(expected)


def test_every_converter_is_a_format_of_ours() -> None:
    assert set(CONVERTED) == set(NAMES) - {"markup"}


def test_a_format_without_problems_does_not_judge_them(tmp_path: Path) -> None:
    (found, *_) = load_gold(converted("measeval", tmp_path))
    assert found.problems is None
    assert found.improvements is None


def test_the_markup_is_recognised_in_files_and_folders(tmp_path: Path) -> None:
    folder = tmp_path / "train" / "me"
    folder.mkdir(parents=True)
    text = "# 说明\n\n" + source("公开信息{3条|=3 条|info_published}。")
    (folder / "01.txt").write_text(text, encoding="utf-8")
    (one,) = load_gold(folder / "01.txt")
    assert one.text == "公开信息3条。"
    assert load_gold(tmp_path) == load_predictions(tmp_path) == [one]


def test_faults_of_the_markup_are_told(tmp_path: Path) -> None:
    path = tmp_path / "01.txt"
    path.write_text(source("公开信息{3条|=3 条|info}。"), encoding="utf-8")
    with pytest.raises(MarkupError, match="info"):
        load_gold(path)


def test_a_whole_report_says_the_same_as_its_gold_and_more(tmp_path: Path) -> None:
    sources = read_corpus(DEV).reports[:3]
    write_reports(sources, tmp_path, pages=False)
    written = load_gold(tmp_path)
    composed = in_order([judged_whole_report(each) for each in sources])
    assert [each.name for each in written] == [f"{each.name}.txt" for each in composed]
    for plain_gold, whole in zip(written, composed, strict=True):
        assert whole.text == plain_gold.text
        assert whole.identity == plain_gold.identity
        for part in ("cells", "problems", "improvements", "facts", "sections"):
            assert getattr(whole, part) == getattr(plain_gold, part)
            assert getattr(whole, part) is not None
        bare = [replace(claim, contexts=(), context_words=()) for claim in whole.claims or ()]
        given = [replace(claim, contexts=(), context_words=()) for claim in plain_gold.claims or ()]
        assert bare == given
        assert whole.traits.phenomena
        assert whole.traits.year == plain_gold.traits.year
        assert whole.traits.is_report


def test_context_spans_of_a_gold_file_are_found_where_they_are_marked(tmp_path: Path) -> None:
    sources = read_corpus(DEV).reports
    write_reports(sources, tmp_path, pages=False)
    right = total = 0
    composed = in_order([judged_whole_report(each) for each in sources])
    for written, whole in zip(load_gold(tmp_path), composed, strict=True):
        for found, exact in zip(written.claims or (), whole.claims or (), strict=True):
            total += len(found.contexts)
            right += len(set(found.contexts) & set(exact.contexts))
    assert total > 300
    assert right > 0.9 * total


def test_a_whole_report_has_its_page_whichever_others_are_read() -> None:
    sources = read_corpus(DEV).reports
    alone = judged_whole_report(sources[1])
    assert alone.page is not None
    assert "<" in alone.page
    assert "�" not in alone.page
    assert alone.tables
    assert all(claim.span not in alone.tables for claim in alone.claims or ())
    assert all(any(char.isdigit() for char in span.of(alone.text or "")) for span in alone.tables)
    title = (alone.identity.fields if alone.identity else {})[IdentityField.TITLE]
    assert str(title) in alone.page
    assert alone in load_gold(DEV)


def test_the_corpus_as_parquet_says_the_same(tmp_path: Path) -> None:
    corpus = read_corpus(DEV)
    write_parquet(corpus, tmp_path)
    expected = load_gold("corpus:dev")
    assert len(expected) == len(corpus.passages) + len(corpus.reports)
    found = load_gold(tmp_path)
    assert found == [replace(each, page=None, tables=()) for each in expected]
    reports = load_gold(tmp_path / "reports" / "dev.parquet")
    assert reports == [each for each in found if each.traits.is_report]


def test_bundled_texts_go_by_their_names() -> None:
    samples = load_gold("samples")
    assert len(samples) == 14
    assert all(each.text and each.page and each.identity for each in samples)
    assert load_predictions("corpus:dev") == load_gold("corpus:dev")
    reality = load_gold("reality:dev")
    assert reality == load_gold(bundled_reality() / "dev")
    assert len(reality) == len(read_corpus(bundled_reality() / "dev").passages) > 0


def test_a_sealed_split_is_refused_by_name_and_by_path(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^The split test is sealed: hand it out with gongkai"):
        load_gold("corpus:test")
    with pytest.raises(InputError, match=r"no split 'all': choose corpus:train or corpus:dev\.$"):
        load_gold("corpus:all")
    with pytest.raises(InputError, match=r"^The split test is sealed: hand it out with gongkai"):
        load_gold("reality:test")
    with pytest.raises(
        InputError, match=r"reality set has no split 'train': choose reality:dev\.$"
    ):
        load_predictions("reality:train")
    with pytest.raises(InputError, match="corpus:train, corpus:dev, reality:dev and samples"):
        load_gold("dev")
    with pytest.raises(CorpusError, match="test split, which is sealed"):
        load_gold(bundled_reality() / "test", "corpus")
    folder = tmp_path / "test" / "me"
    folder.mkdir(parents=True)
    (folder / "01.txt").write_text(source("公开信息。"), encoding="utf-8")
    seal(tmp_path, "1")
    for path in (tmp_path, tmp_path / "test", folder / "01.txt"):
        with pytest.raises(CorpusError, match="test split, which is sealed"):
            load_gold(path, "corpus")


def test_a_damaged_export_is_named(tmp_path: Path) -> None:
    import pyarrow  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    path = tmp_path / "dev.parquet"
    columns = ("text", "claims", "contexts", "sections")
    parquet.write_table(pyarrow.table({name: ["公开"] for name in columns}), path)
    with pytest.raises(GongkaiError, match=r"dev\.parquet, row 1: .*export the corpus again"):
        load_gold(path)


def test_spans_of_a_passage_are_where_its_text_has_them() -> None:
    judged = judged_passage(plain())
    (context, *_) = (judged.claims or ())[0].contexts
    assert context.span == Span(0, 2)
