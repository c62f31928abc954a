# Works with make 3.81 (macOS) and newer. Bare `make` lists the commands.
# Variables given on the command line (PORT=8001 DATA_DIR=…) reach the programs as environment variables.
VENV ?= .venv
PYTHON := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed
# Which tests, and how: make test TESTS=tests/search PYTEST_ARGS="-x -k facet"
TESTS ?= tests
PYTEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help install run worker test check lint types bench faults migrate migrations shell messages clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

install: $(INSTALLED) ## create .venv and install what requirements.txt pins

run: $(INSTALLED) ## start site, back-office, API and worker (PORT=8000 SEED=no DATA_DIR=var)
	@exec $(PYTHON) -m portal.serve

worker: $(INSTALLED) ## run the worker alone, beside a site started otherwise
	@exec $(PYTHON) manage.py run_worker

test: $(INSTALLED) ## run all tests; says what it skipped and why (TESTS=… PYTEST_ARGS=…)
	@$(PYTHON) -m pytest $(TESTS) $(PYTEST_ARGS)

check: lint types ## the quick round before a commit: lint, layers, types, migrations, tests without a database
	@$(PYTHON) manage.py check --fail-level WARNING
	@$(PYTHON) manage.py makemigrations --check --dry-run
	@$(PYTHON) -m pytest $(TESTS) -q -n 2 --dist loadfile --reuse-db -m "not slow and not browser and not django_db" $(PYTEST_ARGS)

lint: $(INSTALLED) ## ruff and the import layers
	@$(PYTHON) -m ruff check .
	@$(VENV)/bin/lint-imports

types: $(INSTALLED) ## mypy over our code
	@$(PYTHON) -m mypy

bench: $(INSTALLED) ## the long benchmarks (the tests run short ones)
	@HUIQI_LONG=1 $(PYTHON) -m pytest tests/benchmarks -s --timeout=0 $(PYTEST_ARGS)

faults: $(INSTALLED) ## the long fault injections: kill, full disk, lost connection
	@HUIQI_LONG=1 $(PYTHON) -m pytest tests/faults -s --timeout=0 $(PYTEST_ARGS)

migrate: $(INSTALLED) ## bring the database up to the code
	@$(PYTHON) manage.py migrate

migrations: $(INSTALLED) ## write migrations for changed models
	@$(PYTHON) manage.py makemigrations

shell: $(INSTALLED) ## Django's shell
	@$(PYTHON) manage.py shell

messages: $(INSTALLED) ## gather strings for translation and compile the catalogue (needs gettext)
	@$(PYTHON) manage.py makemessages --locale zh_Hans --no-location --ignore "$(VENV)/*" --ignore "var/*" --ignore "tests/*"
	@$(PYTHON) manage.py compilemessages --locale zh_Hans

clean: ## remove .venv and caches; DATA_DIR is left alone
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(INSTALLED): requirements.txt | $(PYTHON)
	@echo "Installing requirements.txt …"
	@if command -v uv >/dev/null 2>&1; then \
		uv pip install --quiet --python $(PYTHON) -r requirements.txt; \
	else \
		{ $(PYTHON) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m ensurepip >/dev/null; } && \
		$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt; \
	fi
	@touch $(INSTALLED)

$(PYTHON):
	@for candidate in python3.11 python3.12 python3.13 python3; do \
		if $$candidate -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			exec $$candidate -m venv $(VENV); \
		fi; \
	done; \
	echo "Huiqi needs Python 3.11 or newer with venv (Debian: apt install python3 python3-venv; macOS: brew install python@3.11)." >&2; \
	exit 1
