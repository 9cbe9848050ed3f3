//! Fuzzy matching of short texts: letters in their order, words in any order, accents and case as one types them.
//!
//! The matching itself is nucleo's; here is only how namedrop uses it. A pattern is made once per filter, then asked for
//! every text.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// A filter, ready to be asked.
#[derive(Debug)]
pub struct Fuzzy {
    pattern: Pattern,
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Fuzzy {
    /// The filter as it was typed; an empty one matches everything.
    #[must_use]
    pub fn new(filter: &str) -> Self {
        Self::of(Pattern::parse(filter, CaseMatching::Smart, Normalization::Smart))
    }

    /// Every word of the filter must stand in the text as it is: in whole sentences scattered letters match too much.
    #[must_use]
    pub fn words(filter: &str) -> Self {
        Self::of(Pattern::new(filter, CaseMatching::Smart, Normalization::Smart, AtomKind::Substring))
    }

    fn of(pattern: Pattern) -> Self {
        Self { pattern, matcher: Matcher::new(Config::DEFAULT), buffer: Vec::new() }
    }

    /// How well the text matches, more is better; `None`: not at all.
    pub fn score(&mut self, text: &str) -> Option<u32> {
        let text = closed(text);
        self.pattern.score(Utf32Str::new(&text, &mut self.buffer), &mut self.matcher)
    }

    /// Which graphemes of the text match, sorted; empty where it does not match.
    pub fn graphemes(&mut self, text: &str) -> Vec<u32> {
        let (mut found, text) = (Vec::new(), closed(text));
        self.pattern.indices(Utf32Str::new(&text, &mut self.buffer), &mut self.matcher, &mut found);
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The matcher overlooks a word at the very end of a text that is not ASCII.
fn closed(text: &str) -> String {
    format!("{text} ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_of_a_text_is_a_word() {
        assert!(Fuzzy::words("quint").score("Zölle · Jasper Quint").is_some());
    }

    #[test]
    fn letters_match_in_their_order_and_words_in_any() {
        let matches = |filter: &str, text: &str| Fuzzy::new(filter).score(text).is_some();
        assert!(matches("nxtname", "next name") && matches("name next", "next name"));
        assert!(!matches("nextx", "next name") && matches("", "anything"));
    }

    #[test]
    fn accents_and_case_are_those_that_one_types() {
        let matches = |filter: &str, text: &str| Fuzzy::new(filter).score(text).is_some();
        assert!(matches("muhlen", "Mühlensund") && matches("ruhm", "Rühmkorf"));
        assert!(!matches("Mu", "mühlensund"), "a capital asks for a capital");
    }

    #[test]
    fn in_sentences_words_match_as_they_are() {
        let matches = |filter: &str| Fuzzy::words(filter).score("Ein Hafen ist kein Denkmal").is_some();
        assert!(matches("denk haf") && !matches("dnkml"));
    }

    #[test]
    fn the_letters_that_match_are_known() {
        assert_eq!(Fuzzy::new("ms").graphemes("Mühlensund"), [0, 6]);
    }
}
