"""The command line: one module a noun, thin; what a command means is in `clew.work`."""
