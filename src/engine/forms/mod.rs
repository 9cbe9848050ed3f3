//! Forms: what a dictionary's entries look like in a text.
//!
//! A form is a fixed text and the endings that may follow it; endings are judged after the match and not multiplied
//! into patterns. Only what changes *inside* a form (Islamisch**en** Staates) makes another form.

mod decline;
pub mod people;
mod phrase;
mod romanise;
mod row;

pub use people::family_names;

use people::without_particle;
use phrase::without_hyphen;
use romanise::romanised;
pub use row::{Renumbered, Words};

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::dictionary::{Case, Dictionary, Entity, EntityIx, Policy, Written};
use super::fold::{fold, is_word};
use super::kind::KindId;
use super::language::given_names::is_given_name;
use super::language::paradigm::Of;
use super::language::{Ends, Language, Rules};
use super::pieces::pieces;
use super::rule::Rule;

/// One thing that a pattern may stand for.
#[derive(Clone, Debug)]
pub struct FormEntry {
    /// Whose form it is.
    pub entity: EntityIx,
    /// What sort of form.
    pub class: Class,
    /// As it is written, without endings.
    pub text: Arc<str>,
    /// The endings that may follow, folded.
    pub ends: Ends,
    /// It may stand without any of them.
    pub bare: bool,
    /// What the entry has, where `text` is a stem or a case of it.
    pub base: Option<Arc<str>>,
    /// How it may be matched.
    pub policy: Policy,
    /// The rule that made it, for the reader who asks why.
    pub rule: Rule,
    /// Bytes of `text` that belong to the form but not to the span: the *im* of *im Spiegel*.
    pub lead: u8,
    /// The form already carries an ending inside.
    pub inflected: bool,
    /// A noun may be joined to it without a hyphen.
    pub compounds: bool,
    /// The written form it comes from: its number among the entity's `name`, `names`, `aliases`.
    pub dated: Option<(Option<super::date::PartialDate>, Option<super::date::PartialDate>)>,
}

impl FormEntry {
    /// Whether the judge says of every text the same of both.
    #[must_use]
    pub fn is_judged_as(&self, other: &Self) -> bool {
        let like = |form: &Self| (form.class, form.bare, form.policy, form.lead, form.inflected, form.compounds);
        like(self) == like(other) && self.ends == other.ends && self.text == other.text
    }

    /// The form as the entry has it.
    #[must_use]
    pub fn written(&self) -> &Arc<str> {
        self.base.as_ref().unwrap_or(&self.text)
    }
}

/// The sorts of forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Class {
    /// A full name.
    Name,
    /// An acronym.
    Acronym,
    /// russisch
    Adjective,
    /// Russe
    Demonym,
    /// A family name or another `short`.
    Short,
    /// A part of a name that no other name has.
    Part,
    /// The generic name of an entry with `of`: Verteidigungsministerium.
    Headword,
    /// A generic noun that may refer back: Ministerium.
    Head,
    /// The title of an office: Präsident; the number of the role.
    Title(u16),
    /// A word that an entity needs in the paragraph.
    Need,
    /// A string inside which the entity is never mentioned.
    Not,
    /// A form that is never a mention of anybody.
    Hidden,
}

impl Class {
    /// Whether many entities share such a form, so that a text's hit is one candidate for all of them.
    #[must_use]
    pub fn is_shared(self) -> bool {
        matches!(self, Self::Headword | Self::Head | Self::Title(_))
    }
}

/// Makes the forms of some entities of a dictionary for articles in `language`, entity by entity: each entity is told, then its
/// forms. With the last entity come the forms that are hidden.
pub fn each(
    dictionary: &Dictionary,
    language: Language,
    entities: Range<u32>,
    mut entity: impl FnMut(EntityIx, &Entity),
    mut form: impl FnMut(FormEntry),
) {
    let mut maker = Maker::new(language);
    for ix in entities.clone().map(EntityIx) {
        let found = dictionary.peek(ix);
        entity(ix, &found);
        maker.all(ix, &found, dictionary);
        maker.forms.drain(..).for_each(&mut form);
    }
    let hidden = if entities.end as usize == dictionary.len() { &*dictionary.hidden_forms } else { &[] };
    for hidden in hidden {
        maker.push(EntityIx(u32::MAX), Class::Hidden, &Written::new(hidden), &[], Rule::Hidden);
    }
    maker.forms.drain(..).for_each(form);
}

/// Makes the forms of one entity.
#[must_use]
pub fn of(dictionary: &Dictionary, language: Language, ix: EntityIx) -> Vec<FormEntry> {
    let mut maker = Maker::new(language);
    maker.all(ix, &dictionary[ix], dictionary);
    maker.forms
}

struct Maker {
    rules: &'static Rules,
    language: Language,
    german: bool,
    forms: Vec<FormEntry>,
}

impl Maker {
    fn new(language: Language) -> Self {
        Self { rules: language.rules(), language, german: language == Language::De, forms: Vec::new() }
    }

    /// All forms of an entity.
    fn all(&mut self, ix: EntityIx, entity: &Entity, dictionary: &Dictionary) {
        if !entity.hidden {
            self.entity(ix, entity);
            self.inner_adjectives(ix, entity, dictionary);
        }
    }

    fn push(&mut self, entity: EntityIx, class: Class, written: &Written, ends: Ends, rule: Rule) {
        let text = written.text.as_str().into();
        let ends = if written.policy.inflect { ends } else { &[] };
        let dated = (written.since.is_some() || written.until.is_some()).then_some((written.since, written.until));
        self.forms.push(FormEntry {
            entity,
            class,
            text,
            ends,
            bare: true,
            base: None,
            policy: written.policy,
            rule,
            lead: 0,
            inflected: false,
            compounds: false,
            dated,
        });
    }

    /// The same form with another text.
    fn variant(&mut self, entity: EntityIx, class: Class, written: &Written, text: String, ends: Ends, rule: Rule) {
        let written = Written { text, ..written.clone() };
        self.push(entity, class, &written, ends, rule);
    }

    fn entity(&mut self, ix: EntityIx, entity: &Entity) {
        let composed = entity.of.is_some();
        for written in [&entity.name].into_iter().chain(&entity.names) {
            if composed {
                self.push(ix, Class::Headword, written, self.noun_ends(&written.text), Rule::Composed);
                self.decline(ix, Class::Headword, Of::Things, written, Rule::Composed);
            } else {
                self.name(ix, entity, written, Rule::Name);
            }
        }
        for written in &entity.aliases {
            self.name(ix, entity, written, Rule::Alias);
        }
        for written in &entity.acronyms {
            self.push(ix, Class::Acronym, written, self.rules.acronym, Rule::Acronym);
        }
        for written in &entity.adjectives {
            self.adjective(ix, written);
        }
        for written in &entity.demonyms {
            let ends = by_suffix(self.rules.demonym, &fold(&written.text)).unwrap_or(&[]);
            self.push(ix, Class::Demonym, written, ends, Rule::Demonym);
            self.stems(ix, Class::Demonym, Of::Things, written);
        }
        self.shorts(ix, entity);
        self.parts(ix, entity);
        self.heads(ix, entity);
        for (number, role) in (0..).zip(&entity.roles) {
            for (_, title) in &role.titles {
                let title = Written::new(title);
                self.push(ix, Class::Title(number), &title, self.rules.title, Rule::Office);
                self.decline(ix, Class::Title(number), Of::Things, &title, Rule::Office);
            }
        }
        let any = |text: &String| Written { policy: Policy { case: Case::Any, ..Policy::default() }, ..Written::new(text) };
        for text in &entity.needs {
            self.push(ix, Class::Need, &any(text), NEED_ENDS, Rule::Context);
            self.decline(ix, Class::Need, Of::Things, &any(text), Rule::Context);
        }
        for text in &entity.not {
            self.push(ix, Class::Not, &any(text), NEED_ENDS, Rule::Exclusion);
            self.decline(ix, Class::Not, Of::Things, &any(text), Rule::Exclusion);
        }
    }

    /// A full name with the forms that it declines to.
    fn name(&mut self, ix: EntityIx, entity: &Entity, written: &Written, rule: Rule) {
        let person = entity.kind == KindId::PERSON;
        let ends = if is_acronym_like(&written.text) {
            self.rules.acronym
        } else if person || entity.kind == KindId::PLACE {
            self.rules.name
        } else {
            self.noun_ends(&written.text)
        };
        // A place's alias may be its people: Amerikaner.
        let people = rule == Rule::Alias
            && entity.kind == KindId::PLACE
            && self.german
            && written.text.ends_with("er")
            && written.text.chars().all(is_word);
        let ends = if people { by_suffix(self.rules.demonym, &fold(&written.text)).unwrap_or(ends) } else { ends };
        self.push(ix, Class::Name, written, ends, rule);
        let long = written.text.chars().count() >= 5 && written.text.chars().all(is_word);
        if let Some(form) = self.forms.last_mut() {
            form.compounds = entity.kind == KindId::PLACE && entity.infer && written.policy.inflect && !written.policy.strict_edge && long;
        }
        if person
            && entity.infer
            && let Some(text) = without_particle(&written.text)
        {
            self.variant(ix, Class::Name, written, text, ends, Rule::WithoutParticle);
        }
        if !person && written.policy.inflect {
            self.phrase(ix, written, ends);
        }
        let rest =
            written.text.split_once(' ').filter(|(first, rest)| *first == "The" && rest.contains(' ')).map(|(_, rest)| rest.to_owned());
        if let Some(text) = rest.filter(|_| !person && entity.infer) {
            self.variant(ix, Class::Name, written, text, ends, Rule::WithoutArticle);
        }
        if self.is_own(written, entity) && !is_acronym_like(&written.text) {
            self.decline(ix, Class::Name, if person { Of::People } else { Of::Things }, written, Rule::Declined);
        }
        if !person && entity.infer {
            self.spelt(ix, written, ends);
        }
        let joined = without_hyphen(&written.text).filter(|_| !person && entity.infer && !written.policy.strict_edge);
        if let Some(text) = joined {
            let joined = Written { text, ..written.clone() };
            self.push(ix, Class::Name, &joined, ends, Rule::WithoutHyphen);
            self.phrase(ix, &joined, ends);
        }
    }

    fn adjective(&mut self, ix: EntityIx, written: &Written) {
        let capital = written.text.starts_with(char::is_uppercase);
        let indeclinable = self.german && capital && written.text.ends_with("er");
        let ends = match capital {
            _ if indeclinable => &[],
            true => self.rules.capital_adjective,
            false => self.rules.adjective,
        };
        self.push(ix, Class::Adjective, written, ends, Rule::Adjective);
        self.stems(ix, Class::Adjective, Of::Adjectives, written);
    }

    fn shorts(&mut self, ix: EntityIx, entity: &Entity) {
        if let Some(shorts) = &entity.short {
            for written in shorts {
                self.push(ix, Class::Short, written, self.rules.name, Rule::Short);
                let of = if entity.kind == KindId::PERSON { Of::People } else { Of::Things };
                self.decline(ix, Class::Short, of, written, Rule::Short);
            }
        } else if entity.kind == KindId::PERSON && entity.infer {
            let mut seen: Vec<String> = Vec::new();
            for written in [&entity.name].into_iter().chain(&entity.names).chain(&entity.aliases) {
                for text in family_names(&written.text) {
                    if !seen.contains(&text) {
                        seen.push(text.clone());
                        let family = Written { text, ..written.clone() };
                        self.push(ix, Class::Short, &family, self.rules.name, Rule::FamilyName);
                        if self.is_own(written, entity) {
                            self.decline(ix, Class::Short, Of::People, &family, Rule::FamilyName);
                        }
                        self.romanised(ix, written, &family);
                    }
                }
            }
        }
    }

    /// The family name as another language writes it.
    fn romanised(&mut self, ix: EntityIx, written: &Written, family: &Written) {
        let given = fold(written.text.split(' ').next().unwrap_or_default());
        if written.policy.exact_accents || written.policy.case == Case::Exact {
            return;
        }
        for text in romanised(given.trim_start(), &family.text) {
            self.variant(ix, Class::Short, family, text, self.rules.name, Rule::Romanised);
        }
    }

    /// Parts of names; the lexicon keeps those that nobody else has.
    fn parts(&mut self, ix: EntityIx, entity: &Entity) {
        if entity.kind == KindId::PERSON || entity.of.is_some() || !entity.infer || !entity.needs.is_empty() {
            return;
        }
        // Where names decline, an organisation's are made of common nouns that no list of ours knows.
        if !self.rules.paradigms.is_empty() && entity.kind != KindId::PLACE {
            return;
        }
        let ends = if entity.kind == KindId::PLACE { self.rules.name } else { self.rules.noun };
        for written in [&entity.name].into_iter().chain(&entity.names).filter(|written| written.policy.case == Case::Auto) {
            for piece in pieces(&written.text.split(' ').collect::<Vec<_>>(), self.rules) {
                if !is_acronym_like(&piece) && piece.chars().count() >= 6 && !is_given_name(fold(&piece).trim_start()) {
                    let part = Written { text: piece, ..written.clone() };
                    self.push(ix, Class::Part, &part, ends, Rule::Part);
                    self.decline(ix, Class::Part, Of::Things, &part, Rule::Part);
                }
            }
        }
    }

    fn heads(&mut self, ix: EntityIx, entity: &Entity) {
        let ends_of = |maker: &Self, text: &str| maker.noun_ends(text);
        match &entity.heads {
            Some(heads) => {
                for written in heads {
                    self.push(ix, Class::Head, written, ends_of(self, &written.text), Rule::GenericNoun);
                    self.decline(ix, Class::Head, Of::Things, written, Rule::GenericNoun);
                }
            }
            None if entity.kind == KindId::MINISTRY => {
                let mut heads: Vec<String> = Vec::new();
                for written in [&entity.name].into_iter().chain(&entity.names) {
                    heads.extend(head_of(&written.text, self.rules));
                }
                for (kind, generic) in self.rules.heads {
                    heads.extend(generic.iter().filter(|_| *kind == "ministry").map(|word| capitalised(word, self.german)));
                }
                heads.sort();
                heads.dedup();
                for head in heads {
                    let head = Written::new(&head);
                    self.push(ix, Class::Head, &head, ends_of(self, &head.text), Rule::GenericNoun);
                    self.decline(ix, Class::Head, Of::Things, &head, Rule::GenericNoun);
                }
            }
            None => {}
        }
    }
}

/// Context words and exclusions allow endings of any language.
const NEED_ENDS: Ends = &["s", "es", "e", "n", "en", "er", "em", "in", "innen", "t", "te", "ten"];

fn by_suffix(table: &'static [(&'static str, Ends)], folded: &str) -> Option<Ends> {
    table.iter().find(|(suffix, _)| folded.ends_with(suffix)).map(|(_, ends)| *ends)
}

fn capitalised(word: &str, capital: bool) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if capital => first.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}

/// Whether a form is all capitals and at most six letters: matched in exactly that case.
#[must_use]
pub fn is_acronym_like(text: &str) -> bool {
    if text.bytes().any(|byte| byte.is_ascii_lowercase() || byte == b' ') {
        return false;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (1..=6).contains(&letters) && text.chars().all(|c| !c.is_lowercase() && !c.is_whitespace()) && text.chars().any(char::is_uppercase)
}

/// The generic noun of a ministry's name: the last word before the first für, of, der …
fn head_of(name: &str, rules: &Rules) -> Option<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let end = words.iter().position(|word| rules.head_ends_before.contains(&fold(word).trim_start())).unwrap_or(words.len());
    words.get(end.checked_sub(1)?).map(|word| (*word).to_owned())
}
