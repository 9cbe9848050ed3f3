//! Forms: what a dictionary's entries look like in a text.
//!
//! A form is a fixed text and the endings that may follow it; endings are judged after the match and not multiplied
//! into patterns. Only what changes *inside* a form (Islamisch**en** Staates) makes another form.

use super::dictionary::{Case, Dictionary, Entity, EntityIx, Policy, Written};
use super::fold::{fold, is_word};
use super::kind::KindId;
use super::language::given_names::is_given_name;
use super::language::paradigm::{Of, phrase, stems};
use super::language::{Ends, Language, Rules, is_common};
use super::pieces::pieces;

/// One thing that a pattern may stand for.
#[derive(Clone, Debug)]
pub struct FormEntry {
    /// Whose form it is.
    pub entity: EntityIx,
    /// What sort of form.
    pub class: Class,
    /// As it is written, without endings.
    pub text: Box<str>,
    /// The endings that may follow, folded.
    pub ends: Ends,
    /// It may stand without any of them.
    pub bare: bool,
    /// What the entry has, where `text` is a stem or a case of it.
    pub base: Option<Box<str>>,
    /// How it may be matched.
    pub policy: Policy,
    /// The rule that made it, for the reader who asks why.
    pub rule: &'static str,
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
    /// The form as the entry has it.
    #[must_use]
    pub fn written(&self) -> &str {
        self.base.as_deref().unwrap_or(&self.text)
    }
}

/// The sorts of forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// Makes all forms of a dictionary for articles in `language`.
#[must_use]
pub fn forms(dictionary: &Dictionary, language: Language) -> Vec<FormEntry> {
    let mut maker = Maker { rules: language.rules(), language, german: language == Language::De, forms: Vec::new() };
    for (ix, entity) in dictionary.iter() {
        if !entity.hidden {
            maker.entity(ix, entity);
            maker.inner_adjectives(ix, entity, dictionary);
        }
    }
    for hidden in &dictionary.hidden_forms {
        maker.push(EntityIx(u32::MAX), Class::Hidden, &Written::new(hidden), &[], "hidden");
    }
    maker.forms
}

struct Maker {
    rules: &'static Rules,
    language: Language,
    german: bool,
    forms: Vec<FormEntry>,
}

impl Maker {
    fn push(&mut self, entity: EntityIx, class: Class, written: &Written, ends: Ends, rule: &'static str) {
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
    fn variant(&mut self, entity: EntityIx, class: Class, written: &Written, text: String, ends: Ends, rule: &'static str) {
        let written = Written { text, ..written.clone() };
        self.push(entity, class, &written, ends, rule);
    }

    fn entity(&mut self, ix: EntityIx, entity: &Entity) {
        let composed = entity.of.is_some();
        for written in [&entity.name].into_iter().chain(&entity.names) {
            if composed {
                self.push(ix, Class::Headword, written, self.noun_ends(&written.text), "composed name");
                self.decline(ix, Class::Headword, Of::Things, written, "composed name");
            } else {
                self.name(ix, entity, written, "name");
            }
        }
        for written in &entity.aliases {
            self.name(ix, entity, written, "alias");
        }
        for written in &entity.acronyms {
            self.push(ix, Class::Acronym, written, self.rules.acronym, "acronym");
        }
        for written in &entity.adjectives {
            self.adjective(ix, written);
        }
        for written in &entity.demonyms {
            let ends = by_suffix(self.rules.demonym, &fold(&written.text)).unwrap_or(&[]);
            self.push(ix, Class::Demonym, written, ends, "demonym");
            self.stems(ix, Class::Demonym, Of::Things, written);
        }
        self.shorts(ix, entity);
        self.parts(ix, entity);
        self.heads(ix, entity);
        for (number, role) in (0..).zip(&entity.roles) {
            for (_, title) in &role.titles {
                let title = Written::new(title);
                self.push(ix, Class::Title(number), &title, self.rules.title, "office");
                self.decline(ix, Class::Title(number), Of::Things, &title, "office");
            }
        }
        let any = |text: &String| Written { policy: Policy { case: Case::Any, ..Policy::default() }, ..Written::new(text) };
        for text in &entity.needs {
            self.push(ix, Class::Need, &any(text), NEED_ENDS, "context word");
            self.decline(ix, Class::Need, Of::Things, &any(text), "context word");
        }
        for text in &entity.not {
            self.push(ix, Class::Not, &any(text), NEED_ENDS, "exclusion");
            self.decline(ix, Class::Not, Of::Things, &any(text), "exclusion");
        }
    }

    /// A full name with the forms that it declines to.
    fn name(&mut self, ix: EntityIx, entity: &Entity, written: &Written, rule: &'static str) {
        let person = entity.kind == KindId::PERSON;
        let ends = if is_acronym_like(&written.text) {
            self.rules.acronym
        } else if person || entity.kind == KindId::PLACE {
            self.rules.name
        } else {
            self.noun_ends(&written.text)
        };
        // A place's alias may be its people: Amerikaner.
        let people = rule == "alias"
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
            self.variant(ix, Class::Name, written, text, ends, "name without its particle");
        }
        if !person && written.policy.inflect {
            self.phrase(ix, written, ends);
        }
        let rest =
            written.text.split_once(' ').filter(|(first, rest)| *first == "The" && rest.contains(' ')).map(|(_, rest)| rest.to_owned());
        if let Some(text) = rest.filter(|_| !person && entity.infer) {
            self.variant(ix, Class::Name, written, text, ends, "name without its article");
        }
        if self.is_own(written, entity) && !is_acronym_like(&written.text) {
            self.decline(ix, Class::Name, if person { Of::People } else { Of::Things }, written, "declined name");
        }
        if !person && entity.infer {
            self.spelt(ix, written, ends);
        }
        let joined = without_hyphen(&written.text).filter(|_| !person && entity.infer && !written.policy.strict_edge);
        if let Some(text) = joined {
            let joined = Written { text, ..written.clone() };
            self.push(ix, Class::Name, &joined, ends, "name without its hyphen");
            self.phrase(ix, &joined, ends);
        }
    }

    /// Whether a name declines as the article's language does: a name that is given for another language does only
    /// where the entity has none in this one.
    fn is_own(&self, written: &Written, entity: &Entity) -> bool {
        let foreign = written.lang.is_some_and(|lang| lang != self.language);
        !foreign || !entity.names.iter().any(|name| name.lang == Some(self.language))
    }

    /// The cases of a name by the paradigms of the language.
    fn decline(&mut self, ix: EntityIx, class: Class, of: Of, written: &Written, rule: &'static str) {
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
    fn stems(&mut self, ix: EntityIx, class: Class, of: Of, written: &Written) -> bool {
        let (paradigms, rule) =
            if class == Class::Adjective { (self.rules.adjectives, "adjective") } else { (self.rules.demonyms, "demonym") };
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
    fn inner_adjectives(&mut self, ix: EntityIx, entity: &Entity, dictionary: &Dictionary) {
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
                self.variant(ix, Class::Name, written, format!("{noun} {adjective} {rest}"), &[], "composed name");
            }
        }
    }

    /// An adjective in both genders: russe, français and française, ruso and rusa.
    fn genders(&self, text: &str) -> Vec<String> {
        let of_paradigm = stems(self.rules.adjectives, Of::Adjectives, text).into_iter();
        let mut texts: Vec<String> =
            of_paradigm.flat_map(|stem| stem.ends.iter().take(2).map(move |end| format!("{}{end}", stem.text))).collect();
        texts.push(text.to_owned());
        texts.extend(self.rules.adjective.iter().filter(|end| end.ends_with('e')).map(|end| format!("{text}{end}")));
        texts
    }

    /// International Organisation for Migration, US Army: the spellings that the language has for parts of a name.
    fn spelt(&mut self, ix: EntityIx, written: &Written, ends: Ends) {
        for (one, other) in self.rules.spellings {
            for (from, to) in [(one, other), (other, one)] {
                // An abbreviation stands for the words, not the words for somebody's abbreviation.
                let shorter = to.len() + 2 < from.len();
                if (shorter || from.len().abs_diff(to.len()) < 3) && written.text.contains(from) {
                    self.variant(ix, Class::Name, written, written.text.replacen(from, to, 1), ends, "another spelling");
                }
            }
        }
    }

    /// Islamischer Staat → Islamischen Staates; Der Spiegel → des Spiegels; Rat der EU → Rates der EU.
    fn phrase(&mut self, ix: EntityIx, written: &Written, ends: Ends) {
        let words: Vec<&str> = written.text.split(' ').collect();
        let first = self.forms.len();
        for (text, lead) in self.declined(&words) {
            self.variant(ix, Class::Name, written, text, ends, "declined name");
            if let Some(form) = self.forms.last_mut() {
                form.lead = u8::try_from(lead).unwrap_or(0);
            }
        }
        if let Some(stem) = words.last().filter(|_| self.article(words[0]).is_some()).and_then(|last| last.strip_suffix("en")) {
            let text = format!("{} {stem}e", words[..words.len() - 1].join(" "));
            self.variant(ix, Class::Name, written, text, &["r", "n"], "declined name");
        }
        for form in &mut self.forms[first..] {
            form.inflected = form.text.to_lowercase() != written.text.to_lowercase();
        }
    }

    fn article(&self, word: &str) -> Option<&'static [&'static str]> {
        let word = word.to_lowercase();
        self.rules.articles.iter().find(|(article, _)| *article == word).map(|(_, cases)| *cases)
    }

    /// The texts that the words decline to, each with the bytes that lead into it without belonging to it.
    fn declined(&self, words: &[&str]) -> Vec<(String, usize)> {
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
    fn agreeing(&self, words: &[&str]) -> Vec<String> {
        let stem = |word: &str| {
            let ends = ["em", "en", "er", "es", "e"].into_iter().filter(|end| self.rules.phrase.contains(end));
            let capital = word.starts_with(char::is_uppercase) && word.chars().count() >= 4;
            ends.into_iter().filter(|_| capital).find_map(|end| word.strip_suffix(end)).map(str::to_owned)
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
    fn governing(&self, words: &[&str]) -> Vec<String> {
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

    fn noun_ends(&self, text: &str) -> Ends {
        by_suffix(self.rules.noun_after, &fold(text)).unwrap_or(self.rules.noun)
    }

    fn adjective(&mut self, ix: EntityIx, written: &Written) {
        let capital = written.text.starts_with(char::is_uppercase);
        let indeclinable = self.german && capital && written.text.ends_with("er");
        let ends = match capital {
            _ if indeclinable => &[],
            true => self.rules.capital_adjective,
            false => self.rules.adjective,
        };
        self.push(ix, Class::Adjective, written, ends, "adjective");
        self.stems(ix, Class::Adjective, Of::Adjectives, written);
    }

    fn shorts(&mut self, ix: EntityIx, entity: &Entity) {
        if let Some(shorts) = &entity.short {
            for written in shorts {
                self.push(ix, Class::Short, written, self.rules.name, "short form");
                let of = if entity.kind == KindId::PERSON { Of::People } else { Of::Things };
                self.decline(ix, Class::Short, of, written, "short form");
            }
        } else if entity.kind == KindId::PERSON && entity.infer {
            let mut seen: Vec<String> = Vec::new();
            for written in [&entity.name].into_iter().chain(&entity.names).chain(&entity.aliases) {
                for text in family_names(&written.text) {
                    if !seen.contains(&text) {
                        seen.push(text.clone());
                        let family = Written { text, ..written.clone() };
                        self.push(ix, Class::Short, &family, self.rules.name, "family name");
                        if self.is_own(written, entity) {
                            self.decline(ix, Class::Short, Of::People, &family, "family name");
                        }
                    }
                }
            }
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
                    self.push(ix, Class::Part, &part, ends, "part of a name");
                    self.decline(ix, Class::Part, Of::Things, &part, "part of a name");
                }
            }
        }
    }

    fn heads(&mut self, ix: EntityIx, entity: &Entity) {
        let ends_of = |maker: &Self, text: &str| maker.noun_ends(text);
        match &entity.heads {
            Some(heads) => {
                for written in heads {
                    self.push(ix, Class::Head, written, ends_of(self, &written.text), "generic noun");
                    self.decline(ix, Class::Head, Of::Things, written, "generic noun");
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
                    self.push(ix, Class::Head, &head, ends_of(self, &head.text), "generic noun");
                    self.decline(ix, Class::Head, Of::Things, &head, "generic noun");
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
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (1..=6).contains(&letters) && text.chars().all(|c| !c.is_lowercase() && !c.is_whitespace()) && text.chars().any(char::is_uppercase)
}

/// The generic noun of a ministry's name: the last word before the first für, of, der …
fn head_of(name: &str, rules: &Rules) -> Option<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let end = words.iter().position(|word| rules.head_ends_before.contains(&fold(word).trim_start())).unwrap_or(words.len());
    words.get(end.checked_sub(1)?).map(|word| (*word).to_owned())
}

/// Words (folded) that belong to the family name after them.
const PARTICLES: [&str; 38] = [
    "von", "vom", "van", "der", "den", "de", "da", "di", "del", "della", "dalla", "degli", "la", "le", "lo", "du", "des", "dos", "das",
    "do", "ten", "ter", "te", "zu", "zur", "zum", "bin", "ibn", "ben", "bint", "abu", "al", "el", "as", "at", "ad", "af", "av",
];
/// Arabic articles, which may be missing before a family name.
const ARTICLES: [&str; 10] = ["al", "el", "ad", "as", "ar", "at", "an", "asch", "ash", "az"];
/// What stands after a family name without belonging to it.
const SUFFIXES: [&str; 12] = ["jr", "jr.", "sr", "sr.", "junior", "senior", "ii", "ii.", "iii", "iii.", "iv", "iv."];

/// The family name of a person's full name with its particles, and without an Arabic article where it has one.
/// None where the name is one word, ends in a small word, or has a comma or an `of` in it.
#[must_use]
pub fn family_names(name: &str) -> Vec<String> {
    let mut words: Vec<&str> = name.split(' ').collect();
    while words.len() > 1 && words.last().is_some_and(|word| is_suffix(word)) {
        words.pop();
    }
    let of = |word: &&str| {
        matches!(*word, "of" | "vom" | "aus") || (word.len() > 1 && word.ends_with('.') && word.chars().all(|c| !c.is_alphabetic()))
    };
    if words.len() < 2 || name.contains([',', '(', '/', '&']) || words.iter().any(of) {
        return Vec::new();
    }
    let last = words.len() - 1;
    if !words[last].chars().any(char::is_alphabetic) || words[last].chars().all(char::is_lowercase) || words[last].chars().count() < 2 {
        return Vec::new();
    }
    let is_particle = |word: &str| word.starts_with(char::is_lowercase) && PARTICLES.contains(&fold(word).trim_start());
    let mut first = last;
    while first > 1 && is_particle(words[first - 1]) {
        first -= 1;
    }
    let family = words[first..].join(" ");
    let bare = without_article(words[last]).map(str::to_owned);
    [Some(family), bare].into_iter().flatten().collect()
}

fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&word.to_lowercase().as_str())
}

/// `al-Assad` → `Assad`
fn without_article(word: &str) -> Option<&str> {
    let (article, rest) = word.split_once('-')?;
    (article.starts_with(char::is_lowercase) && ARTICLES.contains(&article) && rest.chars().count() > 2).then_some(rest)
}

/// `Baschar al-Assad` → `Baschar Assad`
fn without_particle(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let changed: Vec<&str> = words.iter().map(|word| without_article(word).unwrap_or(word)).collect();
    (words.len() > 1 && changed != words).then(|| changed.join(" "))
}

/// `Presse-Agentur` → `Presseagentur`; only where both sides are words of three letters or more.
fn without_hyphen(name: &str) -> Option<String> {
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

    #[test]
    fn a_family_name_keeps_its_particles() {
        let cases = [
            ("Sergej Schoigu", &["Schoigu"][..]),
            ("Ursula von der Leyen", &["von der Leyen"]),
            ("Baschar al-Assad", &["al-Assad", "Assad"]),
            ("Martin Luther King Jr.", &["King"]),
            ("Pelé", &[]),
            ("Philip, Duke", &[]),
            ("Prince of Wales", &[]),
            ("Luiz Inácio Lula da Silva", &["da Silva"]),
        ];
        for (name, expected) in cases {
            assert_eq!(family_names(name), expected, "{name}");
        }
    }

    #[test]
    fn a_hyphen_inside_a_name_may_be_missing() {
        assert_eq!(without_hyphen("Deutsche Presse-Agentur").as_deref(), Some("Deutsche Presseagentur"));
        assert_eq!(without_hyphen("IS-Miliz"), None);
    }

    fn texts(name: &str) -> Vec<String> {
        let mut maker = Maker { rules: Language::De.rules(), language: Language::De, german: true, forms: Vec::new() };
        let words: Vec<&str> = name.split(' ').collect();
        maker.phrase(EntityIx(0), &Written::new(name), &[]);
        let _ = words;
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
