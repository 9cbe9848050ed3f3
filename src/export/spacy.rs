//! The JSON of a spaCy `Doc`, one a line, as `Doc.from_json` reads it: the whole text with its tokens, outer mentions as
//! `ents`, all of them as `spans["sc"]` with the entity's id as `kb_id`. Offsets count code points.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

use super::conll::label;
use super::json::push_line;
use super::tokens::{sentence_ends, within};
use super::{Exporter, Positions, Scanned, Unit};

/// A `Doc` a line.
pub struct Docs;

#[derive(Serialize)]
struct Doc<'a> {
    text: &'a str,
    ents: Vec<Ent>,
    sents: Vec<Span>,
    tokens: Vec<Token>,
    spans: Groups<'a>,
}

#[derive(Serialize)]
struct Groups<'a> {
    sc: Vec<Linked<'a>>,
}

#[derive(Clone, Copy, Serialize)]
struct Span {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Ent {
    start: usize,
    end: usize,
    label: String,
}

#[derive(Serialize)]
struct Linked<'a> {
    start: usize,
    end: usize,
    label: String,
    kb_id: &'a str,
}

#[derive(Serialize)]
struct Token {
    id: usize,
    start: usize,
    end: usize,
}

impl Exporter for Docs {
    fn article(&mut self, scanned: &Scanned<'_>, out: &mut dyn Write) -> io::Result<()> {
        let sentences = sentences(scanned);
        let tokens = tokens(scanned, &sentences);
        let all = || scanned.mentions().all().iter();
        let spans = in_chars(scanned, all().map(|mention| mention.span.clone()));
        let linked = all().zip(&spans).map(|(mention, span)| {
            let (label, kb_id) = (label(scanned.kind(mention)), scanned.id(mention));
            Linked { start: span.start, end: span.end, label, kb_id }
        });
        let outer = all().zip(&spans).filter(|(mention, _)| !mention.nested);
        let doc = Doc {
            text: &scanned.article.text,
            ents: outer.map(|(mention, span)| Ent { start: span.start, end: span.end, label: label(scanned.kind(mention)) }).collect(),
            spans: Groups { sc: linked.collect() },
            sents: in_chars(scanned, sentences.into_iter()),
            tokens: (0..).zip(in_chars(scanned, tokens.into_iter())).map(|(id, at)| Token { id, start: at.start, end: at.end }).collect(),
        };
        let mut line = Vec::new();
        push_line(&mut line, &doc)?;
        out.write_all(&line)
    }
}

/// Ranges of bytes, in the order of their starts, counted in code points.
fn in_chars(scanned: &Scanned<'_>, ranges: impl Iterator<Item = Range<usize>>) -> Vec<Span> {
    let mut positions = Positions::new(scanned.article, Unit::Char);
    let span = |range: Range<usize>| {
        let start = positions.advance(range.start);
        Span { start: start.offset, end: positions.offset_after(start, range.end) }
    };
    ranges.map(span).collect()
}

/// The sentences of all blocks, without white space around them.
fn sentences(scanned: &Scanned<'_>) -> Vec<Range<usize>> {
    let article = scanned.article;
    let mut sentences = Vec::new();
    for block in &article.blocks {
        let ends = sentence_ends(article, block, within(scanned.mentions(), &block.range));
        let mut start = block.range.start;
        for end in ends.into_iter().chain([block.range.end]) {
            let text = article.text.get(start..end).unwrap_or_default();
            let first = start + text.len() - text.trim_start_matches(is_space).len();
            let last = start + text.trim_end_matches(is_space).len();
            if first < last {
                sentences.push(first..last);
            }
            start = end;
        }
    }
    sentences
}

/// The tokens of the whole text as spaCy wants them: a single space after a word belongs to it, any other white space
/// between two words is a token, so that nothing of the text is lost.
fn tokens(scanned: &Scanned<'_>, sentences: &[Range<usize>]) -> Vec<Range<usize>> {
    let mentions = scanned.mentions().all().iter().map(|mention| &mention.span);
    let borders: BTreeSet<usize> = mentions.chain(sentences).flat_map(|range| [range.start, range.end]).collect();
    let text = scanned.article.text.as_str();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let space = rest.len() - rest.trim_start_matches(is_space).len();
        let carried = usize::from(at > 0 && rest.starts_with(' '));
        if space > carried {
            tokens.push(at + carried..at + space);
        }
        at += space;
        let chunk = &rest[space..];
        let chunk = &chunk[..chunk.find(is_space).unwrap_or(chunk.len())];
        for (start, word) in chunk.split_word_bound_indices() {
            let (start, end) = (at + start, at + start + word.len());
            let inner = borders.range(start + 1..end.max(start + 1)).copied();
            let bounds: Vec<usize> = [start].into_iter().chain(inner).chain([end]).collect();
            tokens.extend(bounds.windows(2).map(|pair| pair[0]..pair[1]));
        }
        at += chunk.len();
    }
    tokens
}

/// White space as Python has it.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1C}'..='\u{1F}')
}
