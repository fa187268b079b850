"""Days on which orders on goods of the region were announced: the card says how they are read."""
