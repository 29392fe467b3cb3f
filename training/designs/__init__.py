"""The search over designs: one kind of model after the other, learned and measured alike.

What the shipped model is made of was chosen by this search, and it can be repeated, whole or
design by design. Read it in this order: `outcomes` (what a design is, and what it hands back),
`scoring` (claims right by metric, and intervals over texts), `searching` (each design in a
process of its own, earlier results kept), `tables` (the table for the model card). The designs
themselves are in `rule_designs`, `linear_designs`, `network_designs` and `spacy_designs`, and
`registry` names them.

Every design answers one thing: which metrics each anchor has claims of. Kind and value come from
grammar and rules for all alike, so that designs differ in nothing else.
"""

from gongkai.training.designs.outcomes import Design, Outcome
from gongkai.training.designs.registry import DESIGNS
from gongkai.training.designs.searching import SearchError, search

__all__ = ["DESIGNS", "Design", "Outcome", "SearchError", "search"]
