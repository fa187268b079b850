"""The list under section 1260H: the card says how both of its layouts are read. A subsidiary's parent stands in the entry's note."""
