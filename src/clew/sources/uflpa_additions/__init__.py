"""Batches of additions to the UFLPA Entity List: the card says how they are read."""
