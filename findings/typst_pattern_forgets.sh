#!/usr/bin/env bash
# A pattern that a Typst template keeps in a constant learns anew what it looks for in every single search.
# A regular expression works with tables that are filled while it searches. Typst hands each call a copy of the pattern, and a copy
# begins with empty tables: for classes of characters (\p{Han}) filling them takes far longer than the search. So a template that asks
# each of its lines for a pattern pays for it with each of them, kept in a constant or not; a single search
# through all lines at once finds the same in a small part of the time.
#
# Expected: searching 20,000 lines one by one takes about as long as searching them at once (less than 5 times).
# Seen: more than 5 times as long, in processor time of one and the same process.
# Everything comes from PyPI into a folder that is thrown away.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet typst==0.15.2

"$work/venv/bin/python" - "$work" <<'P'
import sys
import time
import typst

work = sys.argv[1]
START = r'''
#let ending = regex("(?m)\\p{Han}{2}(\\p{Han}{3}|[\\p{Katakana}ー]{2,6})$")
#let lines = range(FIRST, FIRST + 20000).map(n => "第" + str(n) + "号　公共施設の長寿命化計画策定")
'''
ONE_BY_ONE = START + "#let found = lines.filter(line => line.match(ending) != none).len()"
AT_ONCE = START + '#let found = lines.join("\\n").matches(ending).len()'
NOTHING = START + "#let found = lines.filter(line => line.len() > 9).len()"


def seconds(body):
    times = []
    # Other lines each time: Typst remembers what it has compiled.
    for first in (100000, 200000, 300000):
        with open(f"{work}/in.typ", "w") as source:
            source.write(body.replace("FIRST", str(first)) + "\n#assert.eq(found, 20000)\n")
        start = time.process_time()
        typst.compile(f"{work}/in.typ", output=f"{work}/out.pdf")
        times.append(time.process_time() - start)
    return min(times)


nothing = seconds(NOTHING)
one_by_one, at_once = seconds(ONE_BY_ONE) - nothing, seconds(AT_ONCE) - nothing
ratio = one_by_one / max(at_once, 0.001)
print(f"typst 0.15.2: 20,000 lines one by one {one_by_one:.3f} s, at once {at_once:.3f} s beyond a compile without a search: {ratio:.0f} times")
sys.exit(0 if ratio > 5 else "the behaviour has changed")
P
