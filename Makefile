# Needs Python 3.11 or newer and make; everything else is installed into .venv.
#   make run PORT=8001              another port
#   make test ARGS="-k search -x"   any options of pytest
#   DATABASE_URL=postgres://… make test

PORT ?= 8000
ARGS ?=
# Twice as many as there are processors: with one more than these, a third of their time was idle,
# for browsers and disks that tests wait for.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) \* 2)

CANDIDATES = python3 python3.13 python3.12 python3.11 python3.14 python
PYTHON ?= $(firstword $(foreach name,$(CANDIDATES),$(shell $(name) -c \
  'import sys; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null)))

VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes
MANAGE := $(VENV)/bin/python manage.py
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test bench screenshots lint format requirements
.DELETE_ON_ERROR:

help:
	@echo "make run     set the archive up if need be, and serve it on http://127.0.0.1:$(PORT)"
	@echo "make test    run the tests (ARGS='…' goes to pytest; DATABASE_URL chooses the database)"
	@echo "make bench   measure what the archive promises"
	@echo "make screenshots  take the pictures in docs/screenshots anew"
	@echo "make lint    check style, the rooms' import direction and missing migrations"
	@echo "make format  bring the code into shape"

# --- Serving -----------------------------------------------------------------------------

run: $(VENV)/installed .env
	@$(MANAGE) migrate --verbosity 0
	@$(MAKE) --no-print-directory staticfiles/staticfiles.json
	@$(MANAGE) set_up_archive
	@exec $(BIN)/python -m archive_site.local serve $(PORT)

.env: | $(VENV)/installed
	@$(BIN)/python -m archive_site.local env

STATIC_SOURCES = $(shell find articles/static 2>/dev/null)

staticfiles/staticfiles.json: $(VENV)/installed $(STATIC_SOURCES) | .env
	@$(MANAGE) collectstatic --noinput --clear --verbosity 0

# --- Checking ----------------------------------------------------------------------------

test: $(VENV)/installed-dev
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

BENCHMARKS = $(sort $(wildcard benchmarks/bench_*.py))

bench: $(VENV)/installed-dev
	@test -n "$(BENCHMARKS)" || echo "There is no benchmark yet: benchmarks/bench_*.py"
	@for file in $(BENCHMARKS); do echo "== $$file"; $(BIN)/python $$file || exit 1; done

# Into docs/screenshots; needs a Chromium.
screenshots: $(VENV)/installed-dev
	@$(BIN)/python benchmarks/screenshots.py

lint: $(VENV)/installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache
	@DEBUG=1 DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run

format: $(VENV)/installed-dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# --- Installing --------------------------------------------------------------------------
# A stamp beside the packages says which requirements they are; make compares the times.

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "The archive needs Python 3.11 or newer, and none was found:" \
	  "install one, or name it: make run PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "The archive needs Python 3.11 or newer; $(PYTHON) is older." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) has no venv module." \
	  "On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	@echo "Installing what the archive runs on (once) …"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@echo "Installing what the tests need (once) …"
	@$(PIP) -r requirements-dev.txt
	@touch $@

# For maintainers, after a change in requirements*.in; needs uv.
requirements:
	@for name in requirements requirements-dev; do uv pip compile --quiet --universal \
	  --generate-hashes --python-version 3.11 --no-emit-index-url \
	  --custom-compile-command 'make requirements' $$name.in -o $$name.txt || exit 1; done
