"""One grammar fuzzed with coverage: run by `manage.py soak fuzz` in an environment that holds atheris."""

import sys

import atheris

with atheris.instrument_imports(include=["audits"]):
    from tests.fuzzing.invariants import holds

NAME = sys.argv.pop(1)


def one(raw):
    holds(NAME, raw)


atheris.Setup(sys.argv, one)
atheris.Fuzz()
