"""Adapters from plain tables and drawings to bytes; they know nothing of findings."""
