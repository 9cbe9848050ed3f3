//! Given names: what makes the word after it somebody's family name.
//!
//! The list is data, `given_names.txt`; its head names the source.

use std::sync::LazyLock;

use super::slavic_names::is_slavic;
use super::words;
use crate::engine::quick::QuickSet;

static NAMES: LazyLock<QuickSet<&str>> = LazyLock::new(|| words(include_str!("given_names.txt")));

/// Whether a folded word is a given name of the list, or of that of Slavic names.
#[must_use]
pub fn is_given_name(folded: &str) -> bool {
    NAMES.contains(folded) || is_slavic(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_are_known_and_other_words_are_not() {
        assert!(["denzel", "peter", "wladimir", "anna"].into_iter().all(is_given_name));
        assert!(!["moskau", "praesident", "the", "minister"].into_iter().any(is_given_name));
    }

    #[test]
    fn the_list_is_folded() {
        for name in NAMES.iter() {
            assert_eq!(crate::engine::fold::fold(name).trim_start(), *name);
        }
    }
}
