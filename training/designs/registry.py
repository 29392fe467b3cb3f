"""The designs there are, by their names, cheap ones first."""

from __future__ import annotations

from typing import Final

from gongkai.training.designs.linear_designs import (
    run_linear,
    run_linear_with_generated,
    run_linear_without_rules,
    run_linear_without_sentences,
)
from gongkai.training.designs.network_designs import (
    run_linear_and_network,
    run_network,
    run_network_with_boundaries,
    run_network_without_lexicon,
)
from gongkai.training.designs.outcomes import Design
from gongkai.training.designs.rule_designs import run_rules
from gongkai.training.designs.spacy_designs import (
    run_spacy_entities,
    run_spacy_entities_of_words,
    run_spacy_spans,
)

_ALL: Final = (
    Design("rules", "rules alone", "仅规则", run_rules),
    Design("linear", "linear model", "线性模型", run_linear),
    Design(
        "linear_without_rules",
        "linear model without the rules' answers",
        "线性模型，不用规则的答案",
        run_linear_without_rules,
    ),
    Design(
        "linear_without_sentences",
        "linear model, no written sentences learned from",
        "线性模型，不学专写的句子",
        run_linear_without_sentences,
    ),
    Design(
        "linear_with_generated",
        "linear model, 1,500 generated passages learned from besides",
        "线性模型，另学1500段生成文本",
        run_linear_with_generated,
    ),
    Design("network", "multi-task network, characters", "多任务网络，按字", run_network),
    Design(
        "linear_and_network",
        "linear model and network, stacked on the rules",
        "线性模型与网络，叠加于规则之上",
        run_linear_and_network,
    ),
    Design(
        "network_without_lexicon",
        "network without tags of the lexicon",
        "网络，不用词典标记",
        run_network_without_lexicon,
    ),
    Design(
        "network_with_boundaries",
        "network, characters with boundaries of words (pkuseg)",
        "网络，按字并加词界（pkuseg）",
        run_network_with_boundaries,
    ),
    Design(
        "spacy_entities",
        "spaCy CNN and NER, characters",
        "spaCy CNN与实体识别，按字",
        run_spacy_entities,
    ),
    Design(
        "spacy_entities_of_words",
        "spaCy CNN and NER, words (pkuseg)",
        "spaCy CNN与实体识别，按词（pkuseg）",
        run_spacy_entities_of_words,
    ),
    Design(
        "spacy_spans",
        "spaCy CNN and spancat over anchors, characters",
        "spaCy CNN与跨度分类（候选为数量），按字",
        run_spacy_spans,
    ),
)

#: The designs by their names, in the order in which they run and stand in the table.
DESIGNS: Final[dict[str, Design]] = {design.name: design for design in _ALL}
