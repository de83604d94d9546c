"""Fills a form of gyokaku's with one answer of each kind, in its XML, so that no other program takes part."""

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

# What the answers are for, by the column of the table that they stand in.
LINES = "市税の口座振替を勧めた。\n・窓口　312件\n\n・電話　48件"
READING = "計画どおり進めた。"
FEATURES = {
    "percent": "in.indicator.3_1_k1.actual",
    "date": "in.indicator.3_1_k2.as_of",
    "era date": "in.indicator.3_1_k1.as_of",
    "gannen": "in.indicator.3_4_k1.as_of",
    "line breaks": "in.initiative.3_1_1.result",
    "furigana": "in.item.3_1.reason",
    "formula": "in.initiative.3_4_1.effect_saving",
    "= text": "in.item.3_4.internal_note",
}
# Required and left blank: so many the live count must say.
BLANK = [
    "in.item.3_6.grade",
    "in.item.3_6.reason",
    "in.item.3_4.reason",
    "in.indicator.3_6_k1.actual",
    "in.indicator.3_6_k2.actual",
]
# 31 March 2026
SERIAL = 46112


class Answers:
    """Where the answers stand: (sheet, cell) by the column of the table; and how many required inputs are blank."""

    def __init__(self, places, inputs, blank):
        self.places, self.inputs, self.blank = places, inputs, blank


def fill(issued, sample):
    """Fills the form `issued` as `sample` is filled, but for the features, and writes it over `sample`."""
    book, filled = Package(issued), Package(sample)
    for name, (sheet, cell) in filled.names.items():
        content = filled.content(sheet, cell)
        if content:
            book.put(*book.names[name], *content)
    share = book.format('0.0%')
    plain = book.format('yyyy"/"m"/"d')
    era = book.format('[$-411]ggge"年"m"月"d"日"')
    gannen = book.format('[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@')
    text = lambda words: ("inlineStr", f'<is><t xml:space="preserve">{escape(words)}</t></is>')
    entries = {
        "percent": (None, "<v>0.907</v>", share),
        "date": (None, f"<v>{SERIAL}</v>", plain),
        "era date": (None, f"<v>{SERIAL}</v>", era),
        "gannen": (None, f"<v>{SERIAL}</v>", gannen),
        "line breaks": text(LINES),
        "furigana": ("s", f"<v>{book.shared_with_reading()}</v>"),
        "formula": (None, "<f>1000+234</f><v>1234</v>"),
        "= text": text("=1+1 のような式は使わない。"),
    }
    for feature, entry in entries.items():
        book.put(*book.names[FEATURES[feature]], *entry)
    for name in BLANK:
        book.put(*book.names[name], None, "")
    book.save(sample)
    places = {feature: book.names[name] for feature, name in FEATURES.items()}
    return Answers(places, len(book.names), len(BLANK))


class Package:
    """The parts of a form as gyokaku writes it."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        workbook = self.text("xl/workbook.xml").replace("&apos;", "'")
        sheets = re.findall(r'<sheet name="([^"]+)" sheetId="\d+"[^>]* r:id="rId(\d+)"', workbook)
        self.sheets = {name: f"xl/worksheets/sheet{number}.xml" for name, number in sheets}
        self.names = {
            name: (sheet, cell.replace("$", ""))
            for name, sheet, cell in re.findall(r'<definedName name="(in\.[^"]+)">\'([^\']+)\'!([^<]+)<', workbook)
        }

    def text(self, part):
        return self.parts[part].decode("utf-8")

    def cell(self, sheet, cell):
        # Of a blank cell nothing follows the first tag.
        pattern = rf'<c r="{cell}"(?: s="(\d+)")?(?: t="(\w+)")?(?:/>|>(.*?)</c>)'
        return re.search(pattern, self.text(self.sheets[sheet]), re.DOTALL)

    def content(self, sheet, cell):
        """Type and XML of an answer, or None."""
        found = self.cell(sheet, cell)
        return (found[2], found[3]) if found and found[3] else None

    def put(self, sheet, cell, kind, xml, style=None):
        found = self.cell(sheet, cell)
        attributes = f' s="{found[1] if style is None else style}"' + (f' t="{kind}"' if kind else "")
        part = self.text(self.sheets[sheet])
        new = f'<c r="{cell}"{attributes}>{xml}</c>' if xml else f'<c r="{cell}" s="{found[1]}"/>'
        self.parts[self.sheets[sheet]] = (part[: found.start()] + new + part[found.end() :]).encode("utf-8")

    def format(self, code):
        """The index of an unlocked cell format with this number format."""
        styles = self.text("xl/styles.xml")
        number = 400 + styles.count('formatCode="')
        new = f'<numFmt numFmtId="{number}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        if "</numFmts>" in styles:
            styles = styles.replace("</numFmts>", f"{new}</numFmts>")
        else:
            styles = styles.replace("<fonts", f"<numFmts>{new}</numFmts><fonts", 1)
        styles = re.sub(r'<numFmts(?: count="\d+")?>', "<numFmts>", styles)
        formats = re.search(r'<cellXfs count="(\d+)">(.*?)</cellXfs>', styles, re.DOTALL)
        at = int(formats[1])
        xf = f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyProtection="1"><protection locked="0"/></xf>'
        styles = styles.replace(formats[0], f'<cellXfs count="{at + 1}">{formats[2]}{xf}</cellXfs>')
        self.parts["xl/styles.xml"] = styles.encode("utf-8")
        return at

    def shared_with_reading(self):
        """A shared string with its reading, as Excel keeps what was typed through an input method."""
        strings = self.text("xl/sharedStrings.xml")
        at = strings.count("<si>")
        new = (
            f"<si><t>{READING}</t>"
            '<rPh sb="0" eb="2"><t>ケイカク</t></rPh><rPh sb="5" eb="6"><t>スス</t></rPh><phoneticPr fontId="1"/></si>'
        )
        strings = strings.replace("</sst>", f"{new}</sst>")
        strings = re.sub(r' (?:count|uniqueCount)="\d+"', "", strings)
        self.parts["xl/sharedStrings.xml"] = strings.encode("utf-8")
        return at

    def save(self, path):
        with zipfile.ZipFile(Path(path), "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts.items():
                package.writestr(name, content)
