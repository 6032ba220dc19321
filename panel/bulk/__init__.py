"""What can be done with many cards or participants at once: told before, done one by one, reported row by row."""
