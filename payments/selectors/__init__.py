from payments.selectors.refunds import open_refunds, owed_back, returnable
from payments.selectors.sums import open_checkouts, received_for, returned_for, settled_for, written_off_for

__all__ = [
    "open_checkouts",
    "open_refunds",
    "owed_back",
    "received_for",
    "returnable",
    "returned_for",
    "settled_for",
    "written_off_for",
]
