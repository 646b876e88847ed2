"""The HTTP door in this process: real composition root, real SQLite, no socket."""
