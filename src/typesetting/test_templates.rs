//! Templates that only tests use.

pub(super) const FOR_TESTS: &[(&str, &str)] = &[
    (
        "test/leaves.typ",
        r#"#import "../components/trace.typ": show-text
#let (year, month, day) = json("/data.json").head.date
#import "../design/type.typ": typography
#set document(title: "試験", date: datetime(year: year, month: month, day: day))
#show: typography
= 試験
#for leaf in json("/data.json").leaves { par(show-text(leaf)) }
"#,
    ),
    (
        "test/page.typ",
        r#"#import "../components/elements.typ": element
#import "../components/trace.typ": show-text
#element("html", element("body", json("/data.json").leaves.map(leaf => element("p", show-text(leaf))).join()))
"#,
    ),
    (
        "test/bounds.typ",
        r#"#let (year, month, day) = json("/data.json").head.date
#import "../design/type.typ": typography
#set document(title: "試験", date: datetime(year: year, month: month, day: day))
#set page(width: 200pt, height: 200pt, margin: 20pt)
#show: typography
= 試験
#place(top + left, dx: 130pt)[#box(width: 100pt)[右へはみ出す]]
#place(top + left, dy: 40pt, box(width: 30pt, height: 14pt, clip: true)[#box(width: 100pt)[切られる]])
#place(top + left, dy: 60pt, box(width: 100pt, height: 14pt, clip: true)[収まる])
#place(top + left, dy: 80pt, rotate(90deg, box(width: 30pt, height: 14pt, clip: true)[#box(width: 100pt)[回して切られる]]))
#place(top + left, dy: 100pt, rotate(45deg)[斜めに収まる])
"#,
    ),
    (
        "test/figures.typ",
        r#"#import "../components/figures.typ": aligned, most-places
#let (head, leaves) = json("/data.json")
#let (year, month, day) = head.date
#import "../design/type.typ": typography
#set document(title: "試験", date: datetime(year: year, month: month, day: day))
#show: typography
= 試験
#let most = most-places(leaves)
#grid(columns: 40mm, align: right, ..leaves.map(leaf => aligned(leaf, most)))
"#,
    ),
    (
        "test/rows.typ",
        r#"#import "../components/tables.typ": data-table, group-head, row, row-head
#let (head, rows, groups) = json("/data.json")
#let (year, month, day) = head.date
#import "../design/type.typ": typography
#set document(title: "試験", date: datetime(year: year, month: month, day: day))
#set page(paper: "a4")
#show: typography
= 試験
#let columns = (columns: (auto, 1fr), align: (left, left), header: ([項目], [内容]))
#if groups {
  data-table(..columns, plain: false, group-head(row-head[組], [名前]), ..range(rows).map(n => (row-head[], [行#n])).flatten())
} else {
  data-table(..columns, ..range(rows).map(n => row([行], [#n])).flatten())
}
"#,
    ),
];
