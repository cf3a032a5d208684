"""Measuring: real conversations on models of full size. What the figures mean: docs/measuring.md.

Each kind of measurement is a file (`turns.py`, `at_rest.py`); they share the stand-in models, the
virtual sound card and the figures.
"""
