"""The composition root: the real parts, plugged together."""
