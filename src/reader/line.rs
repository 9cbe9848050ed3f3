//! A line of text with a cursor, as the fields of a form are.

use unicode_segmentation::UnicodeSegmentation;

use super::action::Way;

/// The most bytes that a line takes.
const MOST: usize = 4096;

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    text: String,
    /// A byte between two graphemes.
    cursor: usize,
}

impl Line {
    /// A line with the cursor at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut line = Self::default();
        line.insert(text);
        line
    }

    /// What was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor and after it.
    #[must_use]
    pub fn halves(&self) -> (&str, &str) {
        self.text.split_at(self.cursor)
    }

    /// Puts in what was typed, or the first line of what was pasted.
    pub fn insert(&mut self, text: &str) {
        let room = MOST.saturating_sub(self.text.len());
        let line = text.lines().next().unwrap_or_default();
        let fits: String = line
            .chars()
            .filter(|c| !c.is_control())
            .scan(0, |used, c| {
                *used += c.len_utf8();
                (*used <= room).then_some(c)
            })
            .collect();
        self.text.insert_str(self.cursor, &fits);
        self.cursor += fits.len();
        // An accent that was typed by itself joins the letter before it.
        self.cursor = self.edge_after(self.cursor.saturating_sub(1));
    }

    /// One grapheme on or back.
    pub fn step(&mut self, way: Way) {
        self.cursor = match way {
            Way::Next => self.edge_after(self.cursor),
            Way::Previous => self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at),
        };
    }

    /// To the end or the beginning.
    pub fn end(&mut self, way: Way) {
        self.cursor = if way == Way::Next { self.text.len() } else { 0 };
    }

    /// Erases the grapheme before the cursor.
    pub fn erase_char(&mut self) {
        let end = self.cursor;
        self.step(Way::Previous);
        self.text.drain(self.cursor..end);
    }

    /// Erases the word before the cursor.
    pub fn erase_word(&mut self) {
        let kept = self.text[..self.cursor].trim_end();
        let begin = kept.rfind(char::is_whitespace).map_or(0, |at| at + kept[at..].chars().next().map_or(1, char::len_utf8));
        self.text.drain(begin..self.cursor);
        self.cursor = begin;
    }

    /// Erases everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The first place after a byte at which a grapheme ends.
    fn edge_after(&self, byte: usize) -> usize {
        self.text.grapheme_indices(true).map(|(at, _)| at).find(|at| *at > byte).unwrap_or(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_typed_and_erased_where_the_cursor_is() {
        let mut line = Line::new("Anna Berg");
        line.step(Way::Previous);
        line.erase_word();
        line.insert("Ber");
        assert_eq!((line.text(), line.halves()), ("Anna Berg", ("Anna Ber", "g")));
        line.end(Way::Previous);
        line.erase_char();
        line.step(Way::Next);
        line.erase_char();
        assert_eq!(line.text(), "nna Berg");
    }

    #[test]
    fn the_cursor_never_stands_inside_of_a_character() {
        let mut line = Line::new("e\u{301}a");
        line.step(Way::Previous);
        line.step(Way::Previous);
        assert_eq!(line.halves(), ("", "e\u{301}a"));
        let mut line = Line::new("ea");
        line.step(Way::Previous);
        line.insert("\u{301}");
        line.erase_char();
        assert_eq!(line.text(), "a");
    }

    #[test]
    fn of_a_paste_the_first_line_is_taken_without_control_characters() {
        let mut line = Line::new("a\x1b[2J\nb");
        assert_eq!(line.text(), "a[2J");
        line.insert(&"ü".repeat(5000));
        assert!(line.text().len() <= MOST);
    }
}
