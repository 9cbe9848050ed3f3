//! A page with the text of the articles, each mention a `<span>` with what is known of it in data attributes, so that
//! another program can take the mentions from the page. No script, nothing is loaded from anywhere.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Exporter, Positions, Record, Run, Scanned, Unit, runs};
use crate::engine::article::{Block, BlockKind, Inline};
use crate::engine::glyph::visible;

/// The page.
pub struct Page {
    /// What offsets count.
    pub unit: Unit,
    /// Its head is written.
    pub begun: bool,
}

const STYLE: &str = "\
:root { color-scheme: light dark; }
body { max-width: 40em; margin: 2em auto; padding: 0 1em; font: 1.05em/1.6 serif; }
span[data-kind] { border-bottom: 2px solid; border-radius: 2px; }
[data-kind=person] { color: light-dark(#0002e5, #1dccff); }
[data-kind=ministry] { color: light-dark(#843201, #b9ac0c); }
[data-kind=organisation] { color: light-dark(#6a0080, #ea76b7); }
[data-kind=place] { color: light-dark(#047a69, #c6fa97); }
[data-flags~=ambiguous] { border-bottom-style: dashed; }
[data-flags~=weak] { border-bottom-style: dotted; }
article + article { border-top: 1px solid; margin-top: 3em; }
";

impl Page {
    fn head(&mut self, title: &str, language: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        let language = language.map_or_else(String::new, |code| format!(" lang=\"{code}\""));
        writeln!(out, "<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset=\"utf-8\">")?;
        writeln!(out, "<meta name=\"viewport\" content=\"width=device-width\">")?;
        writeln!(out, "<meta name=\"generator\" content=\"namedrop {}\">", env!("CARGO_PKG_VERSION"))?;
        writeln!(out, "<meta name=\"namedrop:offsets\" content=\"{}\">", self.unit.as_str())?;
        writeln!(out, "<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>", escaped(title))
    }
}

impl Exporter for Page {
    fn article(&mut self, scanned: &Scanned<'_>, out: &mut dyn Write) -> io::Result<()> {
        let article = scanned.article;
        let language = article.language.map(crate::engine::language::Language::code);
        self.head(scanned.title(), language, out)?;
        let language = language.map_or_else(String::new, |code| format!(" lang=\"{code}\""));
        writeln!(out, "<article{language} data-doc=\"{}\">", escaped(&article.doc))?;
        let mut positions = Positions::new(article, self.unit);
        let all = scanned.mentions().all().iter();
        let records: Vec<Record<'_>> = all.map(|mention| Record::new(article, scanned.names, &mut positions, mention)).collect();
        for block in &article.blocks {
            let runs = runs(article, block, scanned.mentions());
            writeln!(out, "{}", element(block, &marked(&runs, &records)))?;
        }
        writeln!(out, "</article>")
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.head("namedrop", None, out)?;
        writeln!(out, "</body>\n</html>")
    }
}

/// A block as an element. Items are paragraphs with their mark, so that the numbers of the text stay.
fn element(block: &Block, inner: &str) -> String {
    let lines = if block.lines { " style=\"white-space: pre-wrap\"" } else { "" };
    match block.kind {
        BlockKind::Heading(level) => format!("<h{level}>{inner}</h{level}>"),
        BlockKind::Paragraph => format!("<p{lines}>{inner}</p>"),
        BlockKind::Quote(_) => format!("<blockquote{lines}>{inner}</blockquote>"),
        BlockKind::Code => format!("<pre>{inner}</pre>"),
        BlockKind::Item { depth, number } => match number {
            Some(number) => format!("<ol start=\"{number}\" style=\"margin-left: {depth}em\"><li>{inner}</li></ol>"),
            None => format!("<ul style=\"margin-left: {depth}em\"><li>{inner}</li></ul>"),
        },
    }
}

/// The runs with the spans of their mentions. A span stays open from run to run, whatever the emphasis does.
fn marked(runs: &[Run<'_>], records: &[Record<'_>]) -> String {
    let mut html = String::new();
    let mut open: Vec<usize> = Vec::new();
    for run in runs {
        let common = open.iter().zip(&run.mentions).take_while(|(open, wanted)| open == wanted).count();
        close(&mut html, &mut open, common);
        for index in &run.mentions[common..] {
            html.push_str(&records.get(*index).map(span).unwrap_or_default());
            open.push(*index);
        }
        let text = escaped(&run.text);
        let styled = run.styles.iter().rev().fold(text, |text, style| {
            let tag = tag(*style);
            format!("<{tag}>{text}</{tag}>")
        });
        html.push_str(&styled);
    }
    close(&mut html, &mut open, 0);
    html
}

fn close(html: &mut String, open: &mut Vec<usize>, keep: usize) {
    for _ in keep..open.len() {
        html.push_str("</span>");
    }
    open.truncate(keep);
}

fn tag(style: Inline) -> &'static str {
    match style {
        Inline::Emphasis => "em",
        Inline::Strong => "strong",
        Inline::Code => "code",
        // Where it leads is not kept.
        Inline::Link => "u",
    }
}

/// The opening tag of a mention.
fn span(record: &Record<'_>) -> String {
    let mut tag = format!("<span data-start=\"{}\" data-end=\"{}\"", record.start, record.end);
    let candidates = record.candidates.join("|");
    let name = record.name.map_or_else(|| record.candidate_names.join("? ") + "?", str::to_owned);
    let flags = record.flags.join(" ");
    let nested = if record.nested { "true" } else { "" };
    let attributes = [
        ("data-entity", record.entity.unwrap_or_default()),
        ("data-kind", record.kind.unwrap_or("ambiguous")),
        ("data-form", record.form),
        ("data-flags", &flags),
        ("data-candidates", &candidates),
        ("data-nested", nested),
        ("title", &name),
    ];
    for (attribute, value) in attributes.into_iter().filter(|(_, value)| !value.is_empty()) {
        let _ = write!(tag, " {attribute}=\"{}\"", escaped(value));
    }
    tag + ">"
}

/// Text in HTML, with controls, which HTML forbids, made visible.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // Every line end is one.
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => html.push('\n'),
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\n' | '\t' => html.push(c),
            c if c.is_control() => html.push_str(&escaped(&visible(c.encode_utf8(&mut [0; 4])))),
            c => html.push(c),
        }
    }
    html
}
