"""Blocks to verdicts: each block alone, then its neighbours, then the points."""
