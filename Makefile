# Two commands do everything on a machine with python3, pip and make: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
SHARED ?= ../shared
SAMPLE := samples/political-daily/issue.txt

.PHONY: demo test bench report fit format clean-all

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@$(BIN)/python -m compileall -q cleaner
	@touch $@

demo: .venv/installed
	@echo '--- the clean text'
	@$(BIN)/clean $(SAMPLE) --lineage .venv/demo.lineage.json
	@echo
	@echo '--- what went, by which rule, and why'
	@$(BIN)/clean --check $(SAMPLE) || true
	@echo
	@echo '--- the record, and the source rebuilt from it'
	@$(BIN)/clean verify $(SAMPLE) .venv/demo.lineage.json

test: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

report: .venv/installed
	$(BIN)/python -m tests.bench.rules --shared $(SHARED)

# Versions of pip before 24 fail on an extra of a package that is there already.
.venv/bench: .venv/installed
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade 'pip>=24'
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev,bench]'
	@touch $@

fit: .venv/bench
	$(BIN)/python -m tests.bench.fit --shared $(SHARED) --write

bench: .venv/bench
	$(BIN)/python -m tests.bench --shared $(SHARED)

format: .venv/installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean-all:
	rm -rf .venv dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis
