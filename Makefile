# Two commands for a fresh machine: `make demo` and `make test`. Each sets itself up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := annotations evaluate extract models training
# mypy cannot see through the import hook of an editable install; this link farm shows it the
# folders under the names they are imported by.
TYPES := $(VENV)/types

.PHONY: setup demo lint types tests test test-all fuzz clean

setup: $(VENV)/installed

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	mkdir -p $(TYPES)/gongkai
	for package in $(PACKAGES); do ln -sfn ../../../$$package $(TYPES)/gongkai/$$package; done
	touch $@

demo: setup
	$(BIN)/gongkai extract 'annotations/samples/*.txt' --output out --format jsonl,parquet,csv
	$(BIN)/gongkai show --summary out/records.jsonl

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	MYPYPATH=$(TYPES) $(BIN)/mypy $(addprefix -p gongkai.,$(PACKAGES))
	MYPYPATH=$(TYPES) $(BIN)/mypy tests

# The tests start many processes, which would compile all modules anew where nothing is kept of it.
# Each of the two takes one half of the files, so that what their tests share is made once, and
# takes over from the other when it is done.
tests test-all: export PYTHONDONTWRITEBYTECODE =
tests: setup
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow"

test: lint types tests

# Label Studio's own checks need half a gigabyte of packages, which no other test needs.
test-all: lint types
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,label-studio]'
	$(BIN)/pytest -n 2 --dist worksteal

# `make fuzz SECONDS=600 READER=html`, all readers without READER. What is found is written below
# the temporary folder, and named at the end.
SECONDS ?= 600
READER ?=
fuzz: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,fuzzing]'
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.fuzzing --seconds $(SECONDS) $(READER)

clean:
	rm -rf $(VENV) build dist out *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
