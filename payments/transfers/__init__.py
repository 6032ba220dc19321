"""Files of transfers that a bank takes in. Pure: orders in, bytes out; no database, no settings."""

from payments.transfers.elixir import elixir_file
from payments.transfers.orders import Order, Payer
from payments.transfers.pain import pain_file

__all__ = ["Order", "Payer", "elixir_file", "pain_file"]
