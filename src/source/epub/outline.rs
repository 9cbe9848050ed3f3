//! The table of contents as headings: what it names becomes a heading of its depth, where it is none.

use super::super::html::Piece;
use super::super::html::chapter::Chapter;
use crate::engine::article::BlockKind;

/// The level of the highest entries: the book's title stands above them.
const TOP: usize = 2;

/// The deepest level of a heading.
const DEEPEST: usize = 6;

/// So many blocks from where an entry points its heading may begin.
const NEAR: usize = 3;

/// An entry of the table of contents that points into a chapter.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it reads.
    pub label: String,
    /// How deep it stands, from 0.
    pub depth: usize,
    /// The element it points to; `None`: the beginning of the chapter.
    pub anchor: Option<String>,
    /// It is the name of a group and points to what the first entry in it points to.
    pub group: bool,
}

/// The last heading: the level of its element, and the level it got.
#[derive(Clone, Copy, Debug)]
pub struct Last {
    element: usize,
    level: usize,
}

impl Default for Last {
    fn default() -> Self {
        Self { element: TOP - 1, level: TOP }
    }
}

/// Gives the headings of a chapter the levels that the table of contents has for them, and makes headings of the entries
/// that have none. `last` is the last heading before the chapter, and then that of the chapter.
pub fn apply(chapter: &mut Chapter, entries: &[Entry], last: &mut Last) {
    if chapter.pieces.is_empty() {
        return;
    }
    let mut levels: Vec<Option<usize>> = vec![None; chapter.pieces.len()];
    let mut added = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.label.is_empty()) {
        let level = (TOP + entry.depth).min(DEEPEST);
        let from = entry.anchor.as_ref().and_then(|anchor| chapter.anchors.get(anchor).copied()).unwrap_or(0);
        match heading_of(chapter, from, entry, &levels) {
            Some(at) => levels[at] = Some(level),
            None => added.push((from.min(chapter.pieces.len()), level, entry.label.clone())),
        }
    }
    let highest = chapter.pieces.iter().filter_map(element).min().unwrap_or(1);
    let mut added = added.into_iter().peekable();
    let mut pieces = Vec::with_capacity(chapter.pieces.len() + entries.len());
    for (at, (mut piece, level)) in std::mem::take(&mut chapter.pieces).into_iter().zip(levels).enumerate() {
        while let Some((_, level, label)) = added.next_if(|(before, ..)| *before <= at) {
            *last = Last { element: highest.saturating_sub(1), level };
            pieces.push(heading(&label, level));
        }
        piece.gap |= pieces.is_empty();
        if let Some(level) = level {
            *last = Last { element: element(&piece).unwrap_or(highest), level };
            piece.kind = kind(level);
        } else if let Some(element) = element(&piece) {
            let level = (last.level + element).saturating_sub(last.element).max(TOP);
            *last = Last { element, level };
            piece.kind = kind(level);
        }
        pieces.push(piece);
    }
    chapter.pieces = pieces;
}

/// The block that is the heading of an entry which points to the block `from`: it reads the same, or is the heading there.
fn heading_of(chapter: &Chapter, from: usize, entry: &Entry, taken: &[Option<usize>]) -> Option<usize> {
    let wanted = plain(&entry.label);
    let near = || (from.saturating_sub(1)..(from + NEAR).min(chapter.pieces.len())).filter(|at| taken[*at].is_none());
    let same = near().find(|at| plain(&chapter.pieces[*at].text) == wanted);
    same.or_else(|| near().filter(|at| !entry.group && *at >= from).find(|at| element(&chapter.pieces[*at]).is_some()))
}

/// The level of the element of a heading.
fn element(piece: &Piece) -> Option<usize> {
    if let BlockKind::Heading(level) = piece.kind { Some(usize::from(level)) } else { None }
}

fn kind(level: usize) -> BlockKind {
    BlockKind::Heading(u8::try_from(level.min(DEEPEST)).unwrap_or(1))
}

fn heading(label: &str, level: usize) -> Piece {
    Piece { kind: kind(level), ..Piece::plain(label) }
}

/// The letters and digits.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
