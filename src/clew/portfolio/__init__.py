"""What the investor holds: a holdings file, read whole and typed, with every row accounted for."""
