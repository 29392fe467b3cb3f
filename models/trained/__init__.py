"""The trained pipeline: what is learned from the corpus, run as arrays and small networks."""
