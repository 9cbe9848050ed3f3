//! Common words of German and English: a name that is one of them proves little by itself (Zeit, Union, Will, Kohl).
//!
//! The list is data, `common.txt`, and knows base forms only: neither plurals nor declined forms are looked for.

use std::sync::LazyLock;

use super::words;
use crate::engine::quick::QuickSet;

static WORDS: LazyLock<QuickSet<&str>> = LazyLock::new(|| words(include_str!("common.txt")));

/// Whether the word is a common one of German or English, in whatever case it is written.
#[must_use]
pub fn is_common(word: &str) -> bool {
    WORDS.contains(word) || WORDS.contains(word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_also_names_are_common_in_every_case() {
        for word in ["Zeit", "Union", "Will", "will", "BILD", "Welt", "Stern", "Reich", "Essen", "Lang", "Klein", "Kurz", "May", "the"] {
            assert!(is_common(word), "{word}");
        }
    }

    #[test]
    fn names_that_are_nothing_else_are_not() {
        for name in ["Lecornu", "Schoigu", "Merkel", "Scholz", "Trump", "Riga", "Russland", "France", "NATO", "Zeit Online", ""] {
            assert!(!is_common(name), "{name}");
        }
    }

    #[test]
    fn the_list_is_in_lower_case() {
        assert!(WORDS.len() > 1000);
        assert!(WORDS.iter().all(|word| word.to_lowercase() == **word));
    }
}
