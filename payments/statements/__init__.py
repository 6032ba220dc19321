"""Bank statements: read, kept, and matched to the cards they pay.

`reading` turns the bytes of a file into what it says, `importing` keeps each transaction once, `matching` says which
cards a transfer pays and why, `deciding` writes what was decided. Reading and matching know no database.
"""
