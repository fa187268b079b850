"""clew: from a holdings file to the evidence, and what may be said about it."""
