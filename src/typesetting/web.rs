//! Pages of the web: a view and a template of `web/` become HTML through Typst's own HTML target, with the traces of what
//! was printed. Texts are data here as on paper: Typst writes them as text, never as mark-up.
//!
//! What Typst would give a style of its own gets a class instead: the page's policy allows its one style and no other.

use serde::Serialize;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use typst::diag::Warned;
use typst::foundations::Bytes;
use typst::syntax::Span;
use typst_html::{HtmlAttrs, HtmlDocument, HtmlElement, HtmlNode, HtmlOptions, attr, tag};

use super::templates::Templates;
use super::world::DocumentWorld;
use super::{Data, Press, Replaced, Trace, TypedFigure, failed, pdf, trace};
use crate::diagnostic::Diagnostic;

/// What is made of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A page, from its doctype on.
    Whole,
    /// What stands in the body.
    Body,
    /// The text of a `pre`, without mark-up; lines end as Windows ends them.
    Text,
}

/// A page, or a part of one, before it is made.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// `web/index.typ`
    pub template: &'a str,
    pub extent: Extent,
    /// The level of its first headings: 2 for h2.
    pub heading: u8,
    /// What it leads to.
    pub files: &'a [LinkedFile],
}

impl<'a> Page<'a> {
    /// Whether a template makes a page, and which, with nothing that it leads to.
    pub fn of(template: &'a str) -> Option<Self> {
        let extent = match template {
            "web/index.typ" => Extent::Whole,
            "web/fragment.typ" => Extent::Body,
            "web/summary.typ" => Extent::Text,
            _ => return None,
        };
        Some(Self {
            template,
            extent,
            heading: 2,
            files: &[],
        })
    }
}

/// A file beside the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkedFile {
    /// From the page's folder.
    pub href: String,
    pub title: String,
    /// `PDF`, `Excel` …
    pub kind: String,
    /// `1.2MB`
    pub size: String,
}

/// A finished page.
#[derive(Clone, Debug)]
pub struct WebPage {
    /// UTF-8; the same view gives the same bytes.
    pub bytes: Vec<u8>,
    /// Every leaf that was printed, in the order of the page.
    pub traces: Vec<Trace>,
    /// Characters that no font has and that have no twin, printed as 〓 as on paper.
    pub replaced: Vec<Replaced>,
    /// Figures that stand in the templates themselves.
    pub typed: Vec<TypedFigure>,
    /// What Typst warned of, as `file:line message`.
    pub warnings: Vec<String>,
}

/// What Typst says of every page.
const UNFINISHED: &str = "html export is under active development and incomplete";

pub(super) fn make(
    press: Press<'_>,
    page: &Page<'_>,
    data: &Data,
) -> Result<WebPage, Vec<Diagnostic>> {
    let templates = press.templates;
    let document = json!({
        "template": page.template,
        "web": true,
        "large": false,
        "for_citizens": true,
        "heading": page.heading,
        "style": digest(templates, "web/style.css"),
        "script": digest(templates, "web/script.js"),
    });
    let world = DocumentWorld::with(press, page.template, data, &[])?
        .beside("document.json", Bytes::from_string(document.to_string()))
        .beside(
            "files.json",
            Bytes::from_string(json!(page.files).to_string()),
        );
    let Warned { output, warnings } = typst::compile::<HtmlDocument>(&world);
    let mut document = output.map_err(|errors| pdf::reported(&world, &errors))?;
    let warnings = pdf::warned(&world, &warnings).filter(|w| !w.contains(UNFINISHED));
    let warnings = warnings.collect();
    let traces = trace::of(document.introspector().as_ref());
    tidy(document.root_mut());
    let html = typst_html::html(&document, &HtmlOptions { pretty: false });
    let html = html.map_err(|errors| pdf::reported(&world, &errors))?;
    let written = match page.extent {
        Extent::Whole => Some(html + "\n"),
        Extent::Body => inside(&html, "body").map(str::to_owned),
        Extent::Text => inside(&html, "pre").map(|text| format!("\u{feff}{}", plain(text))),
    };
    let written = written.ok_or_else(|| vec![failed(page.template, "no such element")])?;
    Ok(WebPage {
        bytes: written.into_bytes(),
        traces,
        replaced: data.replaced.clone(),
        typed: templates.typed_figures(page.template),
        warnings,
    })
}

/// `sha256-…` of a style or script as a page holds it.
fn digest(templates: &Templates, path: &str) -> String {
    let text = templates.text(path).unwrap_or_default().trim();
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |three: &[u8]| -> String {
        let bits = (0..3).fold(0, |bits, at| {
            bits << 8 | usize::from(three.get(at).copied().unwrap_or(0))
        });
        let letter = |at: usize| match at <= three.len() {
            true => char::from(LETTERS[bits >> (18 - 6 * at) & 63]),
            false => '=',
        };
        (0..4).map(letter).collect()
    };
    bytes.chunks(3).map(group).collect()
}

/// Elements that begin a line of their own, where white space says nothing.
fn begins_a_line(element: &HtmlElement) -> bool {
    let of = [
        tag::section,
        tag::nav,
        tag::header,
        tag::main,
        tag::footer,
        tag::head,
        tag::body,
        tag::meta,
        tag::title,
        tag::style,
        tag::script,
        tag::h1,
        tag::h2,
        tag::h3,
        tag::h4,
        tag::h5,
        tag::h6,
        tag::p,
        tag::ul,
        tag::ol,
        tag::li,
        tag::dl,
        tag::div,
        tag::figure,
        tag::figcaption,
        tag::table,
        tag::thead,
        tag::tbody,
        tag::tr,
        tag::caption,
    ];
    of.contains(&element.tag)
}

/// Lines that people can read, and classes instead of styles.
fn tidy(element: &mut HtmlElement) {
    if element.pre_span {
        element.attrs = HtmlAttrs::new();
        element.attrs.push(attr::class, "pre");
    }
    let children = std::mem::take(&mut element.children).into_iter();
    element.children = children
        .flat_map(|mut node| {
            let mut line = false;
            if let HtmlNode::Element(child) = &mut node {
                tidy(child);
                line = begins_a_line(child);
            }
            let line = line.then(|| HtmlNode::text("\n", Span::detached()));
            line.into_iter().chain([node])
        })
        .collect();
}

/// What stands between the tags of the only element of this name.
fn inside<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = html.split_once(&format!("<{name}>"))?;
    let (inside, _) = rest.rsplit_once(&format!("</{name}>"))?;
    Some(inside.trim_start_matches('\n'))
}

/// The text of HTML without elements.
fn plain(html: &str) -> String {
    let text = html.replace("&lt;", "<").replace("&gt;", ">");
    let text = text.replace("&quot;", "\"").replace("&apos;", "'");
    text.replace("&amp;", "&").replace('\n', "\r\n")
}
