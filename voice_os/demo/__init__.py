"""A demonstration that needs no microphone."""
