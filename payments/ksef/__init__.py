"""KSeF, the national system of e-invoices: the document FA(3), its sending and what came back.

Everything here but `gateway` and `sending` is pure: no database, no network, no settings.
"""
