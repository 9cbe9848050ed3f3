//! Where a byte of the text is: line, column, and the offset in the unit that was asked for.
//!
//! Asked in ascending order it counts every byte once, so that a hundred thousand mentions on one line cost no more than
//! reading it.

use crate::engine::article::{Article, line_ends};

/// What offsets count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Unit {
    /// Bytes of the file.
    #[default]
    Byte,
    /// Code points of the decoded text.
    Char,
    /// UTF-16 code units of the decoded text.
    Utf16,
}

impl Unit {
    /// The word that outputs use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Byte => "byte",
            Self::Char => "char",
            Self::Utf16 => "utf16",
        }
    }
}

/// A place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The byte of the text.
    byte: usize,
    /// From 1.
    pub line: usize,
    /// In the unit, from 0.
    pub offset: usize,
}

/// What stands before a text that is a part of a longer one, and ends there with a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// How many line ends.
    lines: usize,
    /// Its length in the unit.
    offset: usize,
}

/// Tells positions of one article.
#[derive(Clone)]
pub struct Positions<'a> {
    article: &'a Article,
    unit: Unit,
    before: Before,
    last: Position,
    /// The first byte, not before the last one asked for, that ends a line.
    line_end: usize,
    /// The byte whose column was asked for last, and that column.
    counted: (usize, usize),
}

impl<'a> Positions<'a> {
    /// Begins at the head of the text.
    #[must_use]
    pub fn new(article: &'a Article, unit: Unit) -> Self {
        Self::after(Before::default(), article, unit)
    }

    /// Of the part of a longer article that follows what stands before it.
    #[must_use]
    pub fn after(before: Before, article: &'a Article, unit: Unit) -> Self {
        let last = Position { byte: 0, line: 1 + before.lines, offset: before.offset };
        Self { article, unit, before, last, line_end: line_end(article, 0), counted: (0, 1) }
    }

    /// What stands before the text that follows this one.
    #[must_use]
    pub fn end(&self) -> Before {
        let text = &self.article.text;
        let start = Position { byte: 0, line: 1, offset: self.before.offset };
        Before { lines: self.before.lines + line_ends(text), offset: self.offset_after(start, text.len()) }
    }

    /// The article, or the part of one.
    #[must_use]
    pub fn article(&self) -> &'a Article {
        self.article
    }

    /// The position of a byte that is not before the last one asked for.
    pub fn advance(&mut self, byte: usize) -> Position {
        let mut line = self.last.line;
        while self.line_end < byte {
            let bytes = self.article.text.as_bytes();
            // Of CR LF the latter ends the line.
            line += usize::from(bytes[self.line_end] == b'\n' || bytes.get(self.line_end + 1) != Some(&b'\n'));
            self.line_end = line_end(self.article, self.line_end + 1);
        }
        self.last = Position { byte, line, offset: self.offset_after(self.last, byte) };
        self.last
    }

    /// Those that begin at a byte which is not before the last one asked for. To count a long line once, that is counted now.
    #[must_use]
    pub fn from(&mut self, byte: usize) -> Self {
        self.advance(byte);
        self.column();
        self.clone()
    }

    /// The column, from 1 and in code points, of the position that was asked for last.
    pub fn column(&mut self) -> usize {
        let (from, column) = self.counted;
        let passed = self.article.text.get(from..self.last.byte).unwrap_or_default();
        let column = match memchr::memrchr2(b'\n', b'\r', passed.as_bytes()) {
            None => column + chars(passed),
            Some(end) => 1 + chars(&passed[end + 1..]),
        };
        self.counted = (self.last.byte, column);
        column
    }

    /// The offset of a byte that is not before `from`.
    #[must_use]
    pub fn offset_after(&self, from: Position, byte: usize) -> usize {
        let passed = || self.article.text.get(from.byte..byte).unwrap_or_default();
        match self.unit {
            Unit::Byte => self.before.offset + self.article.file_byte(byte),
            Unit::Char => from.offset + chars(passed()),
            Unit::Utf16 => from.offset + passed().chars().map(char::len_utf16).sum::<usize>(),
        }
    }
}

/// The byte of the text at this line and column, both from 1; the column counts code points.
///
/// # Errors
/// In words: the text has no such line, or the line no such column.
pub fn byte_at(text: &str, line: usize, column: usize) -> Result<usize, String> {
    let mut rest = text;
    for passed in 1..line {
        let Some(end) = rest.find(['\n', '\r']) else { return Err(format!("there are only {passed} lines")) };
        let width = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        rest = &rest[end + width..];
    }
    let shown = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
    let offset = column.checked_sub(1).and_then(|column| shown.char_indices().nth(column)).map(|(offset, _)| offset);
    offset.map(|offset| text.len() - rest.len() + offset).ok_or_else(|| match chars(shown) {
        0 => format!("line {line} is empty"),
        columns => format!("line {line} has {columns} columns"),
    })
}

/// Where the first line end from this byte on is, or the end of the text.
fn line_end(article: &Article, from: usize) -> usize {
    let rest = article.text.as_bytes().get(from..).unwrap_or_default();
    memchr::memchr2(b'\n', b'\r', rest).map_or(article.text.len(), |at| from + at)
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(unit: Unit, bytes: &[usize]) -> Vec<(usize, usize, usize)> {
        let text = "\u{FEFF}ä👍\r\nx\ry\u{FFFD}z".to_owned();
        let replaced = vec![text.len() - 4];
        let article = Article { text, replaced, ..Article::default() };
        let mut positions = Positions::new(&article, unit);
        bytes
            .iter()
            .map(|byte| {
                let at = positions.advance(*byte);
                (at.line, positions.column(), at.offset)
            })
            .collect()
    }

    #[test]
    fn a_line_and_column_lead_back_to_the_byte() {
        let text = "\u{FEFF}ä👍\r\n\nx\ry z";
        let article = Article { text: text.into(), ..Article::default() };
        for (byte, c) in text.char_indices().filter(|(_, c)| !matches!(c, '\r' | '\n')) {
            let mut positions = Positions::new(&article, Unit::Byte);
            let line = positions.advance(byte).line;
            assert_eq!(byte_at(text, line, positions.column()), Ok(byte), "{c}");
        }
        let wrong = [(1, 4), (1, 0), (2, 1), (5, 1)].map(|(line, column)| byte_at(text, line, column).unwrap_err());
        assert_eq!(wrong, ["line 1 has 3 columns", "line 1 has 3 columns", "line 2 is empty", "there are only 4 lines"]);
    }

    #[test]
    fn every_unit_counts_in_its_own_way() {
        let bytes = [3, 5, 11, 13, 17];
        assert_eq!(at(Unit::Byte, &bytes), [(1, 2, 3), (1, 3, 5), (2, 1, 11), (3, 1, 13), (3, 3, 15)]);
        assert_eq!(at(Unit::Char, &bytes), [(1, 2, 1), (1, 3, 2), (2, 1, 5), (3, 1, 7), (3, 3, 9)]);
        assert_eq!(at(Unit::Utf16, &bytes), [(1, 2, 1), (1, 3, 2), (2, 1, 6), (3, 1, 8), (3, 3, 10)]);
    }
}
