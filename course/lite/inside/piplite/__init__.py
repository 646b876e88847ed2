"""What would fetch packages from elsewhere: the book's Python has all that its cells need, and asks
nobody for more."""

# mypy: ignore-errors

from piplite.piplite import install as install
