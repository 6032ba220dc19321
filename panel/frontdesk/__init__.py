"""The desk of the conference: one screen for whoever stands before it, worked by keys alone."""
