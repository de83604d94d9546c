#!/usr/bin/env python3
"""What outloud (PyPI) finds in PDFs, held against what was judged.

    outloud_judged.py FILE…    prints each finding that JUDGED does not know, and each rule of JUDGED that finds nothing any more; ends with 1
                               when there is one

What it asks beyond the standard is judged here, with the reason; veraPDF, pdfua and assertions.py hold the standard itself.
"""

import collections
import json
import pathlib
import subprocess
import sys

JUDGED = {
    "FIG-012": "words of a figure “do not read as language”: it looks for words between blanks, and Japanese has none",
    "PAG-001": "the same heading stands at the same height of three sheets: it is a heading of each, no running head",
    "TBL-010": "as many header cells as data cells: every indicator and every initiative names its rows with its number",
    "TBL-014": "a ruled grid that no table announces: the rows are tagged as a table (assertions.py, “table grid”), which it does not match",
    "TBL-015": "a row in one cell: an indicator told in words takes the width of the figures' columns",
}


def main(paths):
    outloud = pathlib.Path(sys.executable).with_name("outloud")
    run = subprocess.run([outloud, "--json", "-", "--fail-on", "never", *paths], capture_output=True, check=True, text=True)
    found = collections.Counter()
    unknown = 0
    for file in json.loads(run.stdout)["results"]:
        for finding in file["findings"]:
            rule = finding["rule"]
            found[rule] += 1
            if rule not in JUDGED:
                print(f"{file['path']}: {rule}: {finding['message']}")
                unknown += 1
    gone = [rule for rule in JUDGED if not found[rule]]
    for rule in gone:
        print(f"{rule} finds nothing any more: it may leave the table")
    print(f"{len(paths)} files, {sum(found.values())} findings of {len(found)} rules, {unknown} not judged")
    return 1 if unknown or gone else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
