"""Measuring extraction against annotations; nothing is measured here yet."""
