# One command each; `make` alone lists them. GNU Make 3.81 and a POSIX shell are enough.

PY = .venv/bin/python
SUITE = -m pytest -n 2 --dist loadgroup --durations=15
PYTEST = MENTORSHIP_ENV=test $(PY) $(SUITE)
COVERED = MENTORSHIP_ENV=test $(PY) -m slipcover $(SUITE)
# What failed beside everything else gets one more chance alone, and is named: two failures are one.
AGAIN = .pytest_cache/again.txt
ALONE = { [ $$? -eq 1 ] && $(PY) -m tests.failed >$(AGAIN) && [ -s $(AGAIN) ] && \
  echo 'Once more and alone, what failed beside the others:' && \
  MENTORSHIP_ENV=test $(PY) -m pytest -v @$(AGAIN); }
LEND = $(PY) -m mentorship.embedded.lend $(PY)
HAVE_RUN = .venv/.installed-embedded
HAVE_DEV = .venv/.installed-dev
HAVE_PEERS = .venv/peers/.installed
APPS = outbox profiles matching checkins community insights
LOCK = .venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-strip-extras --no-annotate --no-header -q pyproject.toml
# What a company would set; nothing here is used but by `check --deploy`.
PRODUCTION = MENTORSHIP_ENV=production PUBLIC_URL=https://mentorship.example.com \
  SECRET_KEY=only-for-check-deploy-0123456789-abcdefghijklmnopqrstuvwxyz \
  LINK_KEY=only-for-check-deploy-zyxwvutsrqponmlkjihgfedcba-9876543210 \
  DATABASE_URL=postgres://mentorship:mentorship@db.example.com/mentorship \
  REDIS_URL=redis://redis.example.com/0 EMAIL_HOST=smtp.example.com \
  MAIL_FROM=mentorship@example.com

# A .venv whose interpreter is gone is made again.
GONE := $(shell [ ! -e .venv/.made ] || .venv/bin/python -c '' 2>/dev/null || \
  rm -rf .venv/.made .venv/.installed-*)

.PHONY: help install run test check bench soak lock reset browser

help:
	@echo 'make run      start Mentorship with a demo company (PORT=8001, DEV=1 to reload)'
	@echo 'make test     run the whole suite'
	@echo 'make check    what CI runs: format, lint, types, contracts, templates, tests'
	@echo 'make bench    benchmarks, as tables (ONLY="solve 10000", ONLY=full)'
	@echo 'make soak     the long fault, race and load runs'
	@echo 'make reset    remove var/: the data of make run'
	@echo 'make browser  which Chromium the browser tests use'
	@echo 'make lock     refresh the lock files'

install: $(HAVE_RUN)

run: $(HAVE_RUN)
	@exec $(PY) -m mentorship.embedded

test: $(HAVE_DEV)
	$(PYTEST)

check: $(HAVE_DEV)
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(LEND) -m mypy .
	$(PY) -c 'from importlinter.cli import lint_imports_command as lint; lint()'
	find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 --check {} +
	$(PY) -m djlint --lint --quiet templates
	$(LEND) manage.py makemigrations --check
	$(LEND) manage.py lintmigrations --no-cache -q ok ignore --include-apps $(APPS) \
	  --ignore-name 0002_cache_table 0007_longer_run_state 0008_no_double_booking \
	  0006_groups_of_mentors  # own tables; varchar 8 to 10; unique over columns that are new and empty
	$(PY) -m bandit -q -ll -r -c pyproject.toml mentorship charts $(APPS)
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING
	$(COVERED) || $(ALONE)
	$(PY) -m slipcover --merge .coverage.json --fail-under 95

bench: $(HAVE_DEV) $(HAVE_PEERS)
	$(PY) -m benchmarks $(ONLY)

soak: $(HAVE_DEV)
	SOAK=1 $(PYTEST) -m soak

reset:
	@if [ -x $(PY) ]; then $(PY) -m mentorship.embedded.reset; else rm -rf var; fi

browser: $(HAVE_DEV)
	@found=$$(command -v chromium || command -v chromium-browser || command -v google-chrome) \
	  && echo "The browser tests use $$found" \
	  || echo 'No Chromium: the browser tests are skipped. Install it, e.g. apt-get install chromium'

lock: .venv/.made
	.venv/bin/pip install -q --disable-pip-version-check uv
	$(LOCK) -o requirements.txt
	$(LOCK) --group embedded -o requirements-embedded.txt
	$(LOCK) --group dev -o requirements-dev.txt
	$(subst pyproject.toml,,$(LOCK)) --group bench -o requirements-bench.txt

$(HAVE_RUN): .venv/.made requirements-embedded.txt
	@$(PY) -I mentorship/embedded/install.py requirements-embedded.txt
	@touch $@

$(HAVE_DEV): .venv/.made requirements-dev.txt
	@$(PY) -I mentorship/embedded/install.py requirements-dev.txt
	@touch $(HAVE_RUN) $@

# Apart from everything else: a module in it is called matching, like ours. `make bench` goes on without.
$(HAVE_PEERS): .venv/.made requirements-bench.txt
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes --upgrade \
	  --target $(@D) -r requirements-bench.txt && touch $@ \
	  || echo 'The benchmark of mentor-match is left out.'

.venv/.made:
	@if $(PY) -c 'import pip' 2>/dev/null; then touch $@; exit 0; fi; \
	found=; lacks='Python 3.11 or newer'; \
	for name in python3.14 python3.13 python3.12 python3.11 python3; do \
	  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  lacks="the venv module of $$name (Debian, Ubuntu: apt install $$name-venv)"; \
	  if "$$name" -c 'import ensurepip, venv' 2>/dev/null; then found=$$name; break; fi; \
	done; \
	if [ -z "$$found" ]; then echo "Install $$lacks first."; exit 1; fi; \
	echo "Making .venv with $$($$found --version) …"; \
	"$$found" -m venv --clear .venv && touch $@
