"""Join: facts put together what cells and claims say about the same thing.

This is the only stage that sees both. ``bounds`` says which numbers an expression allows,
``statements`` brings cells and claims to one form, ``totals`` finds the claims that state the
total of a cell, ``groups`` those about the same quantity, ``facts`` puts all together,
``claim_checks`` holds claims against cells, parts against wholes and rates against counts.
"""

from gongkai.extract.joining.claim_checks import check_claims
from gongkai.extract.joining.facts import join_facts

__all__ = ["check_claims", "join_facts"]
