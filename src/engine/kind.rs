//! Kinds of entities: the four built in, and those that a dictionary declares.

use serde::{Deserialize, Serialize};

/// A kind's place in [`Kinds`]; the four built-in kinds are always 0 to 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct KindId(pub u16);

impl KindId {
    /// `person`
    pub const PERSON: Self = Self(0);
    /// `ministry`
    pub const MINISTRY: Self = Self(1);
    /// `organisation`
    pub const ORGANISATION: Self = Self(2);
    /// `place`
    pub const PLACE: Self = Self(3);
}

/// What a kind is called and how it is marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kind {
    /// The table's name in the dictionary: `person`.
    pub name: String,
    /// The plural shown in the cast: `People`.
    pub label: String,
    /// The mark where there is no colour, and the key in the kind filter.
    pub letter: char,
    /// The colour that a dictionary wishes for: one of the 16 names, or `#rrggbb`. `None`: the palette decides.
    pub color: Option<Color>,
}

/// A colour as dictionaries write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Color {
    /// One of the sixteen, by its number: 0 black … 7 white, 8 bright black … 15 bright white.
    Named(u8),
    /// `#rrggbb`
    Rgb(u8, u8, u8),
}

/// All kinds of a dictionary, the built-in ones first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kinds(Vec<Kind>);

impl Default for Kinds {
    fn default() -> Self {
        let kind = |name: &str, label: &str, letter| Kind { name: name.into(), label: label.into(), letter, color: None };
        Self(vec![
            kind("person", "People", 'P'),
            kind("ministry", "Ministries", 'M'),
            kind("organisation", "Organisations", 'O'),
            kind("place", "Places", 'L'),
        ])
    }
}

impl Kinds {
    /// The kind of this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<KindId> {
        self.iter().find(|(_, kind)| kind.name == name).map(|(id, _)| id)
    }

    /// These kinds, the built-in ones first.
    #[must_use]
    pub fn of(kinds: Vec<Kind>) -> Self {
        Self(kinds)
    }

    /// Adds a kind, or replaces the one of the same name.
    pub fn declare(&mut self, kind: Kind) -> KindId {
        if let Some(id) = self.find(&kind.name) {
            self.0[usize::from(id.0)] = kind;
            return id;
        }
        self.0.push(kind);
        KindId(u16::try_from(self.0.len() - 1).unwrap_or(u16::MAX))
    }

    /// All kinds in their order.
    pub fn iter(&self) -> impl Iterator<Item = (KindId, &Kind)> {
        (0..).map(KindId).zip(&self.0)
    }

    /// How many there are.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "the built-in kinds are always there")]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The first letter of `name` that no kind has yet, else the first free letter or digit; `?` when all are taken.
    #[must_use]
    pub fn free_letter(&self, name: &str) -> char {
        let free = |letter: &char| self.0.iter().all(|kind| kind.letter != *letter);
        let own = name.chars().flat_map(char::to_uppercase).filter(char::is_ascii_alphabetic);
        own.chain('A'..='Z').chain('0'..='9').find(free).unwrap_or('?')
    }
}

impl std::ops::Index<KindId> for Kinds {
    type Output = Kind;

    fn index(&self, id: KindId) -> &Kind {
        &self.0[usize::from(id.0)]
    }
}
