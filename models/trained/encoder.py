"""The shared encoder: a vector for each character, from its columns and its surroundings.

Rows of the columns' tables are added, then windows of three characters are mixed several times
by maxout layers with residual connections, as spaCy's own encoders do (Honnibal & Johnson 2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from thinc.api import (
    Dropout,
    Embed,
    LayerNorm,
    Maxout,
    Model,
    add,
    chain,
    clone,
    expand_window,
    residual,
    uniform_init,
    with_array,
)

from gongkai.models.trained.operations import Floats, Integers

#: Thinc cannot tell what layers made of layers take and give.
Layer: TypeAlias = Model[Any, Any]


def build_encoder(
    rows: Sequence[int], width: int, depth: int, pieces: int, dropout: float
) -> Model[list[Integers], list[Floats]]:
    """Build the encoder.

    Parameters
    ----------
    rows
        How many rows the table of each column has.
    width
        Length of the vectors.
    depth
        How often windows are mixed: each time the view grows by one character on both sides.
    pieces
        Pieces of the maxout layers.
    dropout
        Share of numbers left out while training.

    Returns
    -------
    thinc.model.Model
        From arrays (characters, columns) to arrays (characters, ``width``).
    """
    tables: list[Layer] = [
        Embed(width, count, column=column, initializer=uniform_init)
        for column, count in enumerate(rows)
    ]
    embed: Layer = with_array(chain(add(*tables), LayerNorm(width), Dropout(dropout)))
    mix: Layer = chain(
        expand_window(window_size=1),
        Maxout(width, width * 3, nP=pieces, dropout=dropout, normalize=True),
    )
    encode: Layer = with_array(clone(residual(mix), depth), pad=depth)
    encoder: Model[list[Integers], list[Floats]] = chain(embed, encode)
    encoder.set_dim("nO", width)
    return encoder
