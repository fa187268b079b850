"""Who owns whom: three separate answers, each computed exactly: the economic share, control, and the rules of lists on ownership."""
