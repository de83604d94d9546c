#!/usr/bin/env bash
# frictionless calls full-width digits a valid integer and year, but not a valid number once there is a point.
#
# Version:  frictionless 5.21.0 (PyPI).
# Input:    １２ in a column of integers, ２０２４ in one of years, １２ and １．５ in one of numbers, 2024 in full-width
#           digits in one of strings with the pattern \d{4}.
# Expected: an error for each: Table Schema takes the lexical forms of integers, numbers and years from XML Schema, where
#           digits are 0 to 9, and the check of open data is run to find just such cells before others load them.
# Seen:     only １．５ is an error. The rest is left to Python's int and Decimal and to \d of its re, which take the
#           digits of every script; other programs that read the same valid CSV file refuse the cells.
# Way out:  a constraint "pattern": "[0-9]+" on a column of strings, or a check of one's own.
#
# Ends with 0 while it behaves so, with 1 when it changed. Needs python3 with venv.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check frictionless==5.21.0
seen=$("$room/venv/bin/python" - <<'PY'
from frictionless import Resource, Schema
cases = [("integer", "１２", {}), ("year", "２０２４", {}), ("number", "１２", {}), ("number", "１．５", {}),
         ("string", "２０２４", {"pattern": r"\d{4}"}), ("string", "２０２４", {"pattern": "[0-9]{4}"})]
for kind, text, constraints in cases:
    schema = Schema.from_descriptor({"fields": [{"name": "値", "type": kind, "constraints": constraints}]})
    valid = Resource(data=[["値"], [text]], schema=schema).validate().valid
    print(kind, text, *constraints.values(), valid)
PY
)
echo 'expected: False six times'
echo "$seen"
[[ $seen == 'integer １２ True
year ２０２４ True
number １２ True
number １．５ False
string ２０２４ \d{4} True
string ２０２４ [0-9]{4} False' ]] || { echo 'changed'; exit 1; }
echo 'as described'
