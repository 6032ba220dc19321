"""Lists read from spreadsheets: what a file says, what it would change, and the change, all or nothing."""
