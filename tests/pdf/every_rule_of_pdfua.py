#!/usr/bin/env python3
"""Every rule of pdfua (PyPI) on PDFs, those included that `pdfua check` gives up.

    every_rule_of_pdfua.py FILE…    prints each finding and each rule that was not evaluated; ends with 1 when there is one

pdfua 0.1.3 asks an array whether it is a number in a way to which no version of pikepdf answers but with an exception
(document.as_integer, `getattr(value, "is_integer", False)`). Its rule UA-14-001, no heading is empty, meets one in every heading
whose content is a list, which is what ISO 32000 allows and what Typst writes. So `pdfua check` says “not evaluated” of nearly every
file, and ends with 0. Here the question is answered for it; nothing else of it is changed. assertions.py asserts what the rule
means besides (“empty tag”). It covers 16 of 106 rules of PDF/UA-1: no findings is no conformance.
"""

import sys

import pdfua
import pikepdf
from pdfua import document
from pdfua.rules import structure

asked = document.as_integer


def as_integer(value):
    return None if isinstance(value, (pikepdf.Array, pikepdf.Dictionary, pikepdf.Name, pikepdf.String)) else asked(value)


document.as_integer = structure.as_integer = as_integer


def main(paths):
    told = 0
    for path in paths:
        for outcome in pdfua.validate(path).outcomes:
            for finding in outcome.findings:
                print(f"{path}: {finding.rule_id}: {finding.message}")
            if outcome.skipped_reason:
                print(f"{path}: {outcome.rule_id}: not evaluated: {outcome.skipped_reason}")
            told += len(outcome.findings) + bool(outcome.skipped_reason)
    print(f"{len(paths)} files, {len(pdfua.default_registry())} rules, {told} findings")
    return 1 if told or not paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
