"""Pure functions over single values: names, identifiers, numbers. No file is opened here; tables come as arguments."""
