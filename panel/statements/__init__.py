"""The treasurer's pages of the bank: statements in, what each transfer pays, and what waits for a decision."""
