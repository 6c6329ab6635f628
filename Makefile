# Everything a user or developer does, each in one word. `make` lists them.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
OUT    ?= out
SHARED ?= ../shared
MODELS := src/onrecord/models/data
TRAIN  := PYTHONPATH=src OMP_NUM_THREADS=2 .venv-train/bin/python
EVALUATOR := --evaluator $(SHARED)/eval/polnear_eval.py
LOCK   := uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.DEFAULT_GOAL := help
.PHONY: help demo test check gate bless bench train lock interop serve clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

demo: $(VENV)/run.stamp ## set up, read examples/, tell where the brief lies
	$(BIN)/onrecord demo --out $(OUT)/demo || test $$? -eq 1

test: $(VENV)/dev.stamp ## set up, run all tests
	$(BIN)/python -m pytest

check: $(VENV)/dev.stamp ## format, lint, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

gate: $(VENV)/dev.stamp ## pinned floors of quality; needs ../shared, says so without
	$(BIN)/python gate/check.py

bless: $(VENV)/dev.stamp ## accept today's golden files
	ONRECORD_BLESS=1 $(BIN)/python -m pytest tests/briefs/test_brief_golden.py

bench: $(VENV)/dev.stamp ## every benchmark; those on shared data say so without it
	$(BIN)/python benchmarks/throughput.py
	$(BIN)/python benchmarks/dossier.py --statements 10000
	$(BIN)/python examples/measure.py
	@test -d $(SHARED)/data || echo "attribution, speakers, labels: skipped, there is no $(SHARED)/data"
	@test ! -d $(SHARED)/data || $(BIN)/python benchmarks/attribution.py --data $(SHARED)/data/polnear --evaluator $(SHARED)/eval/polnear_eval.py
	@test ! -d $(SHARED)/data || $(BIN)/python benchmarks/speakers.py --data $(SHARED)/data/polnear
	@test ! -d $(SHARED)/data || if $(BIN)/python -c 'import pandas, pyarrow, scipy' 2>/dev/null; \
		then $(BIN)/python benchmarks/labels.py --data $(SHARED)/data; \
		else echo "labels: skipped, it needs what training/requirements.txt names"; fi

train: $(VENV)/train.stamp ## rebuild every shipped model from $(SHARED)/data; about three hours on two cores
	$(TRAIN) training/attribution/export_embedder.py $(MODELS)
	$(TRAIN) training/attribution/train.py --data $(SHARED)/data/polnear --out $(OUT)/training/first --epochs 6 $(EVALUATOR)
	$(TRAIN) training/attribution/train.py --data $(SHARED)/data/polnear --out $(OUT)/training/second --epochs 7 --seed 14 --rate 1.2e-4 \
		--start $(OUT)/training/first/reader.pt --texts-from 3 $(EVALUATOR)
	$(TRAIN) training/attribution/average.py $(OUT)/training/reader.pt $(foreach n,5 6 7,$(OUT)/training/second/epoch$(n).pt)
	$(TRAIN) training/attribution/export_reader.py $(OUT)/training/reader.pt $(MODELS)
	$(TRAIN) training/author_claims/train.py --data $(SHARED)/data --out $(MODELS)/claims.npz
	$(TRAIN) training/attribution/calibrate.py --data $(SHARED)/data/polnear $(EVALUATOR)
	$(TRAIN) training/labels/train.py --data $(SHARED)/data --cache $(OUT)/training/vectors

lock: ## resolve the dependencies anew into locks/ (needs uv)
	$(LOCK) --group build --output-file locks/run.txt pyproject.toml
	$(LOCK) --group build --group dev --constraint locks/run.txt --output-file locks/dev.txt pyproject.toml
	$(LOCK) --group interop --constraint locks/dev.txt --output-file locks/interop.txt pyproject.toml

interop: $(VENV)/dev.stamp ## add the programs whose files we write, for the tests that check with them (needs ICU's headers)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/interop.txt

serve: $(VENV)/run.stamp ## the workbench over the example dossier
	test -f $(OUT)/demo/exempla.dossier || $(MAKE) demo
	$(BIN)/onrecord serve -d $(OUT)/demo/exempla.dossier

clean: ## remove what the targets made
	rm -rf $(VENV) $(OUT) .mypy_cache .pytest_cache .ruff_cache

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("onrecord needs Python 3.11 or later, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/train.stamp: training/requirements.txt | $(VENV)/bin/python
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/pip install --quiet --disable-pip-version-check -r training/requirements.txt
	@touch $@

$(VENV)/run.stamp: locks/run.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: locks/dev.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r locks/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.stamp
