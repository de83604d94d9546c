#!/usr/bin/env python3
"""Whether assertions.py sees what it is there to see.

    broken_documents.py FILE    breaks a sound FILE in many ways, one after the other; ends with 1 where one is not seen

FILE has a table with a cell over several rows, a figure, a link, headings of two levels, bookmarks, several pages and an
attached file. Each break names the rule that must see it, and the words of the fault where several faults of the rule could be
meant. Each rule has one: a rule that is taken out of assertions.py, or put in without a break, is found.
"""

import io
import sys

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from assertions import RULES, bookmarks, faults_of, listed

BREAKS = []


def breaks(rule, words=""):
    def add(function):
        BREAKS.append((rule, words, function))
        return function

    return add


def elements(node):
    """All elements of a tree, in their order."""
    for kid in listed(node.get("/K")):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def every(pdf, tag):
    return [e for e in elements(pdf.Root.StructTreeRoot) if e.S == Name("/" + tag)]


def first(pdf, tag):
    return every(pdf, tag)[0]


def links(pdf):
    return [a for page in pdf.pages for a in page.obj.get("/Annots") or [] if a.Subtype == Name.Link]


def table_attributes(cell):
    return next(a for a in listed(cell.A) if a.get("/O") == Name.Table)


def spanning_cell(pdf):
    cells = every(pdf, "TH") + every(pdf, "TD")
    return next(cell for cell in cells if "/RowSpan" in table_attributes(cell))


def replace_metadata(pdf, old, new):
    data = pdf.Root.Metadata.read_bytes()
    assert old in data, old
    pdf.Root.Metadata.write(data.replace(old, new))


def put_before(pdf, page, content):
    pdf.pages[page].contents_add(content, prepend=True)


@breaks("claim")
def pdf_a_of_part_2(pdf):
    replace_metadata(pdf, b"<pdfaid:part>3", b"<pdfaid:part>2")


@breaks("claim")
def pdf_a_of_level_b(pdf):
    replace_metadata(pdf, b"<pdfaid:conformance>A", b"<pdfaid:conformance>B")


@breaks("claim")
def no_claim_of_pdf_ua(pdf):
    replace_metadata(pdf, b"<pdfuaid:part>1</pdfuaid:part>", b"")


@breaks("claim")
def no_output_intent(pdf):
    del pdf.Root.OutputIntents


@breaks("title")
def no_title(pdf):
    del pdf.trailer.Info.Title


@breaks("title")
def title_not_shown(pdf):
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


@breaks("language")
def no_language(pdf):
    del pdf.Root.Lang


@breaks("language")
def another_language(pdf):
    pdf.Root.Lang = String("en")


@breaks("language")
def no_language_of_an_element(pdf):
    first(pdf, "P").Lang = String("日本語")


@breaks("marked")
def not_marked(pdf):
    pdf.Root.MarkInfo.Marked = False


@breaks("marked")
def no_tree(pdf):
    del pdf.Root.StructTreeRoot


@breaks("standard tag")
def tag_of_no_standard(pdf):
    first(pdf, "P").S = Name.Absatz


@breaks("parent")
def another_parent(pdf):
    first(pdf, "TD").P = first(pdf, "H1")


@breaks("empty tag")
def paragraph_without_content(pdf):
    first(pdf, "P").K = Array([])


@breaks("empty tag")
def cell_of_empty_spans(pdf):
    cell = first(pdf, "TD")
    cell.K = Array([pdf.make_indirect(Dictionary(S=Name.Span, P=cell))])


@breaks("nesting")
def row_outside_a_table(pdf):
    first(pdf, "Table").S = Name.Div


@breaks("nesting")
def cell_outside_a_row(pdf):
    first(pdf, "TR").S = Name.Span


@breaks("nesting")
def text_in_a_list(pdf):
    first(pdf, "P").S = Name.L


@breaks("nesting", "holds ['Lbl']")
def item_without_body(pdf):
    item = first(pdf, "P")
    item.S = Name.LI
    item.K = Array([pdf.make_indirect(Dictionary(S=Name.Lbl, P=item, K=item.K))])


@breaks("nesting", "neither first nor last")
def caption_in_the_middle(pdf):
    first(pdf, "Document").K[1].S = Name.Caption


@breaks("nesting", "at the top")
def part_at_the_top(pdf):
    first(pdf, "Document").S = Name.Part


@breaks("nesting")
def contents_without_entries(pdf):
    for entry in every(pdf, "TOCI"):
        entry.S = Name.Div


@breaks("table grid")
def row_of_too_few_cells(pdf):
    row = next(row for row in every(pdf, "TR") if len(row.K) > 2)
    del row.K[-1]


@breaks("table grid", "cover")
def cell_over_more_rows_than_there_are(pdf):
    table_attributes(spanning_cell(pdf)).RowSpan = 99


@breaks("table grid", "lies on")
def cell_over_another(pdf):
    rows = next(table.K for table in every(pdf, "Table") if len(table.K[1].K) > 2)
    upper, lower = rows[1], rows[2]
    table_attributes(upper.K[-1]).RowSpan = 2
    table_attributes(lower.K[0]).ColSpan = 99


@breaks("header cells")
def no_scope(pdf):
    del table_attributes(first(pdf, "TH")).Scope


@breaks("header cells")
def scope_of_no_kind(pdf):
    table_attributes(first(pdf, "TH")).Scope = Name.All


@breaks("header cells")
def table_without_headers(pdf):
    for cell in elements(first(pdf, "Table")):
        if cell.S == Name.TH:
            cell.S = Name.TD


@breaks("cell headers")
def cell_under_no_header(pdf):
    del table_attributes(first(pdf, "TD")).Headers


@breaks("cell headers")
def cell_under_an_unknown_header(pdf):
    table_attributes(first(pdf, "TD")).Headers = Array([String("nothing")])


@breaks("cell headers")
def two_headers_of_one_name(pdf):
    one, other = every(pdf, "TH")[:2]
    one.ID = other.ID


@breaks("cell headers", "the tree of names")
def no_tree_of_names(pdf):
    del pdf.Root.StructTreeRoot.IDTree


@breaks("figure")
def figure_without_words(pdf):
    del first(pdf, "Figure").Alt


@breaks("figure")
def figure_of_blanks(pdf):
    first(pdf, "Figure").Alt = String("　 ")


@breaks("headings")
def level_left_out(pdf):
    first(pdf, "H2").S = Name.H3


@breaks("headings")
def begins_with_the_second(pdf):
    first(pdf, "H1").S = Name.H2


@breaks("headings")
def heading_without_level(pdf):
    first(pdf, "H1").S = Name.H


@breaks("link")
def link_without_annotation(pdf):
    link = first(pdf, "Link")
    link.K = Array([kid for kid in link.K if not isinstance(kid, Dictionary) or kid.get("/Type") != Name.OBJR])


@breaks("link")
def link_without_text(pdf):
    link = first(pdf, "Link")
    link.K = Array([kid for kid in link.K if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR])


@breaks("link")
def link_without_description(pdf):
    del links(pdf)[0].Contents


@breaks("link")
def link_to_nowhere(pdf):
    links(pdf)[0].Dest = String("nowhere")


@breaks("annotation")
def annotation_of_no_tag(pdf):
    link = links(pdf)[0]
    page = next(page.obj for page in pdf.pages if "/Annots" in page.obj)
    page.Annots.append(pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=link.Rect)))


@breaks("annotation")
def page_not_in_the_order_of_tags(pdf):
    page = next(page.obj for page in pdf.pages if "/Annots" in page.obj)
    del page.Tabs


@breaks("annotation")
def annotation_that_leads_back_elsewhere(pdf):
    links(pdf)[0].StructParent = 9999


@breaks("annotation")
def annotation_of_no_page(pdf):
    page = next(page.obj for page in pdf.pages if "/Annots" in page.obj)
    del page.Annots


@breaks("annotation")
def link_that_is_tagged_as_text(pdf):
    first(pdf, "Link").S = Name.Span


@breaks("artifact")
def drawing_in_no_tag(pdf):
    put_before(pdf, 1, b"0 0 10 10 re f")


@breaks("artifact")
def artifact_in_content(pdf):
    put_before(pdf, 1, b"/P <</MCID 9000>> BDC /Artifact BMC 0 0 10 10 re f EMC EMC")


@breaks("artifact")
def content_in_an_artifact(pdf):
    put_before(pdf, 1, b"/Artifact BMC /P <</MCID 9000>> BDC 0 0 10 10 re f EMC EMC")


@breaks("content")
def content_of_no_element(pdf):
    put_before(pdf, 1, b"/P <</MCID 9000>> BDC 0 0 10 10 re f EMC")


@breaks("content")
def content_that_stands_twice(pdf):
    put_before(pdf, 1, b"/P <</MCID 0>> BDC 0 0 10 10 re f EMC")


@breaks("content", "hold the same")
def content_of_two_elements(pdf):
    cell, other = every(pdf, "TD")[:2]
    other.K = cell.K


@breaks("content")
def content_that_is_not_there(pdf):
    first(pdf, "P").K.append(9000)


@breaks("content")
def page_that_leads_nowhere(pdf):
    pdf.pages[1].obj.StructParents = 9999


@breaks("order", "comes after page")
def last_page_first(pdf):
    document = first(pdf, "Document")
    *others, last = document.K
    document.K = Array([last, *others])


@breaks("order", "is read after")
def two_cells_swapped(pdf):
    row = next(row for row in every(pdf, "TR") if len(row.K) > 2)
    row.K = Array([row.K[1], row.K[0], *list(row.K)[2:]])


@breaks("bookmarks")
def no_bookmarks(pdf):
    del pdf.Root.Outlines


@breaks("bookmarks")
def bookmark_without_words(pdf):
    next(bookmarks(pdf.Root.Outlines)).Title = String(" ")


@breaks("bookmarks")
def bookmark_to_nowhere(pdf):
    del next(bookmarks(pdf.Root.Outlines)).Dest


@breaks("bookmarks")
def bookmarks_out_of_order(pdf):
    marks = list(bookmarks(pdf.Root.Outlines))
    marks[0].Dest = marks[-1].Dest


@breaks("attachment")
def attached_without_relationship(pdf):
    del pdf.Root.AF[0].AFRelationship


@breaks("attachment")
def attached_without_description(pdf):
    del pdf.Root.AF[0].Desc


@breaks("attachment")
def attached_to_nothing(pdf):
    del pdf.Root.AF


@breaks("attachment")
def attached_beside_the_list(pdf):
    pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("a.txt")))
    del pdf.Root.Names.EmbeddedFiles


@breaks("safe")
def runs_on_opening(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.beep()"))


@breaks("safe", "encrypted")
def is_encrypted(pdf):
    written = io.BytesIO()
    pdf.save(written, encryption=pikepdf.Encryption(owner="owner", user=""))
    return pikepdf.open(written)


@breaks("safe")
def has_scripts(pdf):
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([]))


def main(path):
    unseen = []
    with pikepdf.open(path) as pdf:
        unseen += [f"unbroken: {rule}: {text}" for rule, text in faults_of(pdf)]
    for rule, words, function in BREAKS:
        with pikepdf.open(path) as pdf:
            # A break gives back another document where it can't change this one.
            seen = faults_of(function(pdf) or pdf)
        if not any(found == rule and words in text for found, text in seen):
            unseen.append(f"{function.__name__}: not seen by “{rule}”: {seen}")
    unseen += [f"no break for “{rule}”" for rule in sorted(set(RULES) - {rule for rule, _, _ in BREAKS})]
    print("\n".join(unseen) or f"{len(BREAKS)} breaks of {len(RULES)} rules are seen")
    return 1 if unseen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
