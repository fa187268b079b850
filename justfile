# The only commands of this project. Run them by ./run <recipe>, which brings uv and just.

set shell := ["sh", "-eu", "-c"]
set positional-arguments

venv := env("UV_PROJECT_ENVIRONMENT", justfile_directory() / ".venv")
bin := venv / "bin"
export UV_PROJECT_ENVIRONMENT := venv

# Screen the shipped portfolio: the ranked table, and a report to open in a browser
demo: (_install "clew" "clew and what it needs" "--no-dev" "--inexact")
    @"{{ bin }}/clew" screen examples/portfolio.csv

# Every test, or those given: ./run test tests/trace -k supply
test *args: sync
    @echo "run: tests" >&2
    @if [ $# -eq 0 ]; then exec "{{ bin }}/pytest" -n auto --dist loadgroup; else exec "{{ bin }}/pytest" "$@"; fi

# Everything that must hold before a change is merged
check: lint types imports deps test

# Style and the mistakes that a linter can see
lint: sync
    @echo "run: lint" >&2
    @"{{ bin }}/ruff" check --quiet
    @"{{ bin }}/ruff" format --check --quiet || { echo "run: not formatted; mend it by ./run fmt" >&2; exit 1; }

# Format, and mend what can be mended safely
fmt: sync
    @"{{ bin }}/ruff" check --fix-only --quiet
    @"{{ bin }}/ruff" format

# Types, strictly, of the package, the tests and the benchmarks
types: sync
    @echo "run: types" >&2
    @"{{ bin }}/mypy"

# Who may import whom (docs/explanation/architecture.md)
imports: sync
    @echo "run: imports" >&2
    @"{{ bin }}/lint-imports" --no-logo

# Dependencies declared and used
deps: sync
    @echo "run: dependencies" >&2
    @"{{ bin }}/deptry" src --no-ansi

# Documentation: its commands, examples and links are run
docs *args: sync
    @exec "{{ bin }}/pytest" tests/test_docs.py "$@"

# Write the pages of docs/reference that the program knows by itself
reference: sync
    @"{{ bin }}/python" docs/generate.py

# One benchmark: ./run bench screen
bench name *args: sync
    @[ -f "benchmarks/$1.py" ] || { echo "run: no benchmark $1; there are:" >&2; ls benchmarks >&2; exit 1; }
    @script=$1; shift; exec "{{ bin }}/python" "benchmarks/$script.py" "$@"

# Install exactly what uv.lock says, with the tools of development
sync: (_install "pytest" "clew, what it needs, and the tools of development" "--all-extras" "--group" "dev")

# uv takes 0.1 s where nothing is to be done; it speaks only to a person who waits for a first installation.
_install probe what *options:
    @probe=$1; what=$2; shift 2; \
    if [ -e "{{ bin }}/$probe" ]; then exec uv sync --frozen --quiet "$@"; fi; \
    echo "run: installing $what (once)" >&2; \
    if [ -t 2 ]; then exec uv sync --frozen "$@"; else exec uv sync --frozen --quiet "$@"; fi
