# `make help` tells what there is. Everything goes through .venv, which is made on first use.
PYTHON ?= python3
PORT ?= 8000
DATABASE_URL ?= postgres://postgres@127.0.0.1:5432/postgres
REDIS_URL ?= redis://127.0.0.1:6379/15
WORKERS ?= auto

VENV := .venv/bin/python
SERVICES := DATABASE_URL="$(DATABASE_URL)" REDIS_URL="$(REDIS_URL)"
APPS := accounts badges certificates checkin config events mailings panel payments program registrations
MIGRATED := accounts badges certificates checkin events mailings panel payments program registrations
PLAIN = $(VENV) -m pytest -n $(WORKERS) --dist worksteal -q -m "not services and not browser and not walk"
# System checks and migrations are asked about without a server, so that nothing need be configured for it.
MANAGE := DEBUG=true DEMO=true $(VENV) manage.py

.DEFAULT_GOAL := help
.PHONY: help run demo python dev test coverage check lint test-services test-browser walk walk-services bench mutation lock messages clean

help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | awk -F '\t' '{ printf "  make %-15s %s\n", $$1, $$2 }'

run: python ## Serve the demonstration on http://127.0.0.1:8000 (PORT=8100 for another port)
	@PORT="$(PORT)" exec $(PYTHON) scripts/bootstrap.py run

demo: dev ## Throw the demonstration's data away and load them afresh (stop `make run` first)
	@$(VENV) -m config.serve --fresh-demo

test: dev ## The whole suite that needs nothing but Python
	@$(PLAIN)

coverage: dev ## What the suite goes through, by branch; less than 95 in 100 is a fault
	@$(PLAIN) --cov

check: lint test ## Exactly what CI runs first: format, lint, types, layers, migrations, translations, templates, tests

lint: dev
	@$(VENV) -m ruff format --check .
	@$(VENV) -m ruff check .
	@DEBUG=true $(VENV) -m mypy $(APPS) tests scripts deploy benchmarks manage.py
	@.venv/bin/lint-imports
	@$(MANAGE) makemigrations --check --dry-run
	@$(VENV) scripts/check_translations.py
	@$(VENV) -m djlint templates --lint --quiet
	@$(VENV) scripts/check_lengths.py

test-services: dev ## What databases may answer differently, on PostgreSQL and Redis with real Celery workers (DATABASE_URL, REDIS_URL)
	@$(SERVICES) $(VENV) scripts/check_migrations.py $(MIGRATED)
	@$(SERVICES) $(VENV) -m pytest -n $(WORKERS) --dist worksteal -q -m "not browser and not walk and not once"

test-browser: dev ## Pages in Chromium (found on PATH, or CHROMIUM=/path/to/it)
	@$(VENV) -m pytest -n $(WORKERS) --maxprocesses 4 --dist loadfile -q -m browser

walk: dev ## One walk through the whole main job in Chromium; pictures and PDFs in var/walk/
	@$(VENV) -m pytest -q -m walk tests/walk

walk-services: dev ## The same walk on PostgreSQL, Redis and separate gunicorn, worker and beat
	@$(SERVICES) $(VENV) -m pytest -q -m walk tests/walk

bench: dev ## Measure on PostgreSQL; prints and writes var/bench/results.json
	@$(SERVICES) $(VENV) -m benchmarks.run $(BENCH_OPTIONS)

mutation: dev ## How many mutants of ledger, matching and numbering the tests find (GROUPS=matching for one; takes long)
	@$(VENV) -m scripts.mutation_score $(GROUPS)

lock: dev ## Pin requirements/*.in again, with hashes and without addresses
	@sh scripts/lock.sh

messages: dev ## Gather the texts to translate into locale/ (needs gettext)
	@$(MANAGE) makemessages -l pl --no-location --no-wrap -i node_modules -i .venv -i 'var/*' -i 'static/build/*' -i staticfiles -i 'tests/*'
	@msgattrib --no-obsolete --sort-output --no-wrap -o locale/pl/LC_MESSAGES/django.po locale/pl/LC_MESSAGES/django.po
	@$(VENV) scripts/compile_messages.py

clean: ## Remove the environment and everything built or stored, the demonstration included
	@rm -rf .venv var staticfiles static/build node_modules

python:
	@command -v $(PYTHON) >/dev/null || { echo "Python was not found: install 3.11 or later, or name it, as in: make run PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Zjazd needs Python 3.11 or later: install it and name it, as in: make run PYTHON=python3.12"; exit 1; }

dev: python
	@$(PYTHON) scripts/bootstrap.py dev
