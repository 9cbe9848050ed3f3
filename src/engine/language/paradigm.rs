//! Paradigms: how the words of a declining language change, as data, and the one piece of code that reads it.
//!
//! A paradigm is chosen by how the base form of a word ends; the longest ending that fits decides, and of equal ones all.
//! No text is ever taken apart: forms are made from what the dictionary has.

use super::{Ends, Rules};
use crate::engine::fold::fold;

/// How the words of one ending decline.
#[derive(Debug)]
pub struct Paradigm {
    /// What the base form ends in, in small letters, with accents or without. A space at its beginning: the whole word.
    pub after: &'static [&'static str],
    /// The endings (folded): first that of the base form, then genitive, dative, accusative, instrumental, locative,
    /// then others, which go with the dative of other words. They stand in the place of the first.
    pub ends: Ends,
    /// Which words it is for.
    pub of: Of,
}

/// Which words a paradigm is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Every noun.
    Nouns,
    /// The words of persons' names.
    People,
    /// Nouns that are no persons' names.
    Things,
    /// Adjectives beside a noun, in its number and gender.
    Adjectives,
}

impl Of {
    fn takes(self, word: Self) -> bool {
        self == word || (self == Self::Nouns && matches!(word, Self::People | Self::Things))
    }
}

pub(super) const fn nouns(after: &'static [&'static str], ends: Ends) -> Paradigm {
    Paradigm { after, ends, of: Of::Nouns }
}

pub(super) const fn people(after: &'static [&'static str], ends: Ends) -> Paradigm {
    Paradigm { after, ends, of: Of::People }
}

pub(super) const fn things(after: &'static [&'static str], ends: Ends) -> Paradigm {
    Paradigm { after, ends, of: Of::Things }
}

pub(super) const fn adjectives(after: &'static [&'static str], ends: Ends) -> Paradigm {
    Paradigm { after, ends, of: Of::Adjectives }
}

/// What of a word stays and the endings that it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stem<'a> {
    /// As written, without the ending of the base form.
    pub text: &'a str,
    /// The endings, that of the base form first.
    pub ends: Ends,
}

/// The stems of a word by these paradigms; none: it does not decline.
#[must_use]
pub fn stems<'a>(paradigms: &'static [Paradigm], of: Of, word: &'a str) -> Vec<Stem<'a>> {
    if paradigms.is_empty() {
        return Vec::new();
    }
    let (folded, lower) = (fold(word), format!(" {}", word.to_lowercase()));
    let fit = |paradigm: &Paradigm| {
        let fits = |after: &&&str| folded.ends_with(**after) || lower.ends_with(**after);
        paradigm.after.iter().filter(fits).map(|after| after.len()).max()
    };
    let fitting: Vec<(usize, &Paradigm)> =
        paradigms.iter().filter(|paradigm| paradigm.of.takes(of)).filter_map(|paradigm| Some((fit(paradigm)?, paradigm))).collect();
    let longest = fitting.iter().map(|(length, _)| *length).max();
    let best = fitting.into_iter().filter(|(length, _)| Some(*length) == longest);
    best.filter_map(|(_, paradigm)| stem(word, paradigm.ends)).collect()
}

/// Cuts the ending of the base form off; two letters at least stay.
fn stem(word: &str, ends: Ends) -> Option<Stem<'_>> {
    let base = ends.first()?.chars().count();
    let letters = word.chars().count();
    let at = word.char_indices().nth(letters.checked_sub(base)?).map_or(word.len(), |(at, _)| at);
    (letters >= base + 2).then(|| Stem { text: &word[..at], ends })
}

/// Whether a folded word is the folded name or a form of it in one of its cases.
#[must_use]
pub fn is_form_of(rules: &'static Rules, word: &str, name: &str) -> bool {
    if word.strip_prefix(name).is_some_and(|tail| tail.is_empty() || rules.name.contains(&tail)) {
        return true;
    }
    let shared = name.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
    shared >= 2
        && stems(rules.paradigms, Of::People, name)
            .iter()
            .any(|stem| word.strip_prefix(stem.text).is_some_and(|tail| stem.ends.contains(&tail)))
}

/// A folded given name in all its cases.
#[must_use]
pub fn forms_of(rules: &'static Rules, name: &str) -> Vec<String> {
    let found = stems(rules.paradigms, Of::People, name);
    let declined = found.iter().flat_map(|stem| stem.ends.iter().map(|end| format!("{}{end}", stem.text)));
    [name.to_owned()].into_iter().chain(declined).collect()
}

/// A name's words in the cases other than the first.
pub struct Phrase {
    /// The words before the last that declines, and that last one's stem or, where words follow that do not decline, all.
    pub text: String,
    /// The endings that may follow; for a stem one of them must.
    pub ends: Ends,
    /// An ending has been put on inside already.
    pub inflected: bool,
    /// It may stand without an ending.
    pub bare: bool,
}

/// How many different texts of the leading words a name may have: three words in all cases and a few doublets.
const TEXTS: usize = 8;

/// The forms of a name in which every word that declines does so in agreement. The base form itself is not among them.
#[must_use]
pub fn phrase(rules: &'static Rules, of: Of, name: &str) -> Vec<Phrase> {
    let words: Vec<&str> = name.split(' ').collect();
    let mut declined: Vec<Vec<Stem>> =
        if of == Of::People { words.iter().map(|word| stems(rules.paradigms, of, word)).collect() } else { noun_phrase(rules, &words) };
    let Some(last) = declined.pop() else { return Vec::new() };
    let (end, inner) = (words[words.len() - 1], &words[..words.len() - 1]);
    let mut phrases = Vec::new();
    for (number, leading) in leading_texts(inner, &declined).into_iter().enumerate() {
        let uninflected = number == 0;
        for stem in &last {
            let bare = stem.ends.iter().skip(usize::from(uninflected)).any(|end| end.is_empty()) || stem.text == end;
            let ends = if uninflected { &stem.ends[1..] } else { stem.ends };
            phrases.push(Phrase { text: format!("{leading}{}", stem.text), ends, inflected: !uninflected, bare });
        }
        if last.is_empty() && !uninflected {
            phrases.push(Phrase { text: format!("{leading}{end}"), ends: &[], inflected: true, bare: true });
        }
    }
    phrases
}

/// The texts of the leading words in all cases, each with a space after it: first as they are written.
fn leading_texts(words: &[&str], declined: &[Vec<Stem>]) -> Vec<String> {
    let rows = declined.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let mut texts: Vec<String> = vec![words.iter().flat_map(|word| [word, " "]).collect()];
    for row in 0..rows {
        let chosen: Vec<Option<&Stem>> = declined.iter().map(|stems| stems.get(row).or(stems.last())).collect();
        let cases = chosen.iter().flatten().map(|stem| stem.ends.len()).max().unwrap_or(0);
        for case in 1..cases {
            let word = |(word, stem): (&&str, Option<&Stem>)| match stem {
                Some(stem) => format!("{}{} ", stem.text, stem.ends.get(case).or(stem.ends.get(2)).unwrap_or(&"")),
                None => format!("{word} "),
            };
            let text: String = words.iter().zip(chosen.iter().copied()).map(word).collect();
            if !texts.contains(&text) && texts.len() < TEXTS {
                texts.push(text);
            }
        }
    }
    texts
}

/// Of a noun with its company decline: adjectives before it, itself, adjectives after it where the language has them
/// there, and the same again after an *and*. What follows is in the genitive and stays.
fn noun_phrase<'a>(rules: &'static Rules, words: &[&'a str]) -> Vec<Vec<Stem<'a>>> {
    let adjective = |word: &'a str| stems(rules.paradigms, Of::Adjectives, word);
    let noun = |word: &'a str| stems(rules.paradigms, Of::Things, word);
    let mut declined: Vec<Vec<Stem>> = vec![Vec::new(); words.len()];
    let mut at = 0;
    loop {
        let head =
            (at + 1..words.len()).take_while(|&next| !adjective(words[next - 1]).is_empty()).find(|&next| !noun(words[next]).is_empty());
        while head.is_some_and(|head| at < head) {
            declined[at] = adjective(words[at]);
            at += 1;
        }
        declined[at] = noun(words[at]);
        if declined[at].is_empty() {
            declined[at] = adjective(words[at]);
        }
        at += 1;
        while rules.adjective_after && at < words.len() && !adjective(words[at]).is_empty() {
            declined[at] = adjective(words[at]);
            at += 1;
        }
        if at + 1 >= words.len() || !rules.conjunctions.contains(&words[at]) {
            return declined;
        }
        at += 1;
    }
}

/// Whether a word is an adjective of the language, in whatever case.
#[must_use]
pub fn is_adjective(rules: &Rules, word: &str) -> bool {
    let folded = fold(word);
    let oblique = |paradigm: &&Paradigm| {
        let stem = |after: &&str| after.strip_suffix(paradigm.ends[0]).filter(|stem| !stem.trim_start().is_empty()).map(fold);
        let ends_as =
            |stem: String| paradigm.ends.iter().any(|end| folded.strip_suffix(end).is_some_and(|word| word.ends_with(stem.trim_start())));
        paradigm.of == Of::Adjectives && paradigm.after.iter().filter_map(stem).any(ends_as)
    };
    !stems(rules.paradigms, Of::Adjectives, word).is_empty() || rules.paradigms.iter().any(|paradigm| oblique(&paradigm))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::language::Language;

    fn texts(language: Language, of: Of, name: &str) -> Vec<String> {
        let forms = phrase(language.rules(), of, name);
        forms.iter().flat_map(|form| form.ends.iter().map(|end| fold(&format!("{}{end}", form.text)).trim_start().to_owned())).collect()
    }

    #[track_caller]
    fn declines(language: Language, of: Of, name: &str, cases: &str) {
        let texts = texts(language, of, name);
        for case in cases.split(", ") {
            assert!(texts.contains(&fold(case).trim_start().to_owned()), "{case} of {name} is not among {texts:?}");
        }
    }

    #[test]
    fn every_ending_is_folded_and_the_first_is_that_of_the_base_form() {
        for language in Language::ALL {
            let rules = language.rules();
            for paradigm in rules.paradigms.iter().chain(rules.adjectives).chain(rules.demonyms) {
                for end in paradigm.ends {
                    let bare = end.trim_start_matches('\'');
                    assert_eq!(fold(bare).trim_start(), bare, "{language:?} {paradigm:?}");
                }
                if paradigm.of != Of::Adjectives {
                    let fits = |after: &&str| after.ends_with(paradigm.ends[0]) || fold(after).ends_with(paradigm.ends[0]);
                    assert!(paradigm.after.iter().any(fits), "{language:?} {paradigm:?}");
                }
            }
            let words = [rules.determiners, rules.indefinite, rules.not_in_office, rules.of_another, rules.elisions, rules.bracket_cues];
            for word in words.into_iter().flatten().filter(|word| !word.contains('.')) {
                assert_eq!(fold(word).trim_start(), *word, "{language:?}");
            }
        }
    }

    #[test]
    fn stems_change_as_the_language_has_it() {
        declines(Language::Ru, Of::Things, "Москва", "Москвы, Москве, Москву, Москвой");
        declines(Language::Uk, Of::Things, "Київ", "Києва, Києву, Києвом, Києві");
        declines(Language::Uk, Of::Things, "Харків", "Харкова, Харкові, Харковом");
        declines(Language::Uk, Of::Things, "Польща", "Польщі, Польщу, Польщею");
        declines(Language::Pl, Of::Things, "Polska", "Polski, Polsce, Polskę, Polską");
        declines(Language::Pl, Of::Things, "Warszawa", "Warszawy, Warszawie");
        declines(Language::Pl, Of::Things, "Kijów", "Kijowa, Kijowie, Kijowem");
        declines(Language::Pl, Of::Things, "Niemcy", "Niemiec, Niemczech, Niemcami");
    }

    #[test]
    fn the_words_of_a_name_agree() {
        declines(Language::Ru, Of::People, "Владимир Путин", "Владимира Путина, Владимиру Путину, Владимиром Путиным");
        declines(Language::Ru, Of::Things, "Европейский союз", "Европейского союза, Европейскому союзу, Европейском союзе");
        declines(Language::Uk, Of::Things, "Верховна Рада", "Верховної Ради, Верховній Раді, Верховну Раду");
        declines(Language::Pl, Of::Things, "Komisja Europejska", "Komisji Europejskiej, Komisję Europejską");
        declines(Language::Pl, Of::Things, "Stany Zjednoczone", "Stanów Zjednoczonych, Stanami Zjednoczonymi");
        declines(Language::Pl, Of::People, "Jarosław Kaczyński", "Jarosława Kaczyńskiego, Jarosławem Kaczyńskim");
    }

    #[test]
    fn a_name_has_few_forms() {
        for (language, name) in [
            (Language::Ru, "Владимир Владимирович Путин"),
            (Language::Uk, "Володимир Олександрович Зеленський"),
            (Language::Pl, "Jan Krzysztof Bielecki"),
        ] {
            let forms = phrase(language.rules(), Of::People, name);
            assert!(forms.len() <= 8, "{name}: {}", forms.len());
        }
    }

    #[test]
    fn a_complement_stays_in_its_case() {
        let texts = texts(Language::Pl, Of::Things, "Rada Bezpieczeństwa");
        assert!(texts.is_empty(), "{texts:?}");
        let forms = phrase(Language::Pl.rules(), Of::Things, "Rada Bezpieczeństwa");
        assert!(forms.iter().any(|form| fold(&form.text) == " rady bezpieczenstwa" && form.bare));
    }

    #[test]
    fn a_given_name_is_known_in_its_cases() {
        let rules = Language::Ru.rules();
        assert!(is_form_of(rules, "бориса", "борис") && is_form_of(rules, "терезой", "тереза"));
        assert!(!is_form_of(rules, "борисов", "борис"));
    }
}
