"""What is compared, and where it comes from.

``reports`` has the one form that both sides take; ``gold`` reads annotations, ``loading``
whatever a path holds; ``pairing`` finds what belongs together.
"""
