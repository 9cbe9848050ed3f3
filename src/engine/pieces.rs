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
    // Where names decline, what follows their noun is somebody else's genitive, and only adjectives may be left out
    // before it: Британия for Великая Британия, neither Великая nor the Британии of Банк Британии.
    let declining = !rules.paradigms.is_empty();
    let may_begin = |start: usize| !declining || words[..start].iter().all(|word| is_adjective(rules, word));
    let names = |word: &str| special(&word) && !is_common(word);
    let single = if declining {
        let last = words.len() - 1;
        Some(&words[last]).filter(|word| may_begin(last) && !is_adjective(rules, word) && names(word))
    } else {
        words.iter().find(|word| names(word))
    };
    pieces.extend(single.filter(|word| letters(word) >= 4).map(|word| (*word).to_owned()));
    for start in 0..words.len() {
        for end in start + 2..=words.len().min(start + LONGEST) {
            let part = &words[start..end];
            let inner = part.len() < words.len() && capital(part[0]) && part.last().is_some_and(|word| capital(word));
            if inner && may_begin(start) && part.iter().any(special) && !rules.determiners.contains(&fold(part[0]).trim_start()) {
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
