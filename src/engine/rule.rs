//! The rules that make forms and mentions.

use serde::{Deserialize, Serialize};

/// What made a form, or a mention of it. Sorted as their words are: outputs list forms in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rule {
    /// Brackets beside the long form.
    Abbreviation,
    /// `acronyms` of the entry.
    Acronym,
    /// `adjectives` of the entry, and their paradigms.
    Adjective,
    /// `aliases` of the entry.
    Alias,
    /// A part of a name that the language also spells in another way.
    Spelling,
    /// A generic name beside what it belongs to.
    Composed,
    /// `needs` of the entry.
    Context,
    /// A name's cases, and its words'.
    Declined,
    /// `demonyms` of the entry, and their paradigms.
    Demonym,
    /// `not` of the entry.
    Exclusion,
    /// The last part of a person's name.
    FamilyName,
    /// The same as another language writes it.
    Romanised,
    /// The first part of a person's name.
    FirstName,
    /// `heads` of the entry, or of its kind.
    GenericNoun,
    /// A generic noun alone, for what was mentioned before.
    ReferredBack,
    /// A person's name with others between, or without.
    GivenAndFamilyName,
    /// Strings that are never a mention.
    Hidden,
    /// Capitals of a name's words.
    Initials,
    /// `name` and `names` of the entry.
    Name,
    /// The Beatles, without *The*.
    WithoutArticle,
    /// A name's two words joined.
    WithoutHyphen,
    /// al-Assad, without *al*.
    WithoutParticle,
    /// `titles` of a role.
    Office,
    /// A title beside whom it belongs to, on the article's date.
    OfficeOnDate,
    /// Some words of a name.
    Part,
    /// `short` of the entry.
    Short,
}

impl Rule {
    /// The words that `forms` and `explain` use of forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Abbreviation => "abbreviation introduced here",
            Self::Acronym => "acronym",
            Self::Adjective => "adjective",
            Self::Alias => "alias",
            Self::Spelling => "another spelling",
            Self::Composed => "composed name",
            Self::Context => "context word",
            Self::Declined => "declined name",
            Self::Demonym => "demonym",
            Self::Exclusion => "exclusion",
            Self::FamilyName => "family name",
            Self::Romanised => "family name in another romanisation",
            Self::FirstName => "first name",
            Self::GenericNoun => "generic noun",
            Self::ReferredBack => "generic noun for what was mentioned before",
            Self::GivenAndFamilyName => "given and family name",
            Self::Hidden => "hidden",
            Self::Initials => "initials",
            Self::Name => "name",
            Self::WithoutArticle => "name without its article",
            Self::WithoutHyphen => "name without its hyphen",
            Self::WithoutParticle => "name without its particle",
            Self::Office => "office",
            Self::OfficeOnDate => "office on the article's date",
            Self::Part => "part of a name",
            Self::Short => "short form",
        }
    }

    /// Why something is marked, as a reader would say it. `weak`: nothing else in the article speaks for it.
    #[must_use]
    pub fn told(self, weak: bool) -> &'static str {
        match (self, weak) {
            (Self::Name, _) => "the name",
            (Self::Alias, _) => "another name",
            (Self::Acronym, _) => "the acronym",
            (Self::Adjective, _) => "the adjective",
            (Self::Demonym, _) => "the people of it",
            (Self::Declined, _) => "the name, declined",
            (Self::GivenAndFamilyName, _) => "given and family name; initials and middle names may differ",
            (Self::FamilyName, true) => "the family name; the full name is nowhere in the article, but nobody else bears it",
            (Self::FamilyName, false) => "the family name of somebody whom the article names in full",
            (Self::Romanised, _) => "the family name, in another romanisation, of somebody whom the article names in full",
            (Self::Short, true) => "a short form; the full name is nowhere in the article",
            (Self::Short, false) => "a short form of what the article names in full",
            (Self::FirstName, _) => "the first name of somebody whom the article names in full",
            (Self::Part, true) => "a part of a name; the whole name is nowhere in the article, but no other name has this part",
            (Self::Part, false) => "a part of a name that stands in full in the article",
            (Self::Initials, _) => "the initials of a name that stands in full in the article",
            (Self::Abbreviation, _) => "an abbreviation that the article introduces",
            (Self::Composed, _) => "the generic name beside what it belongs to",
            (Self::OfficeOnDate, _) => "the office held on the article's date",
            (Self::ReferredBack, _) => "a generic noun for what was mentioned before",
            (rule, _) => rule.as_str(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_sort_as_their_words_do() {
        // The last one, and so all: their numbers go up by one.
        let count = Rule::Short as u8 + 1;
        let all: Vec<Rule> = (0..count).map(|number| postcard::from_bytes(&[number]).unwrap()).collect();
        assert!(all.is_sorted_by(|a, b| a < b && a.as_str() < b.as_str()));
    }
}
