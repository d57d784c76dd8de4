# make help   says what there is.

PYTHON ?= python3
PORT ?= 8000

# The environment is whole when this file is there; it is written last.
READY := .venv/ready
RUN := .venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Where this is set, as in many containers, each process compiles anew all that it imports.
export PYTHONDONTWRITEBYTECODE :=
# Certificates as the system has them, as pip takes them: some campuses and firms add their own.
export UV_SYSTEM_CERTS := 1
export NODE_USE_SYSTEM_CA := 1

.DEFAULT_GOAL := help
.PHONY: help serve write check test book release variant grade pairs lateness reteach copies \
	ready stills dates version bench proof lock clean

# A command for one assignment, without its name.
WHICH = @test -n '$(ASSIGNMENT)' || { echo "Say which assignment: make $@ ASSIGNMENT=backprop" >&2; \
	exit 2; }

help: ## List what make can do
	@sed -n 's/^\([a-z]*\):.*## /\1 /p' $(MAKEFILE_LIST) | while read -r name words; do \
		printf '  make %-9s %s\n' "$$name" "$$words"; done

# The site shows solutions, explained, to those who ask; SOLUTIONS=no builds one without.
ifdef SOLUTIONS
export NN_SOLUTIONS := $(SOLUTIONS)
endif

serve: $(READY) ## Build the book and serve it on http://localhost:8000 (PORT=8001 for another port)
	@$(RUN) -m course.site.serve --port '$(PORT)'

write: $(READY) ## Preview the book while you write: each change shows within seconds (PORT=8001)
	@$(RUN) -m course.site.write --port '$(PORT)'

check: $(READY) ## Run the tests that need no build, kernel, browser or much time, after each change
	@$(RUN) -m pytest -rfEs -m 'not proof and not whole'

test: $(READY) ## Run every test
	@$(RUN) -m pytest

book: $(READY) ## Build the book into _build/html, PDF and EPUB too (SOLUTIONS=no: without solutions)
	@$(RUN) -m course.site.build

ready: $(READY) ## Say whether _build/html may be published, and if not, why
	@$(RUN) -m course.site.ready

release: $(READY) ## Make the exercises from the solutions
	@$(RUN) -m course.grading.release

variant: $(READY) ## A course with other numbers or tasks: TO=../spring SEED=2027 TASKS="backprop=leaky"
	@test -n '$(TO)' && test -n '$(SEED)' || { \
	  echo "Say into which folder, and with which seed: make variant TO=../spring SEED=2027" >&2; exit 2; }
	@$(RUN) -m course.grading.variant '$(patsubst ~/%,$(HOME)/%,$(TO))' --seed '$(SEED)' --task $(TASKS)

stills: $(READY) ## Draw the stills of the explorables and README's picture anew, in a Chromium
	@$(RUN) tools/stills.py
	@$(RUN) tools/readme_picture.py

dates: $(READY) ## Put the dates of _config.yml into the gradebook
	@$(RUN) -m course.grading.dates

grade: $(READY) ## Grade what was handed in: ASSIGNMENT=backprop
	$(WHICH)
	@$(RUN) -m course.grading.grade '$(ASSIGNMENT)'

pairs: $(READY) ## Copy what pairs handed in to both: ASSIGNMENT=backprop
	$(WHICH)
	@$(RUN) -m course.grading.pairs '$(ASSIGNMENT)'

lateness: $(READY) ## Reckon lateness anew, after points by hand: ASSIGNMENT=backprop
	$(WHICH)
	@$(RUN) -m course.grading.lateness '$(ASSIGNMENT)'

reteach: $(READY) ## What to re-teach on Monday: ASSIGNMENT=backprop (SHARE=yes: no names)
	$(WHICH)
	@$(RUN) -m course.grading.reports.reteach '$(ASSIGNMENT)' $(if $(SHARE),--share)

copies: $(READY) ## Answers that are nearly the same, as information: ASSIGNMENT=backprop
	$(WHICH)
	@$(RUN) -m course.grading.reports.near_copies '$(ASSIGNMENT)'

bench: $(READY) ## Time the network beside other libraries, the checks, the book and its pages
	@$(RUN) tools/benchmark.py
	@$(RUN) tools/benchmark_checks.py
	@$(RUN) tools/benchmark_grading.py
	@$(RUN) tools/benchmark_book.py
	@$(RUN) tools/benchmark_site.py

proof: $(READY) ## Run the proofs that take too long for make test
	@$(RUN) -m pytest -m proof

version: $(READY) ## Write the version of a release into the files that state it: TO=0.2.0
	@$(RUN) tools/version.py '$(TO)'

lock: $(READY) ## Pin every dependency anew, after a change in pyproject.toml
	@.venv/bin/uv pip compile pyproject.toml --all-extras --universal --generate-hashes \
		--no-emit-index-url --no-header -c constraints.txt -o requirements.lock --quiet
	@printf '%s\n' uv hatchling editables | .venv/bin/uv pip compile - --universal \
		--generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 \
		-c requirements.lock -o bootstrap.lock --quiet

clean: ## Remove what make made; the classroom stays
	rm -rf .venv || test -z "$$(ls -A .venv)" # a container's volume is emptied, and stays
	rm -rf .venv.before .venv.lock _build .pytest_cache .hypothesis .ruff_cache .mypy_cache
	find . -path ./classroom -prune -o -path ./.git -prune -o \
		-name __pycache__ -type d -prune -exec rm -rf {} +

# An environment runs what lies where it was made: in a copied or renamed folder it is made anew.
MADE_IN := $(shell cat $(READY) 2>/dev/null)
ifneq ($(MADE_IN),)
ifneq ($(MADE_IN),$(CURDIR))
.PHONY: $(READY)
endif
endif

# A stopped installation leaves no `ready`, so the next one starts afresh.
$(READY): requirements.lock bootstrap.lock pyproject.toml
	@command -v '$(PYTHON)' >/dev/null || { echo "There is no $(PYTHON) here. Install Python \
	3.11 or newer, or name it: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is \
	$$('$(PYTHON)' --version 2>&1); the course needs Python 3.11 or newer. If you have one, name \
	it: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; }
	@'$(PYTHON)' tools/install.py
