# Everything runs from .venv, which the first target that needs it makes. Python >= 3.11 is enough.
.DEFAULT_GOAL := help
.SUFFIXES:
.DELETE_ON_ERROR:
.PHONY: help serve test lint bench soak check-content pictures browser fmt lock clean

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
# Pytest's own options, such as: make test PYTEST="-k attempt"
PYTEST ?= -n 2 --dist loadfile --no-loadscope-reorder
# The first Python that is new enough; PYTHON=/path/to/python overrides it.
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(VENV)/.run ## Install what is needed and serve with demo accounts on this machine
	$(BIN)/learning serve --demo

# A late answer of a busy machine looks like a fault: what failed among the others is run again, alone.
test: lint ## Install what the tests need and run them all
	$(BIN)/python -m pytest $(PYTEST) || { test $$? = 1 && echo "Again, alone, what failed:" && \
	$(BIN)/python -m pytest --last-failed --last-failed-no-failures=none --exitfirst -rp; }

lint: $(VENV)/.dev ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.dev ## Measure pages, moves and compiling against bare ones on this machine
	$(BIN)/python -m tests.bench.bench

soak: $(VENV)/.dev ## Hold a class of 300, cut its streams, stop its Valkey, break streams off: some minutes
	$(BIN)/python -m tests.soak.soak
	LEARNING_TESTS_ABORTED=5000 LEARNING_TESTS_STREAMS=1000 $(BIN)/python -m pytest -q -n0 tests/live/test_leaks.py

check-content: $(VENV)/.run ## Check every shipped case and course as strictly as publishing does
	$(BIN)/learning check --strict cases courses

pictures: $(VENV)/.dev ## Take the pictures of the tour for authors again, with Chromium
	$(BIN)/python -m tools.pictures

browser: ## Install Chromium for the browser tests (Debian, as root)
	.ci/install-browser

fmt: $(VENV)/.dev ## Put the Python files into the agreed form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# UPGRADE= keeps every version that still fits; the default takes the newest.
UPGRADE ?= --upgrade
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate --no-config $(UPGRADE)

lock: $(VENV)/.dev ## Refresh the locked requirements
	$(COMPILE) pyproject.toml --output-file requirements/run.txt
	$(COMPILE) --group build --constraints requirements/run.txt --output-file requirements/build.txt
	$(COMPILE) --group dev --constraints requirements/run.txt --output-file requirements/dev.txt

clean: ## Remove .venv and caches; instance/ with its database stays
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis dist

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Side by Side needs Python 3.11 or newer, and found none." \
		"Install it, or say where it is: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is older than Python 3.11, which Side by Side needs." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The stamps make a second run instant.
$(VENV)/.run: $(BIN)/python pyproject.toml requirements/run.txt requirements/build.txt
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --require-hashes -r requirements/build.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@
