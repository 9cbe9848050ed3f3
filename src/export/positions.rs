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
    /// The byte at which the line begins.
    line_start: usize,
    /// From 1.
    pub line: usize,
    /// In the unit, from 0.
    pub offset: usize,
}

/// Tells positions of one article.
pub struct Positions<'a> {
    article: &'a Article,
    unit: Unit,
    last: Position,
    /// The byte whose column was asked for last, and that column.
    counted: (usize, usize),
}

impl<'a> Positions<'a> {
    /// Begins at the head of the text.
    #[must_use]
    pub fn new(article: &'a Article, unit: Unit) -> Self {
        Self { article, unit, last: Position { byte: 0, line_start: 0, line: 1, offset: 0 }, counted: (0, 1) }
    }

    /// The position of a byte that is not before the last one asked for.
    pub fn advance(&mut self, byte: usize) -> Position {
        let last = self.last;
        let passed = self.article.text.get(last.byte..byte).unwrap_or_default();
        let (line, line_start) = match memchr::memrchr2(b'\n', b'\r', passed.as_bytes()) {
            None => (last.line, last.line_start),
            Some(end) => (last.line + line_ends(&passed[..=end]), last.byte + end + 1),
        };
        self.last = Position { byte, line_start, line, offset: self.offset_after(last, byte) };
        self.last
    }

    /// Goes on from where another stands, of the same article and unit. To count a long line once, that one counts it now.
    pub fn go_on_from(&mut self, other: &mut Self) {
        other.column();
        (self.last, self.counted) = (other.last, other.counted);
    }

    /// The column, from 1 and in code points, of the position that was asked for last.
    pub fn column(&mut self) -> usize {
        let Position { byte, line_start, .. } = self.last;
        let (from, column) = if self.counted.0 < line_start { (line_start, 1) } else { self.counted };
        self.counted = (byte, column + chars(self.article.text.get(from..byte).unwrap_or_default()));
        self.counted.1
    }

    /// The offset of a byte that is not before `from`.
    #[must_use]
    pub fn offset_after(&self, from: Position, byte: usize) -> usize {
        let passed = || self.article.text.get(from.byte..byte).unwrap_or_default();
        match self.unit {
            Unit::Byte => self.article.file_byte(byte),
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
