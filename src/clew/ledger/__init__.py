"""What people decided and did: events in a hash chain, live snapshots, portfolios, judgements, and every file written out."""
