"""The frozen types that the rooms hand to each other; no behaviour beyond what a value knows of itself."""
