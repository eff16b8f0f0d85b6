# Two commands: `make report` and `make test`. Everything else serves them.
PYTHON ?= python3
DATA ?= data_files
OUTPUT ?= _report
RETENTION = .venv/bin/retention

.PHONY: report test fuzz setup bench pictures lint lock clean

report: .venv/ready
	@$(RETENTION) report --all-months --data "$(DATA)" --output "$(OUTPUT)"

test: .venv/ready-dev
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/python -m pytest --numprocesses=2

# Spoils stores at random, and with every pair of known repairs; prints what came of them.
fuzz: .venv/ready-dev
	@RETENTION_FUZZ=$(or $(STORES),2000) .venv/bin/python -m pytest -n 0 -q -s tests/analysis/intake/test_fuzz.py tests/analysis/intake/test_repairs.py

setup: .venv/ready

bench: .venv/ready
	@$(RETENTION) bench --data "$(DATA)"

pictures: .venv/ready-dev
	@rm -rf _build/pictures
	@$(RETENTION) sample _build/pictures/data > /dev/null
	@$(RETENTION) report --quiet --data _build/pictures/data --output _build/pictures > /dev/null
	@.venv/bin/python -m tests.tools.pictures _build/pictures/2026-10

lint: .venv/ready-dev
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .
	@.venv/bin/mypy

lock: .venv/ready-dev
	@.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(LOCK_FLAGS) pyproject.toml -o requirements.txt
	@.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(LOCK_FLAGS) pyproject.toml --extra dev -o requirements-dev.txt

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12")'
	@$(PYTHON) -m venv .venv

# Quarto's kernel warns that nobody encrypts what it hears; it hears this machine only.
.venv/ready: requirements.txt pyproject.toml report/engines/kernel.json | .venv/bin/python
	@echo "Installing the locked packages into .venv (the first time takes some minutes)"
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@mkdir -p .venv/etc/ipython
	@cp report/engines/kernel.json .venv/etc/ipython/ipython_kernel_config.json
	@touch $@

.venv/ready-dev: requirements-dev.txt .venv/ready
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

clean:
	@rm -rf .venv _build _report .quarto .mypy_cache .ruff_cache .pytest_cache .hypothesis
