//! Pieces of names: the contiguous parts of a name that may stand for the whole.

use super::fold::fold;
use super::language::generic::is_generic;
use super::language::paradigm::is_adjective;
use super::language::{Rules, is_common};

/// The longest piece in words.
const LONGEST: usize = 6;

/// Contiguous parts of a name's words, shorter than the name, with a word that is not generic: several words, or the
/// first such word alone if it has four letters and is no common word.
#[must_use]
pub fn pieces(words: &[&str], rules: &Rules) -> Vec<String> {
    let special = |word: &&str| word.starts_with(char::is_uppercase) && !word.ends_with('.') && !is_generic(fold(word).trim_start());
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let mut pieces = Vec::new();
    if words.len() < 2 {
        return pieces;
    }
    // Where adjectives decline with their noun, one by itself names nobody: Британия for Великая Британия, not Великая.
    let single = words.iter().find(|word| special(word) && !is_common(word) && !is_adjective(rules, word));
    pieces.extend(single.filter(|word| letters(word) >= 4).map(|word| (*word).to_owned()));
    for start in 0..words.len() {
        for end in start + 2..=words.len().min(start + LONGEST) {
            let part = &words[start..end];
            let inner = part.len() < words.len() && capital(part[0]) && part.last().is_some_and(|word| capital(word));
            if inner && part.iter().any(special) && !rules.determiners.contains(&fold(part[0]).trim_start()) {
                pieces.push(part.join(" "));
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::language::Language;

    #[test]
    fn pieces_hold_a_word_that_is_not_generic() {
        let of = |name: &str| pieces(&name.split(' ').collect::<Vec<_>>(), Language::En.rules());
        assert_eq!(of("FC Schalke 04"), ["Schalke", "FC Schalke", "Schalke 04"]);
        assert_eq!(of("UEFA Champions League"), ["UEFA", "UEFA Champions", "Champions League"]);
        assert!(of("National Security Agency").is_empty());
        assert!(of("Nato").is_empty());
    }
}
