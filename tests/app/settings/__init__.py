"""What an environment makes of the settings."""
