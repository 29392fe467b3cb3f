"""What things are and how they are recognised: typed data, claim scheme, grammar, models.

Nothing is imported here, so that each caller pays only for what it uses.
"""
