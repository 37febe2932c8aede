# Everything here works on a fresh checkout: `make demo` and `make test` make their own environment in .venv.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   := corpora/articles
TORCH  ?= torch==2.13.0 # comes before HanLP, which would take whichever build is newest

.PHONY: help demo test lint plain lock audit schema golden floors docs notebooks benchmark fuzz clean

help:           ## Show these lines.
	@sed -n 's/^\([a-z]*\): .*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

demo: $(VENV)/installed-demo  ## Run the sample articles and show what was found.
	$(BIN)/extract run $(DEMO) --out demo-out --overwrite
	$(BIN)/extract show demo-out
	@echo 'As a page for the browser: $(BIN)/extract view demo-out'

test: lint      ## Check style, types and import order, then run every test.
	$(BIN)/python -m pytest

lint: $(VENV)/installed-test  ## Check style, types and import order.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

plain:          ## Build sdist and wheel, install the core alone in a fresh environment, and use it outside the checkout.
	rm -rf build
	$(PYTHON) -m venv build/tools
	build/tools/bin/python -m pip install --quiet build
	build/tools/bin/python -m build --outdir build/dist . > build/log 2>&1 || { tail -20 build/log; exit 1; }
	test $$(cat build/dist/*.whl | wc -c) -lt 15000000
	$(PYTHON) -m venv build/plain
	build/plain/bin/python -m pip install --quiet build/dist/*.whl
	test -f build/plain/share/man/man1/extract.1
	cd / && echo '5月6日，區長出席。' | $(CURDIR)/build/plain/bin/extract text - > /dev/null
	cd / && $(CURDIR)/build/plain/bin/extract run $(CURDIR)/$(DEMO)/city-briefs.jsonl --out $(CURDIR)/build/run
	cd / && $(CURDIR)/build/plain/bin/extract view $(CURDIR)/build/run --output $(CURDIR)/build/run.html
	cd / && $(CURDIR)/build/plain/bin/python -c "import extract; assert extract.extract('區長出席。').script == 'traditional'"

lock: $(VENV)/installed-test  ## Write requirements/ci.txt: what the tests need, with versions and hashes.
	$(BIN)/python scripts/lock.py $(TORCH)

# Asks about what stands in the lock, installs none of it, and fails where it gets no answer about a package.
audit: | $(BIN)/python  ## Ask pip-audit for known holes of what requirements/ci.txt names.
	$(BIN)/python -m pip install --quiet pip-audit
	$(BIN)/pip-audit --strict --disable-pip --require-hashes --requirement requirements/ci.txt

schema: $(VENV)/installed-demo  ## Write schemas/record.schema.json from the models.
	$(BIN)/extract schema > schemas/record.schema.json.new
	mv schemas/record.schema.json.new schemas/record.schema.json

golden: $(VENV)/installed-test  ## Write the golden records; read the diff before you commit it.
	$(BIN)/python -m pytest tests/test_golden.py --write

floors: $(VENV)/installed-test  ## Raise the floors of the quality gate to what is reached now.
	$(BIN)/python -m pytest tests/test_quality.py --write

docs: $(VENV)/installed-test  ## Write the command output shown in the documentation.
	$(BIN)/python -m pytest tests/test_docs.py --write

notebooks: $(VENV)/installed-test  ## Execute the notebooks and keep their output.
	$(BIN)/python -m pytest tests/test_notebooks.py --write

benchmark: $(VENV)/installed-demo  ## Measure speed and memory beside other tools, as far as they are installed.
	$(BIN)/python benchmarks/speed.py

fuzz: $(VENV)/installed-test  ## Give every fuzz target three seconds of atheris.
	$(BIN)/python -m pip install --quiet --editable '.[fuzz]'
	$(BIN)/python fuzz/run.py

clean:          ## Remove what these targets made.
	rm -rf $(VENV) demo-out build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# The stamps keep a second call from installing again; a changed pyproject.toml makes them stale.
$(VENV)/installed-demo: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[html,parquet]'
	touch $@

# Where CI is set, every version and hash is that of the lock. (torch is not in it: its builds differ by registry.)
$(VENV)/installed-test: pyproject.toml requirements/ci.txt | $(BIN)/python
	$(if $(CI),$(BIN)/python -m pip install --quiet --no-deps --require-hashes --requirement requirements/ci.txt)
	$(BIN)/python -m pip install --quiet $(TORCH)
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	touch $(VENV)/installed-demo $@
