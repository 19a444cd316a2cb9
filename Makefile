# `make` alone says what there is to do. Every check is defined here once, for people and CI alike.
#   PYTHON=python3.13   which Python makes the virtual environment
#   VENV=.venv          where it is

PYTHON ?= python3
VENV ?= .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
NODE := $(PY) -m scripts.bundled_node
CHECKS := lint types laws unit threading js journeys

.DEFAULT_GOAL := help
.PHONY: help demo screenshots release test test-pythons bench bench-start bench-clone bench-pages soak mutants $(CHECKS) browsers front-ends format clean

help: ## Print this list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/installed ## Start a sample contest, ready to judge (PLAY=1 plays by itself, FRESH=1 starts over, PORT=…, DATA=folder).
	@$(PY) -m scripts.front_ends --current || $(PIP) install --quiet --editable .
	@exec env PYTHONUNBUFFERED=1 $(VENV)/bin/contest-app demo \
	  $(if $(DATA),--data "$(DATA)") $(if $(PORT),--port $(PORT)) $(if $(filter-out 0,$(FRESH)),--fresh) \
	  $(if $(filter-out 0,$(PLAY)),--play $(filter-out 1,$(PLAY)))

test: ## Run every check, whatever fails, and say at the end what failed.
	@failed=; for check in $(CHECKS); do \
	  printf '\n== make %s\n' $$check; began=$$(date +%s); \
	  $(MAKE) --no-print-directory $$check || failed="$$failed $$check"; \
	  times="$$times $$check $$(($$(date +%s) - began)) s;"; \
	done; printf '\n==%s\n' "$$times"; \
	if [ -n "$$failed" ]; then echo "FAILED:$$failed"; exit 1; fi; echo "All checks hold."

lint: $(VENV)/installed-dev ## Python: ruff's rules and its format.
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

types: $(VENV)/installed-dev ## Python: mypy, strict.
	$(VENV)/bin/mypy

laws: $(VENV)/installed-dev ## Python: who may import whom.
	$(VENV)/bin/lint-imports

unit: $(VENV)/installed-dev ## Python: all tests but the browser journeys (ARGS='-k draw').
	$(PY) -m pytest --ignore=tests/journeys --numprocesses 3 --dist loadfile $(ARGS)

threading: front-ends browsers ## Python: again with real threads, what depends on the way of threading.
	$(PY) -m pytest --threading --numprocesses 2 --dist loadfile $(ARGS)

test-pythons: $(VENV)/installed-dev ## Python: the unit tests with each promised Python that is found here (ARGS='-x').
	$(PY) -m scripts.pythons $(ARGS)

js: front-ends ## TypeScript: types, linter and tests of the front ends, and what the built pages weigh.
	@$(PY) -m scripts.front_ends --checkers
	@$(PY) -m scripts.page_weight
	$(NODE) node_modules/typescript/bin/tsc --project .
	$(NODE) node_modules/typescript/bin/tsc --project live_client
	$(NODE) node_modules/typescript/bin/tsc --project desk_ui
	$(NODE) node_modules/svelte-check/bin/svelte-check --workspace judge_ui --tsconfig ./tsconfig.json --fail-on-warnings
	$(NODE) node_modules/svelte-check/bin/svelte-check --workspace display --tsconfig ./tsconfig.json --fail-on-warnings
	$(NODE) node_modules/eslint/bin/eslint.js --max-warnings 0 .
	$(NODE) node_modules/vitest/vitest.mjs run

journeys: front-ends browsers ## Real browsers against a real server (ARGS='-k offline').
	@$(PY) -m scripts.front_ends --checkers
	$(PY) -m pytest tests/journeys --numprocesses 2 $(ARGS)

browsers: $(VENV)/installed-dev ## See to the Chromium that the journeys drive.
	@$(PY) -m scripts.browsers

front-ends: $(VENV)/installed-dev ## Build the pages again where their sources changed.
	@$(PY) -m scripts.front_ends

bench: $(VENV)/installed-dev ## Every figure beside its floor or rival, kept in bench/results (QUICK=1, FIGURES='taps storm').
	$(PY) -m bench $(if $(filter-out 0,$(QUICK)),--quick) $(FIGURES)

bench-start: $(VENV)/installed-dev ## From serve to the first answer, with a season on disk, beside bare servers.
	$(PY) -m bench.start

bench-clone: $(VENV)/installed-dev ## From a fresh clone to the demo's first answer, with empty caches.
	$(PY) -m bench.clone

bench-pages: front-ends browsers ## First paint on a slow phone, and the main thread's time a frame of the wall.
	$(PY) -m bench.pages

soak: $(VENV)/installed-dev ## A season in one process: memory and latency stay flat (MINUTES=10, HUB=selects).
	$(PY) -m bench.soak --minutes $(or $(MINUTES),10) $(if $(HUB),--hub $(HUB))

mutants: $(VENV)/installed-dev ## Break the scoring on purpose and see which tests notice (MINUTES=10, FILES='…').
	$(PY) -m scripts.mutants --minutes $(or $(MINUTES),10) $(FILES)

screenshots: front-ends browsers ## Take the README's pictures anew, from the sample contest.
	$(PY) -m scripts.screenshots

release: front-ends ## A folder and .zip for a USB stick in dist/ (WINDOWS=1: for Windows, PYTHONS='3.13 3.12').
	$(PY) -m scripts.release $(if $(filter-out 0,$(WINDOWS)),--windows) $(if $(PYTHONS),--pythons $(PYTHONS))

format: $(VENV)/installed-dev ## Bring the Python sources into ruff's format.
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

clean: ## Remove what make and the builds made; contests' data stay.
	rm -rf $(VENV) node_modules contest_app/static/judge contest_app/static/display contest_app/static/desk \
	  contest_app/static/.built-from build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The stamps: each is written only when its step succeeded.
$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Cần Python 3.11 trở lên (make PYTHON=/đường/dẫn/python3). /" \
	    "Python 3.11 or newer is needed (make PYTHON=/path/to/python3)." >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { \
	  echo "Không tạo được môi trường Python; trên Debian/Ubuntu hãy cài python3-venv. /" \
	    "Cannot make a virtual environment; on Debian/Ubuntu install python3-venv." >&2; exit 1; }
	@touch $@

$(VENV)/installed: $(VENV)/made pyproject.toml hatch_build.py
	@echo "Đang cài đặt, lần đầu mất khoảng một phút… / Installing, about a minute the first time…"
	@$(PIP) install --quiet --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/made pyproject.toml hatch_build.py
	@$(PIP) install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/installed
