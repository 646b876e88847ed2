"""Tests of the rules: plain values and entities, nothing to start, nothing to await."""
