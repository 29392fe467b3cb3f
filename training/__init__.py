"""Training of the claim pipeline; nothing is trained yet."""
