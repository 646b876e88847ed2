"""What the app can do: use cases, the ports they need and the bus that runs them. No adapter."""
