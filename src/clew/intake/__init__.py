"""How bytes come in: files and addresses, told by their bytes, as rows of text before anything is understood."""
