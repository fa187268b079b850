"""How a source is read: its card and forms, which form a file has, and the queries that its rows become claims by."""
