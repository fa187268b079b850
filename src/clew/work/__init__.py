"""One module a verb: the only place where the rooms meet."""
