#!/usr/bin/env bash
# Table Schema's bareNumber: false makes five of a Japanese minus five (▲5), and a validator calls it valid.
#
# Version:  frictionless 5.21.0 (PyPI).
# Input:    a column of type number with bareNumber: false, as one sets it for texts like 12% and 12円, and in it -5, ▲5
#           and △5 (the minus signs of Japanese public accounts), U+2212 before 5, and (5).
# Expected: minus five, or an error of type for the signs that the field cannot know.
# Seen:     -5 stays -5; the four others are valid and come out as 5. The standard wants it so: leading and trailing
#           characters that are not numeric are to be stripped, and only the ASCII sign belongs to a number.
# Way out:  leave bareNumber at true and write units into the field's description; or a pattern on a column of strings.
#
# Ends with 0 while it behaves so, with 1 when it changed. Needs python3 with venv.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" install --quiet --disable-pip-version-check frictionless==5.21.0
seen=$("$room/venv/bin/python" - <<'PY'
from frictionless import Resource, Schema
texts = ["-5", "▲5", "△5", "\u22125", "(5)", "5%"]
schema = {"fields": [{"name": "差額", "type": "number", "bareNumber": False}]}
def table():
    return Resource(data=[["差額"]] + [[text] for text in texts], schema=Schema.from_descriptor(schema))
print("valid:", table().validate().valid)
for text, row in zip(texts, table().read_rows()):
    print(text, row["差額"])
PY
)
echo 'expected: -5 or an error for all but the last'
echo "$seen"
[[ $seen == $'valid: True\n-5 -5\n▲5 5\n△5 5\n\u22125 5\n(5) 5\n5% 5' ]] || { echo 'changed'; exit 1; }
echo 'as described'
