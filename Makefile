# Sugar over the README's commands; nothing here is needed to use Zharshy.
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint check bench simulate

demo: $(READY)
	$(BIN)/zharshy demo

test: $(READY)
	$(BIN)/pytest -n 2 --dist worksteal

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

# What CI runs: lint, every test with nothing left out, the wheel in a clean environment, the demo from elsewhere.
check:
	.ci/run

bench: $(READY)
	$(BIN)/python -m bench

# Delivery through 1,000 seeds of kills, faults and readers who come and go; a seed that fails is named.
simulate: $(READY)
	$(BIN)/python -m tests.simulation --seeds 1000

$(READY): pyproject.toml constraints.txt
	python3 -m venv $(VENV)
	$(BIN)/pip install -q -c constraints.txt -e '.[dev]'
	touch $@
