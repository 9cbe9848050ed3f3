//! Languages as data: one file a language, no code.
//!
//! Words and endings stand here as the text has them; where they are compared with folded text they are written
//! folded (`ae`, no accents), which a test watches over.

pub mod common;
mod de;
mod en;
mod es;
mod fr;
pub mod generic;
pub mod given_names;
mod it;
pub mod paradigm;
mod pl;
mod ru;
pub mod slavic_names;
mod uk;

pub use common::is_common;
pub use paradigm::Paradigm;

use std::hash::BuildHasherDefault;

use super::quick::QuickSet;

/// The words of a list that is data. Lines that begin with `#` tell of it.
fn words(list: &'static str) -> QuickSet<&'static str> {
    // Few words are shorter: the table need not grow.
    let mut words = QuickSet::with_capacity_and_hasher(list.len() / 8, BuildHasherDefault::default());
    words.extend(list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_ascii_whitespace));
    words
}

/// A language that namedrop knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Language {
    /// German
    De,
    /// English
    En,
    /// French
    Fr,
    /// Spanish
    Es,
    /// Italian
    It,
    /// Polish
    Pl,
    /// Russian
    Ru,
    /// Ukrainian
    Uk,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 8] = [Self::De, Self::En, Self::Fr, Self::Es, Self::It, Self::Pl, Self::Ru, Self::Uk];

    /// The ISO 639-1 code: `de`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
            Self::Fr => "fr",
            Self::Es => "es",
            Self::It => "it",
            Self::Pl => "pl",
            Self::Ru => "ru",
            Self::Uk => "uk",
        }
    }

    /// The language of a code such as `de`, `de-AT` or `EN`; `None` for one that namedrop does not know.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let code = code.split(['-', '_']).next()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

/// What the engine knows of a language.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the language, not a state")]
pub struct Rules {
    /// Endings of persons' and places' names.
    pub name: Ends,
    /// Endings of other names: the last word is a noun of the language.
    pub noun: Ends,
    /// Endings of a noun that ends in this: the first that fits, instead of `noun`.
    pub noun_after: &'static [(&'static str, Ends)],
    /// Endings of titles: president, presidents.
    pub title: Ends,
    /// Endings of acronyms.
    pub acronym: Ends,
    /// Endings of adjectives that are written small.
    pub adjective: Ends,
    /// Endings of adjectives that are written with a capital.
    pub capital_adjective: Ends,
    /// Whether a capitalised adjective without ending is the name of the language (Deutsch, Polnisch) and no mention.
    pub bare_capital_is_language: bool,
    /// Endings of demonyms by how they end: the first suffix that fits.
    pub demonym: &'static [(&'static str, Ends)],
    /// The endings of a leading word that declines with a phrase: (Islamisch)er Staat.
    pub phrase: Ends,
    /// Leading articles of a name with the words that stand for them in other cases.
    pub articles: &'static [(&'static str, &'static [&'static str])],
    /// Words (folded) that make a generic noun after them refer back: das, dieses, the.
    pub determiners: &'static [&'static str],
    /// Words (folded) after which a family name is no name: the Will, a Bush.
    pub indefinite: &'static [&'static str],
    /// Words that may stand, shortened, before an apostrophe and a name: d'Estaing.
    pub elisions: &'static [&'static str],
    /// What may stand between a noun and its country: ministry *of the* …
    pub of_words: &'static [&'static str],
    /// What may stand between a noun and its capital: Ministerium *in* Moskau.
    pub in_words: &'static [&'static str],
    /// Whether a genitive stands without any word between: Ministerium Russlands.
    pub bare_genitive: bool,
    /// Whether a country's plain name may stand before its noun: Russia Defence Ministry.
    pub name_before_noun: bool,
    /// Beginnings of words (folded) before a title after which it is not the office itself: former, stellvertretend-.
    pub not_in_office: &'static [&'static str],
    /// Words (folded) after a head that make it another: das Amt *des* Bundespräsidenten, ministry *of*.
    pub of_another: &'static [&'static str],
    /// Words that begin a bracket's learned short form: kurz, abgekürzt.
    pub bracket_cues: &'static [&'static str],
    /// Generic nouns (folded) of a kind, by which an article may refer back to it.
    pub heads: &'static [(&'static str, &'static [&'static str])],
    /// How a name is composed with what it belongs to, on the screen.
    pub belonging: Belonging,
    /// Nouns (folded, sorted) that make a closed compound with a place's name: Ukraine*krieg*.
    pub compound_nouns: &'static [&'static str],
    /// Spellings that stand for each other inside names: Organization, Organisation; United States Army, US Army.
    pub spellings: &'static [(&'static str, &'static str)],
    /// Words (folded) before which a ministry's name is generic: Ministerium *für*.
    pub head_ends_before: &'static [&'static str],
    /// How nouns, names and the adjectives beside them decline; empty: not at all, or as the lists of endings say.
    pub paradigms: &'static [Paradigm],
    /// How an entry's adjectives decline, in all genders and numbers.
    pub adjectives: &'static [Paradigm],
    /// How demonyms decline, in both numbers.
    pub demonyms: &'static [Paradigm],
    /// Whether adjectives stand after their noun: président français, Unia Europejska.
    pub adjective_after: bool,
    /// Words that join two nouns of one name, which both decline: Prawo *i* Sprawiedliwość.
    pub conjunctions: &'static [&'static str],
}

impl Rules {
    /// A language of which nothing is known: names as they are written.
    const EMPTY: Self = Self {
        name: &[],
        noun: &[],
        noun_after: &[],
        title: &[],
        acronym: &[],
        adjective: &[],
        capital_adjective: &[],
        bare_capital_is_language: false,
        demonym: &[],
        phrase: &[],
        articles: &[],
        determiners: &[],
        indefinite: &[],
        elisions: &[],
        of_words: &[],
        in_words: &[],
        bare_genitive: false,
        name_before_noun: false,
        not_in_office: &[],
        of_another: &[],
        bracket_cues: &[],
        heads: &[],
        compound_nouns: &[],
        spellings: &[],
        head_ends_before: &[],
        belonging: Belonging::Brackets,
        paradigms: &[],
        adjectives: &[],
        demonyms: &[],
        adjective_after: false,
        conjunctions: &[],
    };
}

/// How a language says that one thing belongs to another.
#[derive(Clone, Copy, Debug)]
pub enum Belonging {
    /// Verteidigungsministerium Russlands; names (folded) with a genitive of their own: der Ukraine.
    Genitive {
        /// Folded name and its genitive phrase.
        phrases: &'static [(&'static str, &'static str)],
    },
    /// Russian Defence Ministry
    Adjective,
    /// ministère de la Défense (Russie)
    Brackets,
}

/// Endings that a form may take, folded.
pub type Ends = &'static [&'static str];

impl Language {
    /// The rules of the language.
    #[must_use]
    pub fn rules(self) -> &'static Rules {
        match self {
            Self::De => &de::RULES,
            Self::En => &en::RULES,
            Self::Fr => &fr::RULES,
            Self::Es => &es::RULES,
            Self::It => &it::RULES,
            Self::Pl => &pl::RULES,
            Self::Ru => &ru::RULES,
            Self::Uk => &uk::RULES,
        }
    }
}
