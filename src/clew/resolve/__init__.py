"""Which names are the same company: identifiers first, then names as candidates for a person; nothing is merged at rest."""
