"""Identity: whose report this is, on which year, over which period, published when.

The layers, in the order to read them: :mod:`.regions` (administrative divisions by name),
:mod:`.dates` (days and stretches of time), :mod:`.wording` (what a title says), :mod:`.bodies`
(sort and level of a body), :mod:`.titles`, :mod:`.issuers`, :mod:`.periods`, and
:mod:`.identification`, which puts them together. The main function is :func:`identify`.
"""

from gongkai.extract.identity.identification import identify
from gongkai.extract.identity.types import Identity

__all__ = ["Identity", "identify"]
