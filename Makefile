# Everything a contributor or a visitor does here is a target of this file; `make` alone lists them.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
SHELL := /bin/sh

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
VENV := .venv
CORE := .venv-core
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CORE_READY := $(CORE)/.ready

# Extras of the package that have requirements of their own: add its name here, and its table to pyproject.toml.
EXTRAS := cluster fonts ocr panel publication s3 web
# To move the pins: `make requirements UPGRADE=--upgrade`, or one of them: `UPGRADE='--upgrade-package rich'`.
UPGRADE ?=
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make requirements'

# The case that is run, and brought into the demonstration; SERVE=0 keeps `make demo` from serving.
EXAMPLE := examples/cm13-0029838
SERVE ?= 1

# More arguments for pytest, as in `make test PYTEST='-k calendar'`.
PYTEST ?=

# How many lines to break, and other options, as in `make mutants MUTANTS='--count 40 --only clock/due.py'`.
MUTANTS ?=

# Half of what a short process of Python takes is compiling what it imports, unless that is kept. It is kept within the
# environment, so that nothing appears beside the sources, whatever the caller's own setting.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONPYCACHEPREFIX := $(CURDIR)/$(VENV)/bytecode

# uv reads no pip configuration: an organisation's own package index, if pip has one, is handed on to it.
UV_INDEX = UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$$($(BIN)/python -m pip config get global.index-url 2>/dev/null)}}"

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(READY) ## Run one case to its letter, then serve a programme in motion (writes to out/; SERVE=0 ends instead)
	@$(BIN)/evenhand run --brief $(EXAMPLE)
	@$(BIN)/evenhand demo --case $(EXAMPLE) $(if $(filter 0,$(SERVE)),--no-serve)

.PHONY: setup
setup: $(READY) ## Make .venv with everything pinned, and install the package in it

# An environment whose Python is gone is made anew.
ifeq ($(wildcard $(BIN)/python),)
.PHONY: $(BIN)/uv
endif

$(BIN)/uv: requirements/installer.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"Evenhand needs Python 3.11 or newer. Name one: make PYTHON=python3.11 setup")'
	@echo "Setting up $(VENV) ..."
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/installer.txt
	@touch $@

$(READY): $(BIN)/uv pyproject.toml CHANGELOG.md requirements/dev.txt
	@$(UV_INDEX) $(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: test
test: $(READY) ## Run the tests that a change is tried on, all but the slow ones
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow and not recognition" $(PYTEST)

.PHONY: test-slow
test-slow: $(READY) ## Run the slow tests, and those on any data (Hypothesis) with five times as many examples
	@EVENHAND_EXAMPLES=5 $(BIN)/python -m pytest -n auto --dist worksteal -m "(slow or hypothesis) and not recognition" $(PYTEST)

.PHONY: test-recognition
test-recognition: $(READY) ## Run the tests that read pictures (they take long, and need tesseract)
	@$(BIN)/python -m pytest tests/records -m recognition $(PYTEST)

.PHONY: test-core
test-core: $(CORE_READY) ## Run tests/core, but the slow ones, on the built wheel, where nothing is installed but what the core and its extras `panel` and `publication` require
	@$(BIN)/uv build --quiet --wheel --no-build-isolation --python $(BIN)/python --clear --out-dir $(CORE)/wheel .
	@$(BIN)/uv pip install --quiet --python $(CORE)/bin/python --no-deps --reinstall $(CORE)/wheel/*.whl
	@$(CORE)/bin/python -m pytest tests/core -p no:cacheprovider -m "not slow and not recognition" $(PYTEST)

$(CORE_READY): $(READY) requirements/test.txt
	@echo "Setting up $(CORE) ..."
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(CORE)
	@$(UV_INDEX) $(BIN)/uv pip sync --quiet --python $(CORE)/bin/python --require-hashes requirements/test.txt
	@touch $@

.PHONY: lint
lint: $(READY) ## Check style, format, import contracts, and what bandit finds
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m tools.security

.PHONY: sbom
sbom: $(READY) ## Write the bill of materials (CycloneDX) to out/, with the advisories in the folder EVENHAND_OSV where it is named
	@$(BIN)/python -m tools.sbom out/sbom.cdx.json

.PHONY: format
format: $(READY) ## Mend style and format where a machine can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

.PHONY: types
types: $(READY) ## Check types, strictly
	@$(BIN)/mypy

.PHONY: docs
docs: $(READY) ## Check that links, commands and targets in the documentation tell the truth
	@$(BIN)/python -m tools.docs_check

.PHONY: docs-write
docs-write: $(READY) ## Write the command reference and the law, a page for each rule and notice, to out/docs
	@mkdir -p out/docs
	@$(BIN)/python -m tools.cli_reference out/docs/cli.md
	@$(BIN)/evenhand programme pages ca_wc --out out/docs/ca_wc

.PHONY: authors-pages
authors-pages: $(READY) ## Write the reference pages for authors of programmes anew, after words or keys of their files changed
	@$(BIN)/python -m tools.authors_pages

.PHONY: catalogues
catalogues: $(READY) ## Write the message catalogues of the pages anew (translations that stand stay)
	@$(BIN)/python -m tools.catalogues

.PHONY: picture
picture: $(READY) ## Draw the first page of the letter anew for the README
	@$(BIN)/evenhand run $(EXAMPLE) >/dev/null
	@$(BIN)/python -m tools.picture out/CM13-0029838/determination.pdf docs/letter.png

.PHONY: pictures
pictures: $(READY) ## Take the pictures of the pages anew for the documentation (needs Chromium)
	@$(BIN)/python -m tools.screenshots docs/pictures

.PHONY: record-words
record-words: $(READY) ## Learn the model of words of a record's papers anew, after their banks have changed
	@$(BIN)/python -m tools.record_words

.PHONY: bench
bench: $(READY) ## Measure, and print rates with ratios
	@for script in tests/bench/[a-z]*.py; do echo "== $$script"; PYTHONPATH=. $(BIN)/python "$$script" || missed=1; done; exit $${missed:-0}

.PHONY: structure
structure: $(READY) ## Measure the structure: rooms, their imports of one another, and circles (SOURCE=src of another checkout)
	@$(BIN)/python -m tools.structure $(SOURCE)

.PHONY: mutants
mutants: $(READY) ## Break a drawn sample of the lines of derived law, and say which no test notices (an hour; MUTANTS='--count 40')
	@$(BIN)/python -m tools.mutants $(MUTANTS)

.PHONY: check
check: lint types docs test test-core ## What must pass before a change is offered; bash .ci/run does more

.PHONY: requirements
requirements: $(BIN)/uv ## Pin all requirements anew, with hashes, in one resolution
	@$(UV_INDEX); export UV_DEFAULT_INDEX; \
	$(COMPILE) $(UPGRADE) pyproject.toml --all-extras --group dev -o requirements/dev.txt && \
	$(COMPILE) pyproject.toml -c requirements/dev.txt -o requirements/core.txt && \
	$(COMPILE) pyproject.toml -c requirements/dev.txt --extra panel --extra publication --group test -o requirements/test.txt && \
	$(COMPILE) -c requirements/dev.txt --group installer -o requirements/installer.txt && \
	$(COMPILE) -c requirements/dev.txt --group build -o requirements/build.txt && \
	for extra in $(EXTRAS); do \
		$(COMPILE) pyproject.toml -c requirements/dev.txt --extra $$extra -o requirements/$$extra.txt || exit 1; done

.PHONY: clean
clean: ## Remove what the other targets made, the environments too
	rm -rf $(VENV) $(CORE) out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
