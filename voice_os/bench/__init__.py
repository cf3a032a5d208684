"""Measuring: real conversations on models of full size. What the figures mean: docs/measuring.md.

Each kind of measurement is a file (`turns.py` and `at_rest.py` with the key; without it
`open_turns.py`, `interruptions.py`, `endpoints.py`, `open_microphone.py` and `hour.py`); they share
the stand-in models, the recordings, the virtual sound card and the figures.
"""
