//! The prose of a block, grapheme by grapheme, as it is both wrapped and painted.
//!
//! Markup is left out, white space of prose is run together, line ends that the author keeps are told apart. Because
//! wrapping and painting go through this one walk, a row can never be wider on the screen than it was when measured.

use std::borrow::Cow;
use std::ops::Range;

use crate::engine::article::{Block, BlockKind};
use crate::engine::glyph::{self, Glyph, glyph};

/// One grapheme of the prose, or what stands for a piece of markup.
#[derive(Clone, Debug)]
pub struct Cell<'a> {
    /// Its bytes in the article's text.
    pub range: Range<usize>,
    /// How it is drawn.
    pub glyph: Glyph<'a>,
    /// White space at which a row may end.
    pub space: bool,
    /// A line end that the author keeps.
    pub line_end: bool,
}

/// Whether white space and line ends of the block are kept as they are.
#[must_use]
pub fn verbatim(block: &Block) -> bool {
    block.lines || block.kind == BlockKind::Code
}

/// The cells of `block` that lie in `range`, which begins at the beginning of a cell.
#[must_use]
pub fn cells<'a>(block: &'a Block, text: &'a str, range: Range<usize>) -> Cells<'a> {
    let cut = block.cuts.partition_point(|cut| cut.range.end <= range.start);
    Cells { block, text, at: range.start, end: range.end, cut, piece: range.start, verbatim: verbatim(block), after_space: true }
}

/// See [`cells`].
pub struct Cells<'a> {
    block: &'a Block,
    text: &'a str,
    /// The next byte.
    at: usize,
    end: usize,
    /// The next cut.
    cut: usize,
    /// Where the text between two cuts that is being walked ends.
    piece: usize,
    verbatim: bool,
    after_space: bool,
}

impl<'a> Iterator for Cells<'a> {
    type Item = Cell<'a>;

    fn next(&mut self) -> Option<Cell<'a>> {
        loop {
            if let Some(letter) = self.letter() {
                return Some(letter);
            }
            if let Some(grapheme) = self.text.get(self.at..self.piece).and_then(glyph::first_grapheme) {
                let range = self.at..self.at + grapheme.len();
                self.at = range.end;
                if let Some(cell) = self.of_text(range, grapheme) {
                    return Some(cell);
                }
                continue;
            }
            if self.at >= self.end {
                return None;
            }
            if let Some(cell) = self.piece() {
                return Some(cell);
            }
        }
    }
}

impl<'a> Cells<'a> {
    /// A character of ASCII before another one, as most of prose is: it stands for itself, whatever the block. Hyphens
    /// may divide a word.
    fn letter(&mut self) -> Option<Cell<'a>> {
        let (at, after) = (self.at, self.at + 1);
        let bytes = self.text.as_bytes();
        let alone = bytes.get(at).is_some_and(|byte| byte.is_ascii_graphic() && *byte != b'-')
            && (after == self.piece || (after < self.piece && bytes.get(after).is_some_and(u8::is_ascii)));
        let shown = self.text.get(at..after).filter(|_| alone)?;
        self.at = after;
        self.after_space &= self.verbatim;
        let glyph = Glyph { shown: Cow::Borrowed(shown), columns: 1, mark: false };
        Some(Cell { range: at..after, glyph, space: false, line_end: false })
    }

    /// Goes on to the next piece of text, or gives what stands for the cut that begins here.
    fn piece(&mut self) -> Option<Cell<'a>> {
        let cut = self.block.cuts.get(self.cut).filter(|cut| cut.range.start < self.end);
        match cut {
            Some(cut) if cut.range.start <= self.at => {
                self.cut += 1;
                self.at = self.at.max(cut.range.end);
                self.piece = self.at;
                (!cut.shown.is_empty()).then(|| self.of_cut(cut.range.clone(), &cut.shown)).flatten()
            }
            _ => {
                let end = cut.map_or(self.end, |cut| cut.range.start);
                // What is no text would be asked for again and again.
                if self.text.get(self.at..end).is_none() {
                    self.at = end;
                }
                self.piece = end;
                None
            }
        }
    }

    fn of_text(&mut self, range: Range<usize>, grapheme: &'a str) -> Option<Cell<'a>> {
        if self.verbatim {
            let line_end = matches!(grapheme, "\n" | "\r" | "\r\n");
            return Some(Cell { range, glyph: glyph(grapheme), space: line_end || breaks(grapheme), line_end });
        }
        self.prose(range, grapheme)
    }

    /// Runs white space together: a row of a hard-wrapped, indented text is not full of holes.
    fn prose(&mut self, range: Range<usize>, grapheme: &'a str) -> Option<Cell<'a>> {
        let space = breaks(grapheme);
        if space && self.after_space {
            return None;
        }
        let around =
            || (self.text.get(..range.start).unwrap_or_default(), self.text.get(range.end..self.block.range.end).unwrap_or_default());
        if grapheme == "-" && divides(around().0.chars().next_back(), around().1) {
            self.after_space = true;
            return None;
        }
        let glyph = if space { glyph(" ") } else { glyph(grapheme) };
        // What is dropped from sight does not stand between two spaces.
        self.after_space = space || (self.after_space && glyph.columns == 0);
        Some(Cell { range, glyph, space, line_end: false })
    }

    fn of_cut(&mut self, range: Range<usize>, shown: &'a str) -> Option<Cell<'a>> {
        if shown == "\n" {
            self.after_space = true;
            return Some(Cell { range, glyph: glyph(" "), space: true, line_end: true });
        }
        if shown.chars().all(char::is_whitespace) && shown != "\u{A0}" {
            return self.prose(range, " ");
        }
        self.after_space = false;
        let shown = glyph::visible(shown);
        let columns = u16::try_from(glyph::columns(&shown)).unwrap_or(u16::MAX);
        Some(Cell { range, glyph: Glyph { shown: Cow::Owned(shown.into_owned()), columns, mark: false }, space: false, line_end: false })
    }
}

/// Whether a hyphen with these neighbours only divides a word at the end of a line of the file: `Inter-⏎national`, but
/// not `Nord-⏎und Südkorea`. The engine reads such words in the same way.
#[must_use]
pub fn divides(before: Option<char>, after: &str) -> bool {
    let rest = after.trim_start_matches([' ', '\t', '\r', '\n']);
    let gap = &after[..after.len() - rest.len()];
    if !before.is_some_and(char::is_alphabetic) || !gap.contains(['\n', '\r']) {
        return false;
    }
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).take(5).collect();
    word.starts_with(char::is_lowercase) && !["und", "oder", "bis", "and", "or", "to"].contains(&word.as_str())
}

/// White space at which a line may be broken; no-break spaces hold together.
fn breaks(grapheme: &str) -> bool {
    grapheme.chars().all(|c| {
        c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{202F}' | '\u{2007}' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{B}' | '\u{C}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::article::Cut;

    fn shown(block: &Block, text: &str) -> String {
        cells(block, text, block.range.clone()).map(|cell| cell.glyph.shown.into_owned()).collect()
    }

    #[test]
    fn prose_runs_white_space_together_and_leaves_markup_out() {
        let text = "  Der **Kreml**\n    &amp;  Co";
        let mut block = Block::plain(BlockKind::Paragraph, 0..text.len());
        let cut = |range, shown: &str| Cut { range, shown: shown.into() };
        block.cuts = vec![cut(6..8, ""), cut(13..15, ""), cut(20..25, "&")].into();
        assert_eq!(shown(&block, text), "Der Kreml & Co");
    }

    #[test]
    fn code_keeps_its_spaces() {
        let text = "if  x:\n\ty";
        let block = Block { kind: BlockKind::Code, ..Block::plain(BlockKind::Code, 0..text.len()) };
        assert_eq!(shown(&block, text), "if  x:     y");
    }

    #[test]
    fn a_word_divided_at_a_line_end_is_one_word_again() {
        let text = "die Inter-\n  nationale, Nord-\nund Süd-\nKorea, Baden-\nWürttemberg, 5-\nmal";
        let joined = "die Internationale, Nord- und Süd- Korea, Baden- Württemberg, 5- mal";
        assert_eq!(shown(&Block::plain(BlockKind::Paragraph, 0..text.len()), text), joined);
    }

    #[test]
    fn control_characters_are_no_white_space() {
        let text = "a\u{c}b\u{85}c";
        assert_eq!(shown(&Block::plain(BlockKind::Paragraph, 0..text.len()), text), "a^Lb<85>c");
    }
}
