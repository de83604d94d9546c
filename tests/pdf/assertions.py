#!/usr/bin/env python3
"""What the tags, links and claims of finished PDFs must hold, read with pikepdf.

    assertions.py FILE…    prints each fault on a line, `FILE: rule: what`, and ends with 1 when there is one

It shares no code with the program, and stands in for no validator: veraPDF and PAC know more. It runs on Debian's pikepdf 6
as on today's. `RULES` lists what is asserted; broken_documents.py breaks a document for each of them, and is told.
"""

import re
import sys

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

RULES = {
    "claim": "XMP says PDF/A-3a and PDF/UA-1, and an output intent stands for PDF/A",
    "title": "the title is there, the same in XMP and Info, and shown by the viewer",
    "language": "the document is in Japanese, and no element names a language that is none",
    "marked": "the document is marked as tagged, and not as suspect",
    "standard tag": "each tag is one of PDF 1.7, or mapped to one",
    "parent": "each element names its parent",
    "empty tag": "each element leads to content, or to an annotation",
    "nesting": "tables, lists, contents and links hold what they may, where they may",
    "table grid": "each row of a table covers as many columns as the others, and no cell lies on another",
    "header cells": "a table has header cells, and each of them a scope",
    "cell headers": "each data cell names header cells that exist",
    "figure": "figures and formulas speak by words of their own",
    "headings": "headings begin with H1 and leave no level out",
    "link": "each link has text, a description, and a place in the document to lead to",
    "annotation": "each annotation is reached from the tags and back, and pages with some are walked in their order",
    "artifact": "everything drawn is either a tag's or an artifact's, never both, never neither",
    "content": "each piece of tagged content belongs to one element, and the page leads back to it",
    "order": "tags are read in the order of the pages, and on a page in that of drawing",
    "bookmarks": "where there are headings there are bookmarks, each with words and a place, in the order of the pages",
    "attachment": "each attached file says how it relates to the document and what it is",
    "safe": "nothing is encrypted, runs or is asked for from elsewhere",
}

PDF_A = "{http://www.aiim.org/pdfa/ns/id/}"
PDF_UA = "{http://www.aiim.org/pdfua/ns/id/}"

GROUPING = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "Index", "NonStruct", "Private"}
STANDARD = GROUPING | {
    *("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "TOC", "TOCI", "L", "LI", "Lbl", "LBody"),
    *("Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
    *("Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP"),
    *("Warichu", "WT", "WP", "Figure", "Formula", "Form"),
}
# Where an element may stand, and what it may hold (ISO 32000-1, 14.8.4.3).
PARENTS = {
    "Document": {None},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
KIDS = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOC", "TOCI", "Caption"},
}
SHOWS_TEXT = {"Tj", "TJ", "'", '"'}
DRAWS = SHOWS_TEXT | {"Do", "sh", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "INLINE IMAGE"}


class Element:
    """An element of the structure tree: its tag, what it holds, and the pages that it lies on."""

    def __init__(self, obj, tag, parent):
        self.obj, self.tag, self.parent = obj, tag, parent
        self.kids = []  # Element, Content or Reference, in their order

    def elements(self):
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def walk(self):
        yield self
        for kid in self.elements():
            yield from kid.walk()

    def content(self, unless=lambda element: False):
        """All marked content below, in order, but for that of the elements that are left out."""
        for kid in self.kids:
            if isinstance(kid, Element) and not unless(kid):
                yield from kid.content(unless)
            elif isinstance(kid, Content):
                yield kid

    def attribute(self, owner, key):
        attributes = self.obj.get("/A")
        for one in attributes if isinstance(attributes, Array) else [attributes]:
            if isinstance(one, Dictionary) and one.get("/O") == Name("/" + owner) and key in one:
                return one[key]
        return None

    def said(self, key):
        return text_of(self.obj, key)

    def __str__(self):
        pages = [content.page + 1 for content in self.content()]
        return f"{self.tag} on page {pages[0]}" if pages else self.tag


class Content:
    """A piece of marked content: page (from 0) and number on it."""

    def __init__(self, page, mcid):
        self.page, self.mcid = page, mcid


class Reference:
    """An annotation that an element refers to."""

    def __init__(self, annotation):
        self.annotation = annotation


class Document:
    """A PDF with its faults. Each check adds to them."""

    def __init__(self, pdf):
        self.pdf, self.root, self.faults = pdf, pdf.Root, []
        # Never entered, so that it is read only: left, it would write over what is to be looked at.
        self.xmp = pdf.open_metadata()
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.tops, self.all = [], []
        tree = self.root.get("/StructTreeRoot")
        if not isinstance(tree, Dictionary):
            self.fault("marked", "there is no structure tree")
            return
        self.tree = tree
        self.roles = {str(key)[1:]: str(value)[1:] for key, value in dict(tree.get("/RoleMap") or {}).items()}
        self.tops = [self.element(kid, None, None) for kid in listed(tree.get("/K"))]
        self.all = [element for top in self.tops for element in top.walk()]
        self.parents = numbers(tree.get("/ParentTree"))
        self.drawn = [self.page_content(number) for number in range(len(pdf.pages))]

    def fault(self, rule, text):
        assert rule in RULES, rule
        self.faults.append((rule, text))

    def element(self, obj, parent, page):
        """Reads an element and what is below it; `page` is its parent's."""
        tag = str(obj.get("/S", ""))[1:]
        tag = self.roles.get(tag, tag) if tag not in STANDARD else tag
        element = Element(obj, tag, parent)
        if "/Pg" in obj:
            page = self.pages.get(obj.Pg.objgen)
        for kid in listed(obj.get("/K")):
            if not isinstance(kid, Dictionary):
                element.kids.append(Content(page, int(kid)))
            elif kid.get("/Type") == Name.MCR:
                own = self.pages.get(kid.Pg.objgen) if "/Pg" in kid else page
                element.kids.append(Content(own, int(kid.MCID)))
            elif kid.get("/Type") == Name.OBJR:
                element.kids.append(Reference(kid.get("/Obj")))
            else:
                element.kids.append(self.element(kid, element, page))
        return element

    def page_content(self, number):
        """How much each piece of marked content of a page draws, in the order of drawing."""
        pieces, open_marks = {}, []
        for instruction, operator in instructions(self.pdf.pages[number]):
            if operator in ("BMC", "BDC"):
                mark = self.mark(number, instruction.operands)
                kinds = {kind for kind, _ in open_marks}
                if (mark[0] == "artifact" and "tagged" in kinds) or (mark[0] == "tagged" and kinds):
                    self.fault("artifact", f"page {number + 1}: {mark[0]} content inside {', '.join(sorted(kinds))} content")
                if mark[0] == "tagged" and mark[1] in pieces:
                    self.fault("content", f"page {number + 1}: content {mark[1]} stands twice")
                elif mark[0] == "tagged":
                    pieces[mark[1]] = 0
                open_marks.append(mark)
            elif operator == "EMC":
                open_marks.pop()
            elif operator in DRAWS:
                marks = [mark for mark in open_marks if mark[0] != "other"]
                if not marks:
                    self.fault("artifact", f"page {number + 1}: {operator} in no marked content")
                elif marks[-1][0] == "tagged":
                    pieces[marks[-1][1]] += 1
        return pieces

    def mark(self, number, operands):
        """artifact, tagged (with its number) or other."""
        if str(operands[0]) == "/Artifact":
            return ("artifact", None)
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, Name):
            properties = self.pdf.pages[number].Resources.Properties[str(properties)]
        if isinstance(properties, Dictionary) and "/MCID" in properties:
            return ("tagged", int(properties.MCID))
        return ("other", None)

    # What the catalog and the metadata say.

    def check_claim(self):
        for key, wanted in ((PDF_A + "part", "3"), (PDF_A + "conformance", "A"), (PDF_UA + "part", "1")):
            if self.xmp.get(key) != wanted:
                self.fault("claim", f"{key} is {self.xmp.get(key)}, not {wanted}")
        intents = self.root.get("/OutputIntents") or []
        if not any(intent.get("/S") == Name.GTS_PDFA1 and "/DestOutputProfile" in intent for intent in intents):
            self.fault("claim", "there is no output intent for PDF/A")

    def check_title(self):
        in_xmp = str(self.xmp.get("dc:title") or "").strip()
        in_info = text_of(self.pdf.trailer.get("/Info", {}), "/Title")
        if not in_xmp or in_xmp != in_info:
            self.fault("title", f"dc:title is “{in_xmp}”, Title is “{in_info}”")
        if dict(self.root.get("/ViewerPreferences") or {}).get("/DisplayDocTitle") is not True:
            self.fault("title", "the viewer is not asked to show the title")

    def check_language(self):
        language = text_of(self.root, "/Lang")
        if not re.fullmatch(r"ja(-[A-Za-z0-9]{2,8})*", language):
            self.fault("language", f"the document is in “{language}”")
        for element in self.all:
            own = element.obj.get("/Lang")
            if own is not None and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", str(own)):
                self.fault("language", f"{element} is in “{own}”")

    def check_marked(self):
        marks = dict(self.root.get("/MarkInfo") or {})
        if marks.get("/Marked") is not True or marks.get("/Suspects", False) is not False:
            self.fault("marked", f"MarkInfo is {marks}")

    def check_safe(self):
        if self.pdf.is_encrypted:
            self.fault("safe", "the file is encrypted")
        for key in ("/OpenAction", "/AA", "/AcroForm"):
            if key in self.root:
                self.fault("safe", f"the catalog has {key}")
        names = self.root.get("/Names") or {}
        if "/JavaScript" in names:
            self.fault("safe", "the file has scripts")

    # The structure tree.

    def check_tags(self):
        for element in self.all:
            if element.tag not in STANDARD:
                self.fault("standard tag", f"{element}")
            above = element.parent.obj if element.parent else self.tree
            named = element.obj.get("/P")
            if named is None or named.objgen != above.objgen:
                self.fault("parent", f"{element} does not name {element.parent.tag if element.parent else 'the root'}")

    def check_empty(self):
        """By the letter, cells of tables not excepted: what stands for nothing is 「－」."""
        for element in self.all:
            refers = any(isinstance(kid, Reference) for kid in element.kids)
            draws = any(self.drawn[c.page].get(c.mcid) for c in element.content() if c.page is not None)
            if not refers and not draws:
                self.fault("empty tag", f"{element}{' in ' + str(element.parent) if element.parent else ''}")

    def check_nesting(self):
        for element in self.all:
            tag = element.tag
            above = element.parent.tag if element.parent else None
            if tag in PARENTS and above not in PARENTS[tag]:
                self.fault("nesting", f"{element} in {above}")
            if tag in KIDS:
                for kid in element.kids:
                    held = kid.tag if isinstance(kid, Element) else "content"
                    if held not in KIDS[tag]:
                        self.fault("nesting", f"{element} holds {held}")
            held = [kid.tag for kid in element.elements()]
            if tag == "LI" and (held.count("LBody") != 1 or held.count("Lbl") > 1):
                self.fault("nesting", f"{element} holds {held}")
            if tag == "Caption" and element.parent and element not in (element.parent.kids[0], element.parent.kids[-1]):
                self.fault("nesting", f"{element} is neither first nor last of {above}")
        if [top.tag for top in self.tops] != ["Document"]:
            self.fault("nesting", f"at the top stand {[top.tag for top in self.tops]}")

    def check_headings(self):
        level = 0
        for element in self.all:
            if element.tag == "H":
                self.fault("headings", f"{element} has no level")
            elif re.fullmatch("H[1-6]", element.tag):
                if int(element.tag[1]) > level + 1:
                    self.fault("headings", f"{element} follows {f'H{level}' if level else 'nothing'}")
                level = int(element.tag[1])

    def check_figures(self):
        for element in self.all:
            if element.tag in ("Figure", "Formula") and not element.said("/Alt"):
                self.fault("figure", f"{element} has no Alt")

    # Tables.

    def check_tables(self):
        known = tree_names(self.tree.get("/IDTree"))
        named = [str(e.obj.ID) for e in self.all if "/ID" in e.obj]
        headers = {str(e.obj.ID) for e in self.all if e.tag == "TH" and "/ID" in e.obj}
        if len(named) != len(set(named)) or set(named) != set(known):
            self.fault("cell headers", "the names of elements are not those of the tree of names")
        for table in self.all:
            if table.tag == "Table":
                self.check_table(table, headers)

    def check_table(self, table, headers):
        cells = [e for e in table.walk() if e.tag in ("TH", "TD") and table_of(e) is table]
        if not any(cell.tag == "TH" for cell in cells):
            self.fault("header cells", f"{table} has none")
        for cell in cells:
            scope = cell.attribute("Table", "/Scope")
            if cell.tag == "TH" and str(scope) not in ("/Row", "/Column", "/Both"):
                self.fault("header cells", f"{cell} has the scope {scope}")
            above = [str(name) for name in cell.attribute("Table", "/Headers") or []]
            if not set(above) <= headers or (cell.tag == "TD" and not above):
                self.fault("cell headers", f"{cell} names {above}")
        rows = [e for e in table.walk() if e.tag == "TR" and table_of(e) is table]
        self.check_grid(table, rows)

    def check_grid(self, table, rows):
        taken, widths = {}, []
        for y, row in enumerate(rows):
            x = 0
            for cell in row.elements():
                while (y, x) in taken:
                    x += 1
                across = int(cell.attribute("Table", "/ColSpan") or 1)
                down = int(cell.attribute("Table", "/RowSpan") or 1)
                for place in [(y + dy, x + dx) for dy in range(down) for dx in range(across)]:
                    if place in taken:
                        self.fault("table grid", f"{cell} lies on {taken[place]}")
                    taken[place] = cell
                x += across
        for y in range(len(rows)):
            widths.append(sum(1 for place in taken if place[0] == y))
        if len(set(widths)) > 1 or any(y >= len(rows) for y, _ in taken):
            self.fault("table grid", f"rows of {table} cover {widths} columns")

    # Links and other annotations.

    def check_links(self):
        destinations = tree_names((self.root.get("/Names") or {}).get("/Dests"))
        for element in self.all:
            if element.tag != "Link":
                continue
            annotations = [kid.annotation for kid in element.kids if isinstance(kid, Reference)]
            if not annotations:
                self.fault("link", f"{element} refers to no annotation")
            if not any(True for _ in element.content()):
                self.fault("link", f"{element} has no text")
            for annotation in annotations:
                told = text_of(annotation, "/Contents") or element.said("/Alt")
                if not told:
                    self.fault("link", f"{element} has no description")
                if not self.leads(annotation, destinations):
                    self.fault("link", f"{element} leads nowhere")

    def leads(self, annotation, destinations):
        """A page of the document, or an address."""
        action = annotation.get("/A")
        if action is not None and action.get("/S") == Name.URI:
            return bool(text_of(action, "/URI"))
        place = annotation.get("/Dest") if action is None else action.get("/D")
        return self.page_of(place, destinations) is not None

    def page_of(self, place, destinations):
        if isinstance(place, (String, Name)):
            place = destinations.get(str(place))
        if isinstance(place, Dictionary):
            place = place.get("/D")
        return self.pages.get(place[0].objgen) if isinstance(place, Array) and len(place) else None

    def check_annotations(self):
        tagged = {kid.annotation.objgen: e for e in self.all for kid in e.kids if isinstance(kid, Reference)}
        for number, page in enumerate(self.pdf.pages):
            annotations = list(page.obj.get("/Annots") or [])
            if annotations and page.obj.get("/Tabs") != Name.S:
                self.fault("annotation", f"page {number + 1} is not walked in the order of its tags")
            for annotation in annotations:
                element = tagged.pop(annotation.objgen, None)
                back = self.parents.get(int(annotation.get("/StructParent", -1)))
                if element is None or back is None or back.objgen != element.obj.objgen:
                    self.fault("annotation", f"page {number + 1}: one is not that of its tag")
                elif annotation.get("/Subtype") == Name.Link and element.tag != "Link":
                    self.fault("annotation", f"page {number + 1}: a link in {element.tag}")
        for element in tagged.values():
            self.fault("annotation", f"{element} refers to one of no page")

    # What is drawn.

    def check_content(self):
        owners = {}
        for element in self.all:
            for kid in element.kids:
                if isinstance(kid, Content):
                    place = (kid.page, kid.mcid)
                    if kid.page is None or kid.mcid not in self.drawn[kid.page]:
                        self.fault("content", f"{element} holds content that its page lacks")
                    elif place in owners:
                        self.fault("content", f"{element} and {owners[place]} hold the same")
                    owners[place] = element
        for number, pieces in enumerate(self.drawn):
            listed_there = self.parents.get(int(self.pdf.pages[number].obj.get("/StructParents", -1)))
            for mcid in pieces:
                owner = owners.get((number, mcid))
                if owner is None:
                    self.fault("content", f"page {number + 1}: content {mcid} belongs to no element")
                elif not isinstance(listed_there, Array) or listed_there[mcid].objgen != owner.obj.objgen:
                    self.fault("content", f"page {number + 1}: the page does not lead from content {mcid} to {owner}")

    def check_order(self):
        """Pages rise from one element to the next. Only what stands side by side in a row may run over a page's end and go
        back to its beginning for the next cell."""
        for element in self.all:
            spans = [(kid, span) for kid, span in ((kid, extent(kid)) for kid in element.kids) if span]
            for (_, before), (kid, now) in zip(spans, spans[1:]):
                side_by_side = element.tag == "TR" or (isinstance(kid, Element) and kid.tag == "Div")
                if now[0] < (before[0] if side_by_side else before[1]):
                    self.fault("order", f"{kid if isinstance(kid, Element) else element} comes after page {before[1] + 1}")
        last = {}
        for content in self.tops[0].content(unless=is_drawn_later):
            if content.mcid < last.get(content.page, -1):
                self.fault("order", f"page {content.page + 1}: content {content.mcid} is read after {last[content.page]}")
            last[content.page] = content.mcid

    # What leads into the document, and what it carries.

    def check_bookmarks(self):
        destinations = tree_names((self.root.get("/Names") or {}).get("/Dests"))
        last, count = 0, 0
        for mark in bookmarks(self.root.get("/Outlines")):
            count += 1
            words = text_of(mark, "/Title")
            place = mark.get("/Dest") if "/Dest" in mark else mark.get("/A", {}).get("/D")
            page = self.page_of(place, destinations)
            if not words or page is None:
                self.fault("bookmarks", f"“{words}” leads to {'nowhere' if page is None else page + 1}")
            elif page < last:
                self.fault("bookmarks", f"“{words}” leads back to page {page + 1}")
            else:
                last = page
        headed = any(re.fullmatch("H[1-6]?", element.tag) for element in self.all)
        if headed and not count:
            self.fault("bookmarks", "there are none")

    def check_attachments(self):
        files = tree_names((self.root.get("/Names") or {}).get("/EmbeddedFiles"))
        related = {file.objgen for file in self.root.get("/AF") or []}
        for name, file in files.items():
            if str(file.get("/AFRelationship")) not in ("/Source", "/Data", "/Alternative", "/Supplement"):
                self.fault("attachment", f"{name} does not say how it relates")
            missing = [key for key in ("/F", "/UF", "/Desc") if not text_of(file, key)]
            stream = (file.get("/EF") or {}).get("/F")
            if missing or not isinstance(stream, Stream) or "/Subtype" not in stream or file.objgen not in related:
                self.fault("attachment", f"{name} is not described: {missing}")
        for one in self.pdf.objects:
            if isinstance(one, Dictionary) and one.get("/Type") == Name.Filespec:
                if one.objgen not in {file.objgen for file in files.values()}:
                    self.fault("attachment", "a file is not in the list")


def extent(kid):
    """First and last page of a piece or an element; none without content."""
    pages = [kid.page] if isinstance(kid, Content) else [c.page for c in kid.content()] if isinstance(kid, Element) else []
    pages = [page for page in pages if page is not None]
    return (min(pages), max(pages)) if pages else None


def is_drawn_later(element):
    """A cell over several rows is drawn after them, and a caption that is read first stands under its figure."""
    return element.tag == "Caption" or int(element.attribute("Table", "/RowSpan") or 1) > 1


def table_of(element):
    """The nearest table around an element."""
    while element is not None and element.tag != "Table":
        element = element.parent
    return element


def text_of(node, key):
    """A text without the blanks around it; a string of pikepdf 6 can't be asked whether it is empty."""
    value = node.get(key)
    return "" if value is None else str(value).strip()


def listed(value):
    return [] if value is None else list(value) if isinstance(value, Array) else [value]


def numbers(node):
    """A number tree as a mapping."""
    if node is None:
        return {}
    flat = list(node.get("/Nums") or [])
    found = {int(key): value for key, value in zip(flat[::2], flat[1::2])}
    for kid in node.get("/Kids") or []:
        found.update(numbers(kid))
    return found


def tree_names(node):
    """A name tree as a mapping."""
    if node is None:
        return {}
    flat = list(node.get("/Names") or [])
    found = {str(key): value for key, value in zip(flat[::2], flat[1::2])}
    for kid in node.get("/Kids") or []:
        found.update(tree_names(kid))
    return found


def bookmarks(node):
    """All of them, in their order."""
    mark = node.get("/First") if node is not None else None
    while mark is not None:
        yield mark
        yield from bookmarks(mark)
        mark = mark.get("/Next")


def instructions(page):
    for instruction in pikepdf.parse_content_stream(page):
        yield instruction, str(instruction.operator)


CHECKS = [
    *(Document.check_claim, Document.check_title, Document.check_language, Document.check_marked, Document.check_safe),
    *(Document.check_tags, Document.check_empty, Document.check_nesting, Document.check_headings, Document.check_figures),
    *(Document.check_tables, Document.check_links, Document.check_annotations, Document.check_content),
    *(Document.check_order, Document.check_bookmarks, Document.check_attachments),
]


def faults_of(pdf):
    document = Document(pdf)
    if document.tops:
        for check in CHECKS:
            check(document)
    return document.faults


def check_files(paths):
    found = 0
    for path in paths:
        with pikepdf.open(path) as pdf:
            for rule, text in faults_of(pdf):
                print(f"{path}: {rule}: {text}")
                found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(check_files(sys.argv[1:]))
