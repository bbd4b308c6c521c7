# Two commands do everything: `make run` and `make test`. The environment in .venv is made
# from the lock on first use and again when the lock or pyproject.toml changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
RUN ?= default
PEERS := benchmarks/.venv
CRATES := benchmarks/.venv-crate

.PHONY: help run verify reference crate test browser-test lab bench lock clean

help:
	@echo "make run     run every notebook on the corpus; the pages are in outputs/default/"
	@echo "             (make run RUN=name for another run of notebooks/runs.yml)"
	@echo "make verify  run again and compare with outputs/reference, the results that git keeps"
	@echo "make reference  put the default run in its place"
	@echo "make crate   bundle the reference and have the official RO-Crate validator judge it"
	@echo "make test    tests, types, lint, layers"
	@echo "make browser-test  the pages in Chromium (CHROMIUM=/path if it is not /usr/bin/chromium)"
	@echo "make lab     open the notebooks in JupyterLab"
	@echo "make bench   scores and speed beside other programs (installs them apart: 800 MB)"
	@echo "make lock    resolve the dependencies again into requirements.lock"
	@echo "make clean   remove the environment, the caches and all runs but the reference"

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "unreports needs Python 3.11 or newer; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.5"
	$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $(READY)

run: $(READY)
	$(BIN)/unreports run $(RUN)

verify: $(READY)
	$(BIN)/unreports verify reference

reference: run
	$(BIN)/unreports reference $(RUN)

# The validator wants an older rich than ours, so it is apart. From rocrate only its data are used.
crate: $(READY)
	test -x $(CRATES)/bin/python || $(PYTHON) -m venv $(CRATES)
	$(BIN)/uv pip install --quiet --python $(CRATES)/bin/python roc-validator==0.13.0
	$(BIN)/uv pip install --quiet --python $(CRATES)/bin/python --no-deps rocrate==0.9.0
	$(BIN)/unreports bundle reference
	$(CRATES)/bin/python benchmarks/crate.py outputs/reference.zip

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

# Its packages are large and nobody else needs them, so they are installed only here.
BROWSER := tests/site/browser
browser-test: $(READY)
	@test -x "$${CHROMIUM:-/usr/bin/chromium}" || { echo "The browser tests need Chromium: install it, or name it: make browser-test CHROMIUM=/path"; exit 1; }
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $(BROWSER)/requirements.lock
	$(BIN)/pytest -n 0 -m browser $(BROWSER)

lab: $(READY)
	$(BIN)/jupyter lab --notebook-dir=notebooks

# Each program by itself: one that cannot be installed is reported as not available.
bench: $(READY)
	test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	grep -v '^#' benchmarks/requirements.txt | while read -r peer; do \
		$(BIN)/uv pip install --quiet --python $(PEERS)/bin/python "$$peer" || true; done
	$(BIN)/python benchmarks/runs.py
	$(BIN)/python benchmarks/annotation.py --peers $(PEERS)/bin/python
	$(BIN)/python benchmarks/terms.py
	$(BIN)/python benchmarks/topics.py --peers $(PEERS)/bin/python

lock:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.5"
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-emit-index-url --no-annotate --no-header --extra test pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-emit-index-url --no-annotate --no-header -c requirements.lock \
		$(BROWSER)/requirements.in -o $(BROWSER)/requirements.lock

clean:
	rm -rf $(VENV) $(PEERS) $(CRATES) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find outputs -mindepth 1 -maxdepth 1 ! -name reference -exec rm -rf {} + 2>/dev/null || true
