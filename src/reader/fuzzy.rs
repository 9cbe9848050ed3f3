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
    closed: String,
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
        Self { pattern, matcher: Matcher::new(Config::DEFAULT), buffer: Vec::new(), closed: String::new() }
    }

    /// How well the text matches, more is better; `None`: not at all.
    pub fn score(&mut self, text: &str) -> Option<u32> {
        let text = closed(text, &mut self.closed);
        self.pattern.score(Utf32Str::new(text, &mut self.buffer), &mut self.matcher)
    }

    /// Whether a text that was made ready matches.
    pub fn fits(&mut self, text: Ready<'_>) -> bool {
        self.pattern.score(text.0, &mut self.matcher).is_some()
    }

    /// Which graphemes of the text match, sorted; empty where it does not match.
    pub fn graphemes(&mut self, text: &str) -> Vec<u32> {
        let (mut found, text) = (Vec::new(), closed(text, &mut self.closed));
        self.pattern.indices(Utf32Str::new(text, &mut self.buffer), &mut self.matcher, &mut found);
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The matcher overlooks a word at the very end of a text that is not ASCII. What is asked of thousands of names at each
/// letter shares one buffer.
fn closed<'a>(text: &'a str, buffer: &'a mut String) -> &'a str {
    if text.is_ascii() {
        return text;
    }
    buffer.clear();
    buffer.push_str(text);
    buffer.push(' ');
    buffer
}

/// A text as the matcher takes it, for texts that are asked often.
#[derive(Clone, Copy, Debug)]
pub struct Ready<'a>(Utf32Str<'a>);

impl<'a> Ready<'a> {
    /// A text in ASCII is ready as it is.
    #[must_use]
    pub fn ascii(text: &'a str) -> Self {
        debug_assert!(text.is_ascii());
        Self(Utf32Str::Ascii(text.as_bytes()))
    }

    /// What [`Ready::extend`] added.
    #[must_use]
    pub fn chars(chars: &'a [char]) -> Self {
        Self(Utf32Str::Unicode(chars))
    }

    /// Adds another text's graphemes, each as its first character.
    pub fn extend(to: &mut Vec<char>, text: &str) {
        to.extend(nucleo_matcher::chars::graphemes(text));
        // See `closed`.
        to.push(' ');
    }
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
