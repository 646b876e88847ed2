# Short names for `python3 -m course COMMAND`, which does the work and needs no make.

PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help learn test app bench build

help learn test app bench build:
	@$(PYTHON) -m course $@
