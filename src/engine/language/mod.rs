//! Languages as data: one file a language, no code.

pub mod common;

/// A language that namedrop knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
