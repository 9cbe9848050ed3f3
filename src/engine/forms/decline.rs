//! Forms by the paradigms of a language: the cases of names, adjectives and demonyms.

use super::{Class, Maker};
use crate::engine::dictionary::{Dictionary, Entity, EntityIx, Written};
use crate::engine::fold::fold;
use crate::engine::language::paradigm::{Of, phrase, stems};
use crate::engine::rule::Rule;

impl Maker {
    /// Whether a name declines as the article's language does: a name that is given for another language does only
    /// where the entity has none in this one.
    pub(super) fn is_own(&self, written: &Written, entity: &Entity) -> bool {
        let foreign = written.lang.is_some_and(|lang| lang != self.language);
        !foreign || !entity.names.iter().any(|name| name.lang == Some(self.language))
    }

    /// The cases of a name by the paradigms of the language.
    pub(super) fn decline(&mut self, ix: EntityIx, class: Class, of: Of, written: &Written, rule: Rule) {
        if !written.policy.inflect || self.rules.paradigms.is_empty() {
            return;
        }
        for phrase in phrase(self.rules, of, &written.text) {
            self.variant(ix, class, written, phrase.text, phrase.ends, rule);
            if let Some(form) = self.forms.last_mut() {
                form.bare = phrase.bare;
                form.inflected = phrase.inflected;
                form.base = (*form.text != *written.text).then(|| written.text.as_str().into());
            }
        }
    }

    /// The declined forms of an adjective or demonym; whether it has any.
    pub(super) fn stems(&mut self, ix: EntityIx, class: Class, of: Of, written: &Written) -> bool {
        let (paradigms, rule) =
            if class == Class::Adjective { (self.rules.adjectives, Rule::Adjective) } else { (self.rules.demonyms, Rule::Demonym) };
        let stems = stems(paradigms, of, &written.text);
        for stem in stems.iter().filter(|_| written.policy.inflect) {
            self.variant(ix, class, written, stem.text.to_owned(), stem.ends, rule);
            if let Some(form) = self.forms.last_mut() {
                form.bare = stem.ends.contains(&"");
                form.base = (*form.text != *written.text).then(|| written.text.as_str().into());
            }
        }
        !stems.is_empty()
    }

    /// Ministère *russe* de la Défense: where adjectives follow their noun, that of the country stands inside the name.
    pub(super) fn inner_adjectives(&mut self, ix: EntityIx, entity: &Entity, dictionary: &Dictionary) {
        let Some(of) = entity.of.as_deref().and_then(|of| dictionary.find(of)).filter(|_| self.rules.adjective_after) else { return };
        for written in [&entity.name].into_iter().chain(&entity.names) {
            if !self.is_own(written, entity) {
                continue;
            }
            let words: Vec<&str> = written.text.split(' ').collect();
            let of_word =
                |word: &&str| self.rules.head_ends_before.contains(&fold(word).split('\'').next().unwrap_or_default().trim_start());
            let Some(at) = words.iter().position(of_word).filter(|&at| at > 0) else { continue };
            let (noun, rest) = (words[..at].join(" "), words[at..].join(" "));
            let adjectives: Vec<String> = dictionary[of].adjectives.iter().flat_map(|adjective| self.genders(&adjective.text)).collect();
            for adjective in adjectives {
                self.variant(ix, Class::Name, written, format!("{noun} {adjective} {rest}"), &[], Rule::Composed);
            }
        }
    }

    /// An adjective in both genders: russe, français and française, ruso and rusa.
    pub(super) fn genders(&self, text: &str) -> Vec<String> {
        let of_paradigm = stems(self.rules.adjectives, Of::Adjectives, text).into_iter();
        let mut texts: Vec<String> =
            of_paradigm.flat_map(|stem| stem.ends.iter().take(2).map(move |end| format!("{}{end}", stem.text))).collect();
        texts.push(text.to_owned());
        texts.extend(self.rules.adjective.iter().filter(|end| end.ends_with('e')).map(|end| format!("{text}{end}")));
        texts
    }
}
