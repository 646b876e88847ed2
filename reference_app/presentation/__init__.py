"""The doors: each parses a request, asks the bus, renders the answer. No decision, no storage."""
