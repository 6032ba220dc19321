"""Proformas, invoices, corrections, notes and bills: their numbers, sums, papers and register."""
