"""How fast the app is, beside the same endpoints written bare. Measures; tests nothing of it."""
