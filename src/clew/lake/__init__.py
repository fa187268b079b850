"""What every source said, then and now: immutable snapshots of claims, the archive of bytes, and the derived caches."""
