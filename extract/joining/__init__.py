"""Join: facts put together what cells and claims say about the same thing.

This is the only stage that sees both. ``bounds`` says which numbers an expression allows,
``statements`` brings cells and claims to one form, ``groups`` finds claims about the same
quantity, ``facts`` puts all together.
"""

from gongkai.extract.joining.facts import join_facts

__all__ = ["join_facts"]
