"""A stand-in for Stripe: a small HTTP server that takes no money.

It imitates the part of Stripe's API that `payments.gateway` uses, with a page of its own where one chooses
how the payment ends. Standard library only: it shares no code with the application it plays against.
"""
