# One door. `make run` serves the demo library; `make test` runs every test; `make check` is CI.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
CORPUS := ../shared/corpora
# Two more than there are processors: tests in a browser wait for it now and then. Whoever is done
# takes tests from others, for some take a thousand times as long as most.
WORKERS := $(shell expr $$(nproc 2>/dev/null || sysctl -n hw.ncpu) + 2)

# What Python compiles is kept, out of everybody's way.
export PYTHONPYCACHEPREFIX ?= $(CURDIR)/$(VENV)/pycache

.PHONY: run setup test test-postgres check lint format lock bench soak score screenshots messages clean help

help:  ## Show what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: setup  ## Serve the demo library on this machine
	@$(BIN)/fascicle demo
	@exec $(BIN)/fascicle serve

setup: $(STAMP)  ## Make .venv with everything in it

$(STAMP): requirements/dev.txt pyproject.toml
	@tools/make-venv $(PYTHON) $(VENV)
	@touch $@

test: setup  ## Run every test on SQLite
	@tools/install-browser
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -m "not soak"

test-postgres: setup  ## Run every test on PostgreSQL
	@tools/install-browser
	tools/with-postgres $(BIN)/pytest -n $(WORKERS) --dist worksteal -m "not soak"

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m tools.templates --check
	FASCICLE_DATA=$(VENV)/check-data $(BIN)/python manage.py makemigrations --check --dry-run

check: lint test test-postgres  ## What CI runs

format: setup  ## Put code and templates in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m tools.templates

lock: setup  ## Renew the lock files from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-emit-index-url --quiet -o requirements/runtime.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --no-emit-index-url --quiet -o requirements/dev.txt

bench: setup  ## Measure speed, with the hardware; make bench WORKS=1000000 for the largest archive
	$(BIN)/python -m bench.importing
	$(BIN)/python -m bench.exporting
	$(BIN)/python -m bench.cleaning
	$(BIN)/python -m bench.writing
	$(BIN)/python -m bench.typing
	$(BIN)/python -m bench.telling
	$(BIN)/python -m bench.serving
	$(BIN)/python -m bench.search $(if $(WORKS),--works $(WORKS))

soak: setup  ## Slow runs with injected faults
	$(BIN)/pytest -m soak

score: setup  ## Score the importer on the labelled corpus, where it is present
	$(BIN)/python -m bench.score $(CORPUS)

messages: setup  ## Begin, renew and compile a translation: make messages LOCALE=pt_BR (needs gettext)
	mkdir -p fascicle/locale
	cd fascicle && FASCICLE_DATA=$(CURDIR)/$(VENV)/check-data ../$(BIN)/python ../manage.py makemessages --locale $(LOCALE) --no-wrap --add-location file
	cd fascicle && msgfmt --check --output-file locale/$(LOCALE)/LC_MESSAGES/django.mo locale/$(LOCALE)/LC_MESSAGES/django.po

clean:  ## Remove what setup made (never your data)
	rm -rf $(VENV)
