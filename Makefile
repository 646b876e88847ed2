# Short names for `python3 -m course COMMAND`, which does the work and needs no make.

PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help learn test app bench build site site-serve site-zip

help learn test app bench build site:
	@$(PYTHON) -m course $@

site-serve:
	@$(PYTHON) -m course site --serve

site-zip:
	@$(PYTHON) -m course site --zip dist/site.zip
