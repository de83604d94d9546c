#!/usr/bin/env python3
"""A PDF as it is read aloud: each block of its structure on a line of its own, in the order of the tags.

    aloud.py FILE    prints the blocks with their tags, the words of figures, a table row by row, and at the end how many of each there are

Blocks of one cell or one point of a list stand apart by 「 ¶ 」, cells by 「 | 」. Text without a block of its own is told as “text”: between
two blocks nothing parts it from its neighbours.
"""

import collections
import re
import sys

import pikepdf
from pikepdf import Array, Dictionary, Name

from assertions import Content, Document, Element, instructions

BLOCKS = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "Note", "Lbl", "TOCI", "Title"}
COUNTED = ("H1", "H2", "H3", "H4", "P", "L", "LI", "Table", "TR", "Figure", "Link", "TOCI")


def maps_of(font):
    """What the codes of a font stand for."""
    found = {}
    text = font.ToUnicode.read_bytes().decode("latin-1")
    unicode = lambda digits: bytes.fromhex(digits).decode("utf-16-be")
    for body in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, value in re.findall(r"<(\w+)>\s*<(\w*)>", body):
            found[int(code, 16)] = unicode(value)
    for body in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for first, last, value in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", body):
            start = unicode(value)
            for code in range(int(first, 16), int(last, 16) + 1):
                found[code] = start[:-1] + chr(ord(start[-1]) + code - int(first, 16))
    return found


class Reader(Document):
    """A document with the text of each piece of marked content."""

    def __init__(self, pdf):
        super().__init__(pdf)
        self.fonts, self.texts = {}, collections.defaultdict(str)
        for number, page in enumerate(pdf.pages):
            self.read_page(number, page)

    def read_page(self, number, page):
        marks, font = [], {}
        for instruction, operator in instructions(page):
            operands = instruction.operands
            if operator == "Tf":
                one = page.Resources.Font[str(operands[0])]
                font = self.fonts.setdefault(one.objgen, None) or maps_of(one)
                self.fonts[one.objgen] = font
            elif operator in ("BMC", "BDC"):
                marks.append(self.mark_of(page, operands))
            elif operator == "EMC":
                marks.pop()
            elif operator in ("Tj", "TJ"):
                mcid = next((mark[0] for mark in reversed(marks) if mark[0] is not None), None)
                if mcid is None:
                    continue
                actual = next((mark for mark in marks if mark[1] is not None), None)
                if actual is not None:
                    self.texts[number, mcid] += actual[1]
                    actual[1] = ""
                    continue
                for part in operands[0] if operator == "TJ" else operands:
                    if isinstance(part, pikepdf.String):
                        code = bytes(part)
                        pairs = zip(code[::2], code[1::2])
                        self.texts[number, mcid] += "".join(font.get(high * 256 + low, "\ufffd") for high, low in pairs)

    def mark_of(self, page, operands):
        """Number of the content, and the text that stands for it."""
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, Name):
            properties = page.Resources.Properties[str(properties)]
        if not isinstance(properties, Dictionary):
            return [None, None]
        mcid = properties.get("/MCID")
        actual = properties.get("/ActualText")
        return [None if mcid is None else int(mcid), None if actual is None else str(actual)]

    def words(self, element):
        """The text of an element without its blocks, as one line."""
        if element.tag == "Figure":
            return element.said("/Alt")
        parts = (self.texts[kid.page, kid.mcid] if isinstance(kid, Content) else self.words(kid) if isinstance(kid, Element) else "" for kid in element.kids)
        return "".join(parts)

    def blocks(self, element):
        """Tag and text of each block below, text without one by the name of “text”."""
        if element.tag in BLOCKS or element.tag == "Figure":
            yield element.tag, self.words(element)
            return
        loose = ""
        for kid in element.kids:
            if isinstance(kid, Element) and (kid.tag not in ("Span", "Link", "Strong", "Em", "Reference", "Annot") or any(e.tag in BLOCKS for e in kid.walk())):
                if loose.strip():
                    yield "text", loose
                loose = ""
                yield from self.lines(kid)
            else:
                loose += self.texts[kid.page, kid.mcid] if isinstance(kid, Content) else self.words(kid) if isinstance(kid, Element) else ""
        if loose.strip():
            yield "text", loose

    def lines(self, element):
        if element.tag == "TR":
            cells = (" ¶ ".join(text.strip() for _, text in self.blocks(cell)) for cell in element.elements())
            yield "TR", " | ".join(cells)
        elif element.tag == "LI":
            yield "LI", " ¶ ".join(text.strip() for _, text in self.blocks(element))
        else:
            yield from self.blocks(element)


def main(path):
    with pikepdf.open(path) as pdf:
        reader = Reader(pdf)
        for tag, text in (line for top in reader.tops for line in reader.lines(top)):
            print(f"{tag:7} {re.sub(chr(92) + 's+', ' ', text).strip()}")
        counts = collections.Counter(element.tag for element in reader.all)
        print("\n" + ", ".join(f"{tag} {counts[tag]}" for tag in COUNTED))


if __name__ == "__main__":
    main(sys.argv[1])
