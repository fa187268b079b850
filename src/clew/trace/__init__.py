"""Along which links an issuer reaches evidence: links, labels found backward from the evidence, paths read back, fund books opened forward."""
