"""Sources: each folder is a card (`card.toml`) and a reader that turns what was published into claims.

Two folders are none: `reading`, by which they are all read, and `layouts`, which several of them share.
"""
