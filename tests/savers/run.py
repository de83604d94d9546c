#!/usr/bin/env python3
"""Passes filled forms through programs that save workbooks, reads what comes out with gyokaku, and holds what it
sees against the table in README.md.

    tests/savers/run.py                 the savers that Debian has
    tests/savers/run.py --all           further ones, from npm and PyPI, which it installs in a folder of its own
    tests/savers/run.py gnumeric-ods …  these alone
    tests/savers/run.py --write …       writes what it saw into README.md's table

GYOKAKU is the program (target/release/gyokaku), SAVERS a folder for what is installed (target/savers). A saver that
can't be had is named and skipped. Ends with 1 where an outcome is another one than the table has.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

import form
import outcome
from savers import SAVERS, CannotBeHad

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
README = HERE / "README.md"
CYCLE = "令和7年度"
# The form with one answer of each kind.
FEATURES = "05_財政課_進捗状況調査票.xlsx"


def main(arguments):
    write = "--write" in arguments
    named = [a for a in arguments if not a.startswith("--")]
    unknown = [name for name in named if name not in SAVERS]
    if unknown:
        sys.exit(f"no such saver: {', '.join(unknown)} (there are {', '.join(SAVERS)})")
    if named:
        chosen = named
    else:
        chosen = [n for n, s in SAVERS.items() if s.of_debian or "--all" in arguments]
    expected = outcome.table_of(README.read_text(encoding="utf-8"))
    seen = {}
    with tempfile.TemporaryDirectory(prefix="savers-") as room:
        base = Base(Path(room))
        for name in chosen:
            try:
                seen[name] = base.through(name, SAVERS[name])
            except CannotBeHad as why:
                print(f"{name}: skipped, {why}", flush=True)
                continue
            print(outcome.row(name, seen[name]), flush=True)
    if write:
        outcome.write_table(README, {**expected, **seen})
    wrong = outcome.differences(seen, expected)
    for line in wrong:
        print(f"DIFFERS: {line}")
    failed = len({line.split(":")[0] for line in wrong})
    print(f"{len(seen) - failed} passed, {failed} failed")
    if not seen:
        sys.exit("no saver could be had")
    sys.exit(1 if wrong and not write else 0)


class Base:
    """The sample, with one form that has an answer of each kind, and what gyokaku reads of it untouched."""

    def __init__(self, room):
        self.room = room
        self.untouched = room / "untouched"
        shutil.copytree(PROJECT / "input", self.untouched / "input")
        returned = self.untouched / "input" / CYCLE / "提出"
        issued = self.issued()
        self.answers = form.fill(issued, returned / FEATURES)
        self.forms = sorted(
            p for p in returned.rglob("*") if p.is_file() and p.parent.name != "差替前"
        )
        self.reading = self.read(self.untouched)
        self.asked = self.corrections()

    def issued(self):
        """The form of the feature's department, as `gyokaku forms` makes it."""
        root = self.room / "issued"
        shutil.copytree(PROJECT / "input", root / "input")
        gyokaku(root, "forms", CYCLE)
        return root / "output" / CYCLE / "様式" / FEATURES

    def read(self, root):
        record = root / "output" / CYCLE / "record.json"
        said = gyokaku(root, "report", CYCLE)
        if not record.exists():
            sys.exit(f"no record.json:\n{said}")
        return outcome.Reading.of(record)

    def corrections(self):
        """The 確認依頼 that the feature's form gives."""
        found = sorted((self.untouched / "output" / CYCLE / "点検" / "確認依頼").glob("05_*.xlsx"))
        assert len(found) == 1, found
        return found[0]

    def through(self, name, saver):
        """One saver's row: feature by feature."""
        root = self.room / name
        shutil.copytree(self.untouched / "input", root / "input")
        returned = root / "input" / CYCLE / "提出"
        sent = [returned / p.relative_to(self.untouched / "input" / CYCLE / "提出") for p in self.forms]
        sent = [p for p in sent if p.suffix == ".xlsx"]
        saved = saver.save_all(sent, root / "saved")
        for old, new in zip(sent, saved):
            old.unlink()
            shutil.move(new, old.with_suffix(saver.ending))
        features = (returned / FEATURES).with_suffix(saver.ending)
        row = outcome.of_answers(self.reading, self.read(root), self.answers, Path(FEATURES).stem)
        sent = self.untouched / "input" / CYCLE / "提出" / FEATURES
        row.update(outcome.of_file(sent, features, self.answers))
        row["確認依頼"] = self.supersedes(name, saver)
        return row

    def supersedes(self, name, saver):
        """Whether a saved 確認依頼 takes the place of the form that it answers."""
        root = self.room / f"{name}-corrected"
        shutil.copytree(self.untouched / "input", root / "input")
        returned = root / "input" / CYCLE / "提出"
        copied = root / "asked" / "05_財政課_修正版.xlsx"
        copied.parent.mkdir()
        shutil.copy(self.asked, copied)
        [saved] = saver.save_all([copied], root / "saved")
        shutil.move(saved, returned / copied.with_suffix(saver.ending).name)
        files = outcome.sums(gyokaku(root, "check", CYCLE))
        forms = len(self.forms)
        # The sample has a superseded form of its own.
        return "yes" if files == (forms, 2, 0) else f"no: {files}"


def gyokaku(root, *arguments):
    """What the program says. Its exit code says what it thinks of the forms, which is not the question here."""
    program = os.environ.get("GYOKAKU", str(PROJECT / "target/release/gyokaku"))
    command = [program, "--root", str(root), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


if __name__ == "__main__":
    main(sys.argv[1:])
