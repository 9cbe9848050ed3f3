//! A line that is being typed: a search or a filter. Text only; what it does is the session's business.

use unicode_segmentation::UnicodeSegmentation;

/// What the line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A search in the text.
    Search,
    /// Rows of the help.
    Help,
    /// Names of the cast.
    Filter,
    /// Titles and people in the list of articles.
    Articles,
}

impl Purpose {
    /// What is asked for, in words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Help => "only keys with",
            Self::Filter => "only names with",
            Self::Articles => "only articles with",
        }
    }
}

/// The open prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// What was typed.
    pub text: String,
}

/// The most bytes that a prompt takes.
const MOST: usize = 4096;

impl Prompt {
    /// An empty prompt.
    #[must_use]
    pub fn new(purpose: Purpose) -> Self {
        Self { purpose, text: String::new() }
    }

    /// Appends what was typed, or the first line of what was pasted.
    pub fn push(&mut self, text: &str) {
        let line = text.lines().next().unwrap_or_default();
        let room = MOST.saturating_sub(self.text.len());
        let fits = line.chars().filter(|c| !c.is_control()).scan(0, |used, c| {
            *used += c.len_utf8();
            (*used <= room).then_some(c)
        });
        self.text.extend(fits);
    }

    /// Erases the last character.
    pub fn erase_char(&mut self) {
        let end = self.text.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
        self.text.truncate(end);
    }

    /// Erases the last word.
    pub fn erase_word(&mut self) {
        let kept = self.text.trim_end();
        let end = kept.rfind(char::is_whitespace).map_or(0, |at| at + kept[at..].chars().next().map_or(1, char::len_utf8));
        self.text.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_line_of_a_paste_is_taken_and_no_control_characters() {
        let mut prompt = Prompt::new(Purpose::Search);
        prompt.push("Mün\x1b[2J\nchen");
        assert_eq!(prompt.text, "Mün[2J");
        prompt.push(&"ü".repeat(10_000));
        assert!(prompt.text.len() <= MOST);
    }

    #[test]
    fn characters_and_words_are_erased_from_the_end() {
        let mut prompt = Prompt { text: "von der  Leye\u{301}".into(), ..Prompt::new(Purpose::Search) };
        prompt.erase_char();
        assert_eq!(prompt.text, "von der  Ley");
        prompt.erase_word();
        assert_eq!(prompt.text, "von der  ");
        prompt.erase_word();
        prompt.erase_word();
        prompt.erase_word();
        prompt.erase_char();
        assert_eq!(prompt.text, "");
    }
}
