"""Shapes of input; no saving."""
