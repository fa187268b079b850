"""The companies of section 889: the card says how it is read."""
