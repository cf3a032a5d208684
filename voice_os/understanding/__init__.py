"""Understanding: from what was said to what is wished, without a model and without effect."""
