"""The one place where plans run: the port, its adapters, and the suite that holds every adapter to the same rows."""
