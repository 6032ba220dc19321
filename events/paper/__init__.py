"""What all papers share: fonts, codes, letterhead and grid. Pure: no database, no settings."""
