"""Who may answer a turn, each in a file of its own. In which order, `dialogue` says."""
