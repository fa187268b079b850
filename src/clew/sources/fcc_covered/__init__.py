"""The FCC Covered List: the card says how it is read."""
