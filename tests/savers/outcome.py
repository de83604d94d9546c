"""What became of a form: what gyokaku read of it, what the saved file holds, and the table of it all."""

import json
import re
import zipfile
from collections import Counter
from xml.etree import ElementTree

import form

COLUMNS = [
    "other answers",
    "told",
    *form.FEATURES,
    "names",
    "hidden",
    "dropdowns",
    "protected",
    "count",
    "確認依頼",
]
YES = "yes"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


class Reading:
    """The values of a record and what was told, by file (without its ending), sheet and cell."""

    def __init__(self, values, told):
        self.values, self.told = values, told

    @classmethod
    def of(cls, path):
        record = json.loads(path.read_text(encoding="utf-8"))
        values = {}
        gather(record, values)
        told = [(place(d), d["code"]) for d in record["diagnostics"]]
        return cls(values, told)


def gather(node, values):
    if isinstance(node, list):
        for part in node:
            gather(part, values)
    elif isinstance(node, dict):
        if isinstance(node.get("source"), dict) and "value" in node:
            values[place(node["source"])] = node["value"]
        for part in node.values():
            gather(part, values)


def place(where):
    file = where.get("file") or ""
    return (re.sub(r"\.\w+$", "", file.split("/")[-1]), where.get("sheet"), where.get("cell"))


def of_answers(before, after, answers, file):
    """The outcome of each answer in `file` (without its ending), and of all others together."""
    own = {(file, *where) for where in answers.places.values()}
    row = {}
    for feature, where in answers.places.items():
        at = (file, *where)
        codes = sorted(codes_at(after, at) - codes_at(before, at))
        if at not in before.values:
            raise AssertionError(f"{feature}: no value at {at}")
        if after.values.get(at) == before.values[at]:
            row[feature] = f"yes {' '.join(codes)}".strip()
        elif codes:
            row[feature] = f"no {' '.join(codes)}"
        else:
            row[feature] = f"no: {str(after.values.get(at))[:20]}"
    others = {at for at in before.values if at not in own}
    lost = [at for at in others if after.values.get(at) != before.values[at]]
    row["other answers"] = f"no: {len(lost)} of {len(others)}" if lost else YES
    told = lambda reading: Counter((at, code) for at, code in reading.told if at not in own)
    more, fewer = told(after) - told(before), told(before) - told(after)
    words = [f"+{code}" for code in sorted({code for _, code in more})]
    words += [f"-{code}" for code in sorted({code for _, code in fewer})]
    row["told"] = " ".join(words) or "the same"
    return row


def codes_at(reading, at):
    return {code for where, code in reading.told if where == at}


def of_file(sent, saved, answers):
    """What the file itself still has, beside the answers."""
    book = OpenDocument(saved) if saved.suffix == ".ods" else Excel(saved)
    before = Excel(sent)
    names = book.names()
    kept = sum(1 for name in before.names() if name in names)
    count = book.total()
    if count == answers.blank:
        says = "right"
    elif book.calculates_on_opening() or count is None:
        says = "on opening"
    else:
        says = f"stale: {count}" if count == before.total() else f"wrong: {count}"
    return {
        "names": YES if kept == len(before.names()) else f"{kept} of {len(before.names())}",
        "hidden": YES if {"_form", "_list"} <= book.hidden() else "shown",
        "dropdowns": YES if book.has_dropdowns() else "lost",
        "protected": YES if book.is_protected() else "lost",
        "count": says,
    }


class Excel:
    def __init__(self, path):
        self.package = zipfile.ZipFile(path)
        self.workbook = ElementTree.fromstring(self.package.read("xl/workbook.xml"))
        rels = ElementTree.fromstring(self.package.read("xl/_rels/workbook.xml.rels"))
        targets = {rel.get("Id"): rel.get("Target").lstrip("/").removeprefix("xl/") for rel in rels}
        self.sheets = [
            (sheet.get("name"), sheet.get("state", "visible"), "xl/" + targets[sheet.get(f"{REL}id")])
            for sheet in self.workbook.iter(f"{MAIN}sheet")
        ]

    def sheet(self, name):
        part = next((part for of, _, part in self.sheets if of == name), None)
        return ElementTree.fromstring(self.package.read(part)) if part else None

    def names(self):
        names = (name.get("name") for name in self.workbook.iter(f"{MAIN}definedName"))
        return {normalized(name) for name in names if normalized(name).startswith("in_")}

    def hidden(self):
        return {name for name, state, _ in self.sheets if state != "visible"}

    def has_dropdowns(self):
        return any(b'type="list"' in self.package.read(part) for _, _, part in self.sheets)

    def is_protected(self):
        return all(
            b"sheetProtection" in self.package.read(part) for name, _, part in self.sheets if not name.startswith("_")
        )

    def calculates_on_opening(self):
        settings = self.workbook.find(f"{MAIN}calcPr")
        return settings is not None and settings.get("fullCalcOnLoad") in ("1", "true")

    def total(self):
        """The result of the sum on 記入要領, None where the file has none."""
        guide = self.sheet("記入要領")
        for cell in [] if guide is None else guide.iter(f"{MAIN}c"):
            formula = cell.find(f"{MAIN}f")
            if formula is not None and (formula.text or "").startswith("SUM("):
                value = cell.findtext(f"{MAIN}v")
                return int(float(value)) if value else None
        return None


class OpenDocument:
    def __init__(self, path):
        self.content = ElementTree.fromstring(zipfile.ZipFile(path).read("content.xml"))
        self.tables = {table.get(f"{TABLE}name"): table for table in self.content.iter(f"{TABLE}table")}

    def names(self):
        found = [*self.content.iter(f"{TABLE}named-range"), *self.content.iter(f"{TABLE}named-expression")]
        names = {normalized(name.get(f"{TABLE}name")) for name in found}
        return {name for name in names if name.startswith("in_")}

    def hidden(self):
        properties = {
            style.get(f"{STYLE}name"): style.find(f"{STYLE}table-properties")
            for style in self.content.iter(f"{STYLE}style")
        }
        found = ((name, properties.get(table.get(f"{TABLE}style-name"))) for name, table in self.tables.items())
        return {name for name, style in found if style is not None and style.get(f"{TABLE}display") == "false"}

    def has_dropdowns(self):
        return next(self.content.iter(f"{TABLE}content-validation"), None) is not None

    def is_protected(self):
        return all(t.get(f"{TABLE}protected") == "true" for name, t in self.tables.items() if not name.startswith("_"))

    def calculates_on_opening(self):
        return False

    def total(self):
        guide = self.tables.get("記入要領")
        for cell in [] if guide is None else guide.iter(f"{TABLE}table-cell"):
            if "=SUM(" in cell.get(f"{TABLE}formula", ""):
                value = cell.get(f"{OFFICE}value")
                return int(float(value)) if value else None
        return None


def normalized(name):
    return name.lower().replace(".", "_")


def sums(said):
    """受付済, 差替済 and 受付不可 of what `check` prints."""
    found = re.search(r"受付済 (\d+) ＋ 差替済 (\d+) ＋ 受付不可 (\d+)", said)
    return tuple(int(number) for number in found.groups()) if found else None


def row(name, outcome):
    return "| " + " | ".join([name, *(outcome[column] for column in COLUMNS)]) + " |"


def table_of(text):
    """The rows of the table in a text, by saver."""
    expected = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == len(COLUMNS) + 1 and not set(cells[0]) <= set("-:"):
            expected[cells[0]] = dict(zip(COLUMNS, cells[1:]))
    expected.pop("saver", None)
    return expected


def write_table(readme, rows):
    head = "| saver | " + " | ".join(COLUMNS) + " |"
    lines = [head, "|" + "---|" * (len(COLUMNS) + 1), *(row(name, rows[name]) for name in rows)]
    text = readme.read_text(encoding="utf-8")
    before, _, rest = text.partition("| saver |")
    after = re.sub(r"\A(?:[^\n]*\n)?(?:\|[^\n]*\n)*", "", rest)
    readme.write_text(before + "\n".join(lines) + "\n" + after, encoding="utf-8")


def differences(seen, expected):
    lines = []
    for name, outcome in seen.items():
        wanted = expected.get(name)
        if wanted is None:
            lines.append(f"{name}: the table has no such saver")
            continue
        for column in COLUMNS:
            if outcome[column] != wanted[column]:
                lines.append(f"{name}: {column}: {outcome[column]!r}, the table has {wanted[column]!r}")
    return lines
