//! The text of the articles in Markdown (CommonMark): each outer mention is a link to the list of names at the end, which
//! says who that is. Links cannot stand in links, so that what is nested is only in the list; offsets are not kept.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::webanno::encoded;
use super::{Exporter, Run, Scanned, runs};
use crate::engine::article::{Block, BlockKind, Inline};
use crate::engine::glyph::visible;

/// The text, and whom it named so far: for each id the line of the list and how often.
#[derive(Default)]
pub struct Page {
    named: BTreeMap<String, (String, usize)>,
    begun: bool,
}

impl Exporter for Page {
    fn article(&mut self, scanned: &Scanned<'_>, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            writeln!(out, "\n---\n")?;
        }
        for (ix, count) in scanned.entities() {
            let id = scanned.dictionary()[ix].id.to_string();
            let line = || about(scanned, ix);
            self.named.entry(id).or_insert_with(|| (line(), 0)).1 += count;
        }
        let mut last: Option<&Block> = None;
        for block in &scanned.article.blocks {
            if last.is_some_and(|last| block.gap || !(is_item(last) && is_item(block))) {
                writeln!(out)?;
            }
            last = Some(block);
            writeln!(out, "{}", written(block, &runs(scanned.article, block, scanned.mentions()), scanned))?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.named.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n## Names\n")?;
        for (id, (line, count)) in &self.named {
            writeln!(out, "- <a id=\"{}\"></a>{line} ({count} ×)", encoded(id, ""))?;
        }
        Ok(())
    }
}

/// `**Riga** – place; a note; <address>`
fn about(scanned: &Scanned<'_>, ix: crate::engine::dictionary::EntityIx) -> String {
    let (dictionary, details) = (scanned.dictionary(), &scanned.dictionary()[ix].details);
    let mut line = format!("**{}** – {}", escaped(scanned.names.of(ix)), escaped(&dictionary.kinds[dictionary[ix].kind].name));
    let wikidata = details.wikidata.as_ref().map(|id| format!("https://www.wikidata.org/wiki/{}", encoded(id, "")));
    for more in details.note.iter().map(|note| escaped(note)).chain(wikidata.map(|url| format!("<{url}>"))) {
        line.push_str("; ");
        line.push_str(&more);
    }
    line
}

fn is_item(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Item { .. })
}

fn written(block: &Block, runs: &[Run<'_>], scanned: &Scanned<'_>) -> String {
    if block.kind == BlockKind::Code {
        let text: String = runs.iter().map(|run| visible_lines(&run.text)).collect();
        let fence = "`".repeat(3.max(1 + longest_fence(&text)));
        return format!("{fence}\n{}\n{fence}", text.trim_end());
    }
    let text = linked(runs, scanned);
    // Where lines are kept each ends in a hard break.
    let text = text.trim_end().replace("\r\n", "\n").replace(['\n', '\r'], if block.lines { "\\\n" } else { " " });
    let text = guarded(&text);
    match block.kind {
        BlockKind::Heading(level) => format!("{} {text}", "#".repeat(usize::from(level))),
        BlockKind::Item { depth, number } => {
            let mark = number.map_or_else(|| "-".to_owned(), |number| format!("{number}."));
            let indent = "   ".repeat(usize::from(depth));
            format!("{indent}{mark} {}", text.replace('\n', &format!("\n{indent}   ")))
        }
        BlockKind::Quote(depth) => {
            let mark = "> ".repeat(usize::from(depth.max(1)));
            format!("{mark}{}", text.replace('\n', &format!("\n{mark}")))
        }
        _ => text,
    }
}

/// The runs, those of one outer mention within one link.
fn linked(runs: &[Run<'_>], scanned: &Scanned<'_>) -> String {
    let mut text = String::new();
    let mut open: Option<usize> = None;
    for run in runs {
        let outer = run.mentions.first().copied();
        if outer != open {
            text.push_str(&open.map_or_else(String::new, |index| link_end(index, scanned)));
            text.push_str(if outer.is_some() { "[" } else { "" });
            open = outer;
        }
        text.push_str(&styled(run));
    }
    text + &open.map_or_else(String::new, |index| link_end(index, scanned))
}

/// Emphasis, whose marks may not stand beside blanks.
fn styled(run: &Run<'_>) -> String {
    let inner = run.text.trim();
    if inner.is_empty() {
        return run.text.to_string();
    }
    let marked = run.styles.iter().rev().fold(escaped(inner), |text, style| match style {
        Inline::Emphasis => format!("*{text}*"),
        Inline::Strong => format!("**{text}**"),
        Inline::Code | Inline::Link => text,
    });
    let lead = run.text.len() - run.text.trim_start().len();
    format!("{}{marked}{}", &run.text[..lead], &run.text[lead + inner.len()..])
}

/// `](#riga "Riga, place")`; an ambiguous mention leads to the first whom it may name, and says so.
fn link_end(index: usize, scanned: &Scanned<'_>) -> String {
    let mention = &scanned.mentions()[index];
    let dictionary = scanned.dictionary();
    let all: Vec<_> = mention.entity.iter().chain(&mention.candidates).copied().collect();
    let names: Vec<String> = all.iter().map(|ix| scanned.names.of(*ix).replace('\\', "\\\\").replace('"', "\\\"")).collect();
    let doubt = if mention.entity.is_none() { "?" } else { "" };
    let to = all.first().map_or_else(String::new, |ix| encoded(&dictionary[*ix].id, ""));
    format!("](#{to} \"{}{doubt}\")", visible(&names.join("? ")))
}

/// Characters that Markdown takes for its own, as themselves.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in visible_lines(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// What at the beginning of a line would make something else of it.
fn guarded(text: &str) -> String {
    let guard = |line: &str| {
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if line.starts_with(['#', '+', '-', '=']) {
            format!("\\{line}")
        } else if digits > 0 && line[digits..].starts_with(['.', ')']) {
            format!("{}\\{}", &line[..digits], &line[digits..])
        } else {
            line.to_owned()
        }
    };
    text.split('\n').map(|line| guard(line.trim_start())).collect::<Vec<_>>().join("\n")
}

/// Controls made visible; line ends stay.
fn visible_lines(text: &str) -> String {
    text.split('\n').map(|line| visible(line.trim_end_matches('\r'))).collect::<Vec<_>>().join("\n")
}

fn longest_fence(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
