//! Forms whose inner words change: declined phrases, articles, spellings, hyphens.

use super::{Class, Maker, by_suffix};
use crate::engine::dictionary::{EntityIx, Written};
use crate::engine::fold::{fold, is_word};
use crate::engine::language::{Ends, is_common};
use crate::engine::rule::Rule;

impl Maker {
    /// International Organisation for Migration, US Army: the spellings that the language has for parts of a name.
    pub(super) fn spelt(&mut self, ix: EntityIx, written: &Written, ends: Ends) {
        for (one, other) in self.rules.spellings {
            for (from, to) in [(one, other), (other, one)] {
                // An abbreviation stands for the words, not the words for somebody's abbreviation.
                let shorter = to.len() + 2 < from.len();
                if (shorter || from.len().abs_diff(to.len()) < 3) && written.text.contains(from) {
                    self.variant(ix, Class::Name, written, written.text.replacen(from, to, 1), ends, Rule::Spelling);
                }
            }
        }
    }

    /// Islamischer Staat → Islamischen Staates; Der Spiegel → des Spiegels; Rat der EU → Rates der EU.
    pub(super) fn phrase(&mut self, ix: EntityIx, written: &Written, ends: Ends) {
        let words: Vec<&str> = written.text.split(' ').collect();
        let first = self.forms.len();
        for (text, lead) in self.declined(&words) {
            self.variant(ix, Class::Name, written, text, ends, Rule::Declined);
            if let Some(form) = self.forms.last_mut() {
                form.lead = u8::try_from(lead).unwrap_or(0);
            }
        }
        if let Some(stem) = words.last().filter(|_| self.article(words[0]).is_some()).and_then(|last| last.strip_suffix("en")) {
            let text = format!("{} {stem}e", words[..words.len() - 1].join(" "));
            self.variant(ix, Class::Name, written, text, &["r", "n"], Rule::Declined);
        }
        for form in &mut self.forms[first..] {
            form.inflected = form.text.to_lowercase() != written.text.to_lowercase();
        }
    }

    pub(super) fn article(&self, word: &str) -> Option<&'static [&'static str]> {
        let is = |article: &str| {
            if word.is_ascii() { word.eq_ignore_ascii_case(article) } else { word.chars().flat_map(char::to_lowercase).eq(article.chars()) }
        };
        self.rules.articles.iter().find(|(article, _)| is(article)).map(|(_, cases)| *cases)
    }

    /// The texts that the words decline to, each with the bytes that lead into it without belonging to it.
    pub(super) fn declined(&self, words: &[&str]) -> Vec<(String, usize)> {
        let mut texts = Vec::new();
        if words.len() < 2 {
            return texts;
        }
        // "In der Welt", "mit der Zeit" are rarely the newspapers: a common noun keeps its *die* as it is written.
        let noun = words.len() == 2 && is_common(words[1]) && words[0] == "Die" && !words[1].ends_with(['e', 'n']);
        if let Some(cases) = self.article(words[0]).filter(|_| !noun) {
            let rest = words[1..].join(" ");
            for case in cases {
                let contraction =
                    !self.rules.articles.iter().any(|(article, _)| article == case) && !matches!(*case, "den" | "dem" | "des");
                texts.push((format!("{case} {rest}"), if contraction { case.len() + 1 } else { 0 }));
            }
            texts.extend(self.agreeing(&words[1..]).into_iter().flat_map(|rest| {
                let own = [words[0]].into_iter().chain(cases.iter().copied());
                own.map(move |case| (format!("{case} {rest}"), 0)).collect::<Vec<_>>()
            }));
        }
        texts.extend(self.agreeing(words).into_iter().map(|text| (text, 0)));
        texts.extend(self.governing(words).into_iter().map(|text| (text, 0)));
        texts
    }

    /// Leading words that end as adjectives do take every ending together.
    pub(super) fn agreeing(&self, words: &[&str]) -> Vec<String> {
        let stem = |word: &str| {
            let mut ends = ["em", "en", "er", "es", "e"].into_iter();
            let stem = ends.find_map(|end| word.strip_suffix(end).filter(|_| self.rules.phrase.contains(&end)))?;
            let capital = word.starts_with(char::is_uppercase) && word.chars().count() >= 4;
            capital.then(|| stem.to_owned())
        };
        let stems: Vec<String> = words[..words.len() - 1].iter().map_while(|word| stem(word)).collect();
        if stems.is_empty() {
            return Vec::new();
        }
        let rest = words[stems.len()..].join(" ");
        let with = |end: &&str| stems.iter().flat_map(|stem| [stem.as_str(), end, " "]).collect::<String>() + &rest;
        let own = words.join(" ");
        self.rules.phrase.iter().map(with).filter(|text| *text != own).collect()
    }

    /// A noun before its genitive declines: (Rat)es der Europäischen Union.
    pub(super) fn governing(&self, words: &[&str]) -> Vec<String> {
        let Some(at) = words.iter().position(|word| self.rules.head_ends_before.contains(&fold(word).trim_start())) else {
            return Vec::new();
        };
        if at == 0 || !words[at - 1].starts_with(char::is_uppercase) {
            return Vec::new();
        }
        let ends = self.noun_ends(words[at - 1]);
        let with = |end: &&str| format!("{}{end} {}", words[..at].join(" "), words[at..].join(" "));
        ends.iter().map(with).collect()
    }

    pub(super) fn noun_ends(&self, text: &str) -> Ends {
        by_suffix(self.rules.noun_after, &fold(text)).unwrap_or(self.rules.noun)
    }
}

/// `Presse-Agentur` → `Presseagentur`; only where both sides are words of three letters or more.
pub(super) fn without_hyphen(name: &str) -> Option<String> {
    if !name.contains('-') {
        return None;
    }
    let joined = |word: &str| {
        let parts: Vec<&str> = word.split('-').collect();
        let long = parts.iter().all(|part| part.chars().count() >= 3 && part.chars().all(is_word) && part.chars().any(char::is_lowercase));
        if parts.len() > 1 && parts.iter().all(|part| part.chars().count() >= 2 && part.chars().all(char::is_uppercase)) {
            return parts.concat();
        }
        if !long || parts.len() < 2 {
            return word.to_owned();
        }
        let tail = parts[1..].iter().map(|part| part.to_lowercase());
        [parts[0].to_owned()].into_iter().chain(tail).collect()
    };
    let text = name.split(' ').map(joined).collect::<Vec<_>>().join(" ");
    (text != name).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::language::Language;

    #[test]
    fn a_hyphen_inside_a_name_may_be_missing() {
        assert_eq!(without_hyphen("Deutsche Presse-Agentur").as_deref(), Some("Deutsche Presseagentur"));
        assert_eq!(without_hyphen("IS-Miliz"), None);
    }

    fn texts(name: &str) -> Vec<String> {
        let mut maker = Maker::new(Language::De);
        maker.phrase(EntityIx(0), &Written::new(name), &[]);
        maker.forms.iter().map(|form| form.text.to_string()).collect()
    }

    #[test]
    fn german_phrases_decline() {
        assert!(texts("Islamischer Staat").contains(&"Islamischen Staat".into()));
        assert!(texts("Freie Demokratische Partei").contains(&"Freien Demokratischen Partei".into()));
        assert!(texts("Der Spiegel").contains(&"im Spiegel".into()));
        assert!(texts("Die Grünen").contains(&"der Grünen".into()));
        assert!(texts("Rat der Europäischen Union").contains(&"Rates der Europäischen Union".into()));
    }
}
