"""Who she is: her mood, what she is curious about, and when she may speak first."""
