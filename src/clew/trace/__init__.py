"""Along which links an issuer reaches evidence: links, labels found backward, paths read back, fund books opened forward."""
