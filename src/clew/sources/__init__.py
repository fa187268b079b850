"""Sources: each folder is a card (`card.toml`) and a reader that turns what was published into claims."""
