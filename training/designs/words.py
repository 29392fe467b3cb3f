"""The segmenter of designs that read words, learned from the examples themselves."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.models.document import Span
from gongkai.models.trained.segmentation import Segmenter
from gongkai.training.examples import Example
from gongkai.training.segmenter import silver_words, train_segmenter


def fit_segmenter(examples: Sequence[Example]) -> Segmenter:
    """Train a segmenter on the texts of examples.

    Parameters
    ----------
    examples
        What to learn from: words of a dictionary, cut at the ends of quantities and spans.

    Raises
    ------
    MissingExtraError
        If the dictionary segmenter is not installed.
    GongkaiError
        If there are too few sentences.
    """
    return train_segmenter(
        words
        for example in examples
        for words in silver_words(
            example.reading.text, [Span(each.start, each.end) for each in example.spans]
        )
    )
