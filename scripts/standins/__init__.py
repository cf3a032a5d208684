"""Stand-in models: real file formats for the real engines, with weights that we write ourselves.

Nothing is trained and nothing is downloaded. The tiny ones give fixed answers, for tests; those of
full size cost what the real models cost, for benchmarks. `scripts/make_standins.py` writes them.
"""
