#!/usr/bin/env python3
"""What outloud (PyPI) finds in PDFs, held against what was judged.

    outloud_judged.py FILE…    prints each finding that JUDGED does not know, and each rule of JUDGED that finds nothing any more; ends with 1
                               when there is one

Rules on the standard itself (layer “conformance”) may find nothing; what it asks beyond that is judged here, with the reason.
"""

import collections
import json
import pathlib
import subprocess
import sys

JUDGED = {
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
