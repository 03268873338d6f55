# Sugar over the README's commands; nothing here is needed to use Zharshy.
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test test-slow lint check bench simulate torture release fuzz site guides

demo: $(READY)
	$(BIN)/zharshy demo

test: $(READY)
	$(BIN)/pytest

# Kill loops, faults and seeds: minutes by their nature.
test-slow: $(READY)
	$(BIN)/pytest -m slow

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

# What CI runs: lint, every test with nothing left out, the wheel in a clean environment, the demo from elsewhere.
check:
	.ci/run

# Wheel, sdist, image where docker is, licences and checksums, into dist/; the demo is run from the wheel.
release: $(READY)
	.ci/release

# The guides as a site, into .cache/site; a broken link is named.
site: $(READY)
	$(BIN)/pip install -q -c constraints.txt -e '.[site]'
	$(BIN)/mkdocs build --strict

# The pictures of the guides, from the playground (Chromium): when a screen of theirs has changed.
guides: $(READY)
	$(BIN)/python tools/guide_pictures.py

bench: $(READY)
	$(BIN)/python -m bench

# Delivery through 1,000 seeds of kills, faults and readers who come and go; a seed that fails is named.
simulate: $(READY)
	$(BIN)/python -m tests.simulation --seeds 1000

# Every fault on the real process, about a quarter of an hour; CI runs its short form (tests/faults/test_torture.py).
torture: $(READY)
	$(BIN)/python -m bench.torture

# Every reader of foreign input, with coverage guidance; SECONDS for each. What breaks a promise is written to crash-….
SECONDS := 300
TARGETS := files archives pictures queries dates tables buttons updates
fuzz: $(READY)
	$(BIN)/pip install -q -c constraints.txt -e '.[fuzz]'
	for target in $(TARGETS); do \
		$(BIN)/python -m tests.attacks.fuzz $$target -max_total_time=$(SECONDS) -artifact_prefix=.cache/fuzz/ || exit 1; \
	done

$(READY): pyproject.toml constraints.txt
	python3 -m venv $(VENV)
	$(BIN)/pip install -q -c constraints.txt -e '.[dev]'
	touch $@
