//! Lines to headings, paragraphs and items, by their distance, indentation, size and ends.

use serde::{Deserialize, Serialize};

use super::super::html::Piece;
use super::columns::columns;
use super::hyphen::{self, Hyphenated};
use super::lines::{Glyph, Line, lines};
use super::running;
use crate::engine::article::BlockKind;

/// Letters so much larger than those of the text are a heading's.
const LARGER: f64 = 1.15;

/// The longest heading, in characters.
const LONGEST_HEADING: usize = 200;

/// What differs by less than this is the same size of letters.
const SAME_SIZE: f64 = 0.12;

/// A distance between lines so much larger than usual parts paragraphs.
const DISTANCE: f64 = 1.35;

/// Indentation that begins a paragraph, in sizes of its letters.
const INDENT: std::ops::Range<f64> = 0.7..6.0;

/// Signs that begin an item of a list.
const BULLETS: &[char] = &['•', '▪', '‣', '◦', '●', '■', '□', '○', '∙'];

/// A block of prose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    Heading(u8, String),
    Paragraph(String),
    Item(String),
}

impl Block {
    /// As pages have it.
    pub fn into_piece(self) -> Piece {
        let (kind, text) = match self {
            Self::Heading(level, text) => (BlockKind::Heading(level), text),
            Self::Paragraph(text) => (BlockKind::Paragraph, text),
            Self::Item(text) => (BlockKind::Item { depth: 0, number: None }, text),
        };
        Piece { kind, ..Piece::plain(&text) }
    }
}

/// Lines that belong together.
struct Paragraph {
    text: String,
    size: f64,
    /// Where its last line ends, in sizes of letters from the right edge of the column.
    slack: f64,
    /// Of an item, where its sign stands.
    item: Option<f64>,
}

/// The blocks of all pages; with `raw` with running heads and page numbers.
pub fn blocks(pages: Vec<Vec<Glyph>>, raw: bool) -> Vec<Block> {
    let mut pages: Vec<Vec<Line>> = pages.into_iter().map(lines).collect();
    if !raw {
        running::strip(&mut pages);
    }
    let columns: Vec<Vec<Line>> = pages.into_iter().flat_map(columns).collect();
    let mut hyphenated = Hyphenated::new();
    columns.iter().flatten().for_each(|line| hyphen::note(&line.text(), &mut hyphenated));
    let body = body_size(&columns);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for column in &columns {
        add_column(&mut paragraphs, column, body, &hyphenated);
    }
    finish(paragraphs, body)
}

/// The size of most letters.
fn body_size(columns: &[Vec<Line>]) -> f64 {
    let mut sizes: Vec<(f64, usize)> = Vec::new();
    for line in columns.iter().flatten() {
        let (size, length) = ((line.size() * 2.0).round() / 2.0, line.text().len());
        match sizes.iter_mut().find(|(known, _)| (*known - size).abs() < 0.1) {
            Some((_, count)) => *count += length,
            None => sizes.push((size, length)),
        }
    }
    sizes.into_iter().max_by_key(|(_, count)| *count).map_or(10.0, |(size, _)| size)
}

fn add_column(paragraphs: &mut Vec<Paragraph>, column: &[Line], body: f64, hyphenated: &Hyphenated) {
    let edges = Edges::of(column);
    for (at, line) in column.iter().enumerate() {
        let text = line.text();
        let before = at.checked_sub(1).map(|before| &column[before]);
        let begins = match (paragraphs.last(), before) {
            (None, _) => true,
            (Some(last), Some(before)) => last.item.is_some_and(|sign| line.left() < sign + 1.0) || edges.part(before, line, body),
            (Some(last), None) => !last.goes_on(line, &text, &edges),
        };
        let slack = (edges.right - line.right()) / line.size().max(1.0);
        match paragraphs.last_mut().filter(|_| !begins) {
            Some(last) => {
                hyphen::join(&mut last.text, &text, hyphenated);
                last.slack = slack;
            }
            None => paragraphs.push(Paragraph { item: text.starts_with(BULLETS).then(|| line.left()), text, size: line.size(), slack }),
        }
    }
}

impl Paragraph {
    /// Whether the first line of the next column or page goes on with it.
    fn goes_on(&self, line: &Line, text: &str, edges: &Edges) -> bool {
        let open = !self.text.trim_end_matches(['"', '“', '”', '«', '»', ')', '’']).ends_with(['.', '!', '?', ':', '…']);
        let same = (self.size - line.size()).abs() < SAME_SIZE * self.size;
        let indented = INDENT.contains(&((line.left() - edges.left) / line.size().max(1.0)));
        let small = text.starts_with(char::is_lowercase);
        same && !text.starts_with(BULLETS) && (small || (open && self.slack < 3.0 && !indented))
    }
}

/// The usual edges and distance of the lines of a column.
struct Edges {
    left: f64,
    right: f64,
    distance: f64,
}

impl Edges {
    fn of(column: &[Line]) -> Self {
        let right = column.iter().map(Line::right).fold(f64::NEG_INFINITY, f64::max);
        let mut lefts: Vec<f64> = column.iter().map(Line::left).collect();
        lefts.sort_by(f64::total_cmp);
        // Few lines hang out to the left, and few are indented: the edge is where many begin.
        let near = |left: f64| lefts.iter().filter(|other| (**other - left).abs() < 1.0).count();
        let left = lefts.iter().copied().max_by_key(|left| near(*left)).unwrap_or(0.0);
        let mut distances: Vec<f64> = column.windows(2).map(|pair| pair[0].y - pair[1].y).filter(|distance| *distance > 0.0).collect();
        distances.sort_by(f64::total_cmp);
        // The tighter half are lines inside paragraphs, unless all paragraphs are of one line.
        let distance = distances.get(distances.len() * 2 / 5).copied().unwrap_or(f64::INFINITY);
        Self { left, right, distance }
    }

    /// Whether a paragraph begins with `line`.
    fn part(&self, before: &Line, line: &Line, body: f64) -> bool {
        let size = line.size().max(1.0);
        if (before.size() - line.size()).abs() > SAME_SIZE * size {
            return true;
        }
        let heading = size >= LARGER * body;
        let usual = if heading { 1.2 * size } else { self.distance.min(2.2 * size) };
        if before.y - line.y > DISTANCE * usual || line.words.first().is_some_and(|word| word.text.starts_with(BULLETS)) {
            return true;
        }
        if heading {
            return false;
        }
        let indent = |line: &Line| INDENT.contains(&((line.left() - self.left) / size));
        let first = line.words.first().map_or(0.0, |word| word.right - word.left);
        let slack = self.right - before.right();
        let ended = before.words.last().is_some_and(|word| {
            word.text
                .trim_end_matches(['"', '“', '”', '«', '»', ')', ']', '’'])
                .trim_end_matches(|c: char| c.is_ascii_digit() || c == '[')
                .ends_with(['.', '!', '?', ':', '…'])
        });
        let room = slack > first + 0.8 * size;
        (indent(line) && !indent(before)) || (room && ended) || (room && slack > 0.4 * (self.right - self.left))
    }
}

/// Headings by their size, the largest highest.
fn finish(paragraphs: Vec<Paragraph>, body: f64) -> Vec<Block> {
    let is_heading = |paragraph: &Paragraph| {
        paragraph.size >= LARGER * body
            && paragraph.item.is_none()
            && paragraph.text.chars().nth(LONGEST_HEADING).is_none()
            && paragraph.text.contains(char::is_alphabetic)
    };
    let mut sizes: Vec<f64> = paragraphs.iter().filter(|paragraph| is_heading(paragraph)).map(|paragraph| paragraph.size).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    sizes.dedup_by(|b, a| (*a - *b).abs() < 0.5);
    let level =
        |size: f64| sizes.iter().position(|known| (known - size).abs() < 0.6).map_or(6, |at| u8::try_from(at + 1).unwrap_or(6).min(6));
    let block = |paragraph: Paragraph| {
        if is_heading(&paragraph) {
            Block::Heading(level(paragraph.size), paragraph.text)
        } else if paragraph.item.is_some() {
            Block::Item(paragraph.text.trim_start_matches(BULLETS).trim_start().to_owned())
        } else {
            Block::Paragraph(paragraph.text)
        }
    };
    let spoken = |paragraph: &Paragraph| paragraph.text.contains(char::is_alphanumeric);
    paragraphs.into_iter().filter(spoken).map(block).collect()
}
