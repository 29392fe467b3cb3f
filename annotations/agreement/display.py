"""The figures of consistency on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from gongkai.annotations.agreement.figures import AgreementFigures, Overlap
from gongkai.annotations.agreement.kinds import Disagreement


def print_agreement(
    console: Console, figures: AgreementFigures, points: Sequence[Disagreement], language: str
) -> None:
    """Print the figures, and how often the two differ about what."""
    chinese = language == "zh"
    console.print(
        f"双人标注段落：{figures.passages}"
        if chinese
        else f"{figures.passages} passages annotated twice"
    )
    table = Table(box=None, pad_edge=False)
    heads = ("", "F1", "共同", "标注一", "标注二") if chinese else ("", "F1", "both", "1st", "2nd")
    for number, head in enumerate(heads):
        table.add_column(head, justify="left" if number == 0 else "right")
    for names, overlap in (
        (("anchors, overlapping", "锚点（重叠）"), figures.anchors),
        (("anchors, exact", "锚点（完全一致）"), figures.anchors_exact),
        (("claims, right", "声明（正确）"), figures.claims),
        (("claims, wholly right", "声明（完全正确）"), figures.claims_wholly),
        *(((f"spans {kind}", f"片段 {kind}"), each) for kind, each in figures.contexts.items()),
        (("problems and improvements", "问题与改进"), figures.items),
        (("  with their category", "  含类别"), figures.items_with_category),
    ):
        table.add_row(names[chinese], *_cells(overlap))
    console.print(table)
    kappa = "kappa（共同锚点的指标）" if chinese else "Cohen's kappa, metric of common anchors"
    alpha = "alpha（全部数量）" if chinese else "Krippendorff's alpha, metric or none of quantities"
    console.print(f"{kappa}: {_figure(figures.kappa)}")
    console.print(f"{alpha}: {_figure(figures.alpha)} ({figures.labels})")
    kinds = Counter(point.subject for point in points)
    console.print("分歧：" if chinese else "They differ about:")
    for subject, count in kinds.most_common():
        console.print(f"  {subject.label(language)}: {count}")


def _cells(overlap: Overlap) -> tuple[str, ...]:
    return _figure(overlap.f1), str(overlap.common), str(overlap.first), str(overlap.second)


def _figure(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"
