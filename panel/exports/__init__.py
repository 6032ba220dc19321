"""Lists as files for a spreadsheet: which columns there are, and how each format is written row by row."""
