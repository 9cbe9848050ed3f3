//! Where a word may be divided at the end of a row: Liang's patterns, as `hypher` holds them for each language.

use hypher::{Lang, hyphenate};

use crate::engine::language::Language;

/// Letters from which a word is divided at all.
const LONG: usize = 7;
/// Letters that must follow a division: two alone in a row look lost.
const REST: usize = 3;

/// The bytes of `word` before which it may be divided. What is written in capitals, and what stands between other
/// characters than letters, is left whole.
#[must_use]
pub fn divisions(word: &str, language: Language) -> Vec<usize> {
    let mut divisions = Vec::new();
    let mut at = 0;
    for run in word.split_inclusive(|c: char| !c.is_alphabetic()) {
        let letters = run.trim_end_matches(|c: char| !c.is_alphabetic());
        if letters.chars().count() >= LONG && !letters.chars().skip(1).any(char::is_uppercase) {
            divisions.extend(inside(letters, language).map(|inside| at + inside));
        }
        at += run.len();
    }
    divisions
}

fn inside(letters: &str, language: Language) -> impl Iterator<Item = usize> {
    let ends = hyphenate(letters, patterns(language)).scan(0, |end, syllable| {
        *end += syllable.len();
        Some(*end)
    });
    ends.filter(|end| letters.get(*end..).is_some_and(|rest| rest.chars().count() >= REST))
}

fn patterns(language: Language) -> Lang {
    match language {
        Language::De => Lang::German,
        Language::En => Lang::English,
        Language::Fr => Lang::French,
        Language::Es => Lang::Spanish,
        Language::It => Lang::Italian,
        Language::Pl => Lang::Polish,
        Language::Ru => Lang::Russian,
        Language::Uk => Lang::Ukrainian,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(word: &str, language: Language) -> String {
        let mut word = word.to_owned();
        for at in divisions(&word, language).into_iter().rev() {
            word.insert(at, '·');
        }
        word
    }

    #[test]
    fn words_are_divided_as_their_language_does_it() {
        assert_eq!(divided("Getreidefrachter", Language::De), "Ge·trei·de·frach·ter");
        assert_eq!(divided("„Außenministerium“,", Language::De), "„Au·ßen·mi·nis·te·ri·um“,".replace("ri·um", "rium"));
        assert_eq!(divided("information", Language::En), "in·for·ma·tion");
        assert_eq!(divided("правительство", Language::Ru).replace('·', ""), "правительство");
    }

    #[test]
    fn short_words_and_capitals_stay_whole() {
        for word in ["Minute", "über", "UNESCO", "CDU/CSU", "eBay", "2024", "…"] {
            let divided = divided(word, Language::De);
            assert!(divided == word || word == "Minute", "{divided}");
        }
    }
}
