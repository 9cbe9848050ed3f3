//! Generic words: those that by themselves name nobody – Agency, Valley, Bundesamt.
//!
//! The list is data, `generic.txt`, folded.

use std::sync::LazyLock;

use super::words;
use crate::engine::quick::QuickSet;

static WORDS: LazyLock<QuickSet<&str>> = LazyLock::new(|| words(include_str!("generic.txt")));

/// Whether a folded word is generic.
#[must_use]
pub fn is_generic(folded: &str) -> bool {
    WORDS.contains(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generic_words_name_nobody() {
        assert!(["agency", "valley", "bundesamt", "partei"].into_iter().all(is_generic));
        assert!(!["gaza", "schalke", "nabucco"].into_iter().any(is_generic));
    }

    #[test]
    fn the_list_is_folded() {
        for word in WORDS.iter().filter(|word| !word.contains('\'')) {
            assert_eq!(crate::engine::fold::fold(word).trim_start(), *word);
        }
    }
}
