//! The article's text, one line a paragraph, with mentions painted in the colours of a terminal where that is wanted.
//!
//! Metadata and markup are left out; marks of lists and quotations are set anew. Control characters are made visible.

use std::io::{self, Write};
use std::ops::Range;

use super::paint::{END, Palette};
use super::{Exporter, Scanned};
use crate::engine::article::{Article, Block, BlockKind};
use crate::engine::dictionary::Dictionary;
use crate::engine::glyph::visible;
use crate::engine::mentions::Mentions;

/// The articles with a blank line between them.
pub struct Painted {
    /// The colours.
    pub palette: Palette,
    /// No article is written yet.
    pub first: bool,
}

impl Exporter for Painted {
    fn article(&mut self, scanned: &Scanned<'_>, out: &mut dyn Write) -> io::Result<()> {
        if !std::mem::take(&mut self.first) {
            writeln!(out)?;
        }
        print(scanned.article, &painted(scanned.dictionary(), scanned.mentions(), self.palette), out)
    }
}

/// A span of the text, and the sequence that begins it.
pub type Span = (Range<usize>, String);

/// The outer mentions. An ambiguous one has the colour of its first candidate.
#[must_use]
pub fn painted(dictionary: &Dictionary, mentions: &Mentions, palette: Palette) -> Vec<Span> {
    let outer = mentions.all().iter().filter(|mention| !mention.nested);
    outer
        .filter_map(|mention| {
            let kind = dictionary[mention.entity.or_else(|| mention.candidates.first().copied())?].kind;
            Some((mention.span.clone(), palette.begin(kind, &dictionary.kinds[kind])))
        })
        .collect()
}

/// Prints one article; `spans` are sorted and disjoint.
///
/// # Errors
/// What `out` says.
pub fn print(article: &Article, spans: &[Span], out: &mut dyn Write) -> io::Result<()> {
    for (number, block) in article.blocks.iter().enumerate() {
        if number > 0 && block.gap {
            writeln!(out)?;
        }
        let mut flow = Flow { out, lines: block.lines, broken: false };
        flow.out.write_all(mark(block).as_bytes())?;
        for (range, piece) in block.pieces(&article.text) {
            let first = spans.partition_point(|(span, _)| span.end <= range.start);
            flow.piece(&range, piece, &spans[first..])?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// What stands before a block of its kind.
fn mark(block: &Block) -> String {
    match block.kind {
        BlockKind::Item { depth, number } => {
            let number = number.map_or_else(|| "-".to_owned(), |number| format!("{number}."));
            format!("{}{number} ", "  ".repeat(usize::from(depth)))
        }
        BlockKind::Quote(depth) => "> ".repeat(usize::from(depth)),
        _ => String::new(),
    }
}

/// The text of a block on its way out: line ends are kept or become one space.
struct Flow<'a> {
    out: &'a mut dyn Write,
    lines: bool,
    /// A line has ended, and nothing of the next one is written yet.
    broken: bool,
}

impl Flow<'_> {
    /// Writes a piece; `spans` are those that may touch it and later ones.
    fn piece(&mut self, range: &Range<usize>, piece: &str, spans: &[Span]) -> io::Result<()> {
        if piece.len() != range.len() {
            // Something stands for markup: it is in a span as a whole or not at all.
            let span = spans.first().filter(|(span, _)| span.start <= range.start && range.end <= span.end);
            return self.part(piece, span.map(|(_, begin)| begin.as_str()));
        }
        let mut at = range.start;
        let within = |from: usize, to: usize| &piece[from - range.start..to - range.start];
        for (span, begin) in spans.iter().take_while(|(span, _)| span.start < range.end) {
            let (start, end) = (span.start.max(at), span.end.min(range.end));
            self.part(within(at, start), None)?;
            self.part(within(start, end), Some(begin))?;
            at = end;
        }
        self.part(within(at, range.end), None)
    }

    fn part(&mut self, text: &str, begin: Option<&str>) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let text = self.begin_line(text)?;
        self.out.write_all(begin.unwrap_or_default().as_bytes())?;
        self.text(text)?;
        self.out.write_all(begin.map_or("", |_| END).as_bytes())
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        let text = if text.contains('\r') { text.replace("\r\n", "\n") } else { text.to_owned() };
        let mut segments = text.split(['\n', '\r']).peekable();
        let mut begins_line = false;
        while let Some(segment) = segments.next() {
            if self.lines {
                self.out.write_all(if begins_line { b"\n" } else { b"" })?;
                self.out.write_all(visible(segment).as_bytes())?;
            } else {
                self.broken |= begins_line;
                self.prose(segment, segments.peek().is_some())?;
            }
            begins_line = true;
        }
        Ok(())
    }

    /// Writes the space that the last line's end is, once there is something after it, and returns what is left of `text`.
    fn begin_line<'t>(&mut self, text: &'t str) -> io::Result<&'t str> {
        let rest = if self.broken { text.trim_start() } else { text };
        if self.broken && !rest.is_empty() {
            self.broken = false;
            self.out.write_all(b" ")?;
        }
        Ok(rest)
    }

    /// Writes a part of a line of prose; white space around the line's ends is theirs.
    fn prose(&mut self, segment: &str, ends_line: bool) -> io::Result<()> {
        let segment = self.begin_line(segment)?;
        let segment = if ends_line { segment.trim_end() } else { segment };
        self.out.write_all(visible(segment).as_bytes())
    }
}
