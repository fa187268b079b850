"""Packs: rules, words and lists as data files, read into frozen types. TOML and CSV, by the standard library alone."""
