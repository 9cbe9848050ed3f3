//! A dictionary file as text, with the lines that findings point at.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The largest dictionary file that is read, in bytes.
pub const LIMIT: u64 = 512 << 20;

/// One file's text, decoded, without a byte order mark.
#[derive(Debug)]
pub struct File {
    /// The path as messages show it, or `built in`.
    pub name: Arc<str>,
    /// All of it.
    pub text: String,
    /// Byte offsets of the lines' first bytes; always begins with 0. Made for whoever asks first: of a dictionary that was kept
    /// ready nobody does.
    starts: OnceLock<Vec<u32>>,
}

impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.text) == (&other.name, &other.text)
    }
}

impl Eq for File {}

impl File {
    /// A file of this text. A byte order mark is dropped, so that the first column is the first that an editor shows.
    #[must_use]
    pub fn new(name: &str, mut text: String) -> Self {
        if text.starts_with('\u{FEFF}') {
            text.drain(..'\u{FEFF}'.len_utf8());
        }
        Self { name: name.into(), text, starts: OnceLock::new() }
    }

    fn starts(&self) -> &[u32] {
        let after = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
        self.starts.get_or_init(|| [0].into_iter().chain(memchr::memchr_iter(b'\n', self.text.as_bytes()).map(after)).collect())
    }

    /// The 1-based line of a byte.
    #[must_use]
    pub fn line(&self, byte: usize) -> usize {
        self.starts().partition_point(|&start| start as usize <= byte)
    }

    /// The 1-based column of a byte, in code points.
    #[must_use]
    pub fn column(&self, byte: usize) -> usize {
        let start = self.line_range(self.line(byte)).start;
        let before = self.text.get(start..byte.min(self.text.len())).unwrap_or_default();
        before.chars().count() + 1
    }

    /// The bytes of a 1-based line, without its line end.
    #[must_use]
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let start = self.starts().get(line.saturating_sub(1)).map_or(self.text.len(), |&start| start as usize);
        let end = self.starts().get(line).map_or(self.text.len(), |&next| next as usize - 1);
        let text = self.text.get(start..end).unwrap_or_default();
        start..start + text.strip_suffix('\r').unwrap_or(text).len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_and_columns_count_code_points() {
        let file = File::new("a", "\u{FEFF}ä = 1\r\nbc\n".into());
        assert_eq!((file.line(0), file.column(0)), (1, 1));
        assert_eq!((file.line(2), file.column(2)), (1, 2));
        assert_eq!((file.line(8), file.column(8)), (2, 1));
        assert_eq!(&file.text[file.line_range(1)], "ä = 1");
        assert_eq!(file.line_range(4), 11..11);
    }
}
