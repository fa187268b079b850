"""How each reader needs a screening: page, workbook, table, JSON, review file."""
