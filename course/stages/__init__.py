"""What `make test` runs, and how it is told. The tests themselves are in tests/."""
