"""What the SQL adapters must do, on real SQLite files."""
