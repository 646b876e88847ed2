"""Tests of the use cases and the bus, on fakes of the ports. No database."""
