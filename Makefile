# Everything a newcomer needs: `make run` and `make test`. Needs Python 3.11 or newer, nothing else.
PYTHON ?= python3
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
endif

.PHONY: run test bench lint lock

run: .venv/run.done  ## start the app and open the browser
	$(BIN)/python -m streamlit run app.py

test: .venv/test.done  ## run the whole suite
	$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

bench: .venv/test.done  ## print the figures the README quotes
	$(BIN)/python -m benchmarks

lint: .venv/test.done
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

lock:  ## after a change of pyproject.toml; needs uv
	uv pip compile --universal --python-version 3.11 --no-header --no-annotate --quiet pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --no-header --no-annotate --quiet --extra test -c requirements.txt pyproject.toml -o requirements-test.txt

.venv/run.done: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@echo done > $@

.venv/test.done: requirements-test.txt .venv/run.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt
	@echo done > $@
