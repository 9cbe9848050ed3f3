//! The names of the cast, made ready in one piece of memory for a filter that asks each of them at every letter.

use std::ops::Range;

use super::fuzzy::{Fuzzy, Ready};
use super::search::{Folds, Needle};

/// The names in their order.
#[derive(Debug, Default)]
pub struct Roster {
    names: Vec<Name>,
    ascii: String,
    chars: Vec<char>,
    folds: Vec<Folds>,
}

#[derive(Debug)]
enum Name {
    /// Stands in `ascii` here.
    Ascii(Range<usize>),
    /// Stands in `chars` here; which of the `folds` are its.
    Other(Range<usize>, usize),
}

impl Roster {
    /// Makes the names ready.
    #[must_use]
    pub fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut roster = Self::default();
        for name in names {
            let ready = if name.is_ascii() {
                let start = roster.ascii.len();
                roster.ascii.push_str(name);
                Name::Ascii(start..roster.ascii.len())
            } else {
                let start = roster.chars.len();
                Ready::extend(&mut roster.chars, name);
                roster.folds.push(Folds::new(name));
                Name::Other(start..roster.chars.len(), roster.folds.len() - 1)
            };
            roster.names.push(ready);
        }
        roster
    }

    /// Which of the names have what a filter asks for.
    #[must_use]
    pub fn filtered(&self, filter: &str) -> Vec<bool> {
        let (mut fuzzy, needle) = (Fuzzy::new(filter), Needle::new(filter));
        let plain = filter.is_ascii();
        let passes = |name: &Name| match name {
            Name::Ascii(range) => {
                let name = &self.ascii[range.clone()];
                // Fuzzy letters do not know that ue stands for ü; where there can be none, they know enough.
                fuzzy.fits(Ready::ascii(name)) || (!plain && needle.is_in(name))
            }
            Name::Other(range, folds) => fuzzy.fits(Ready::chars(&self.chars[range.clone()])) || needle.is_in_folds(&self.folds[*folds]),
        };
        self.names.iter().map(passes).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_pass_as_a_reader_types_them() {
        let names = ["Jürgen Müller", "Moller", "Mueller", "Zoë", "Åsa-Łucja", "Пётр"];
        let roster = Roster::new(names.into_iter());
        let passing = |filter: &str| {
            let passing = roster.filtered(filter);
            names.iter().zip(passing).filter_map(|(name, passes)| passes.then_some(*name)).collect::<Vec<_>>()
        };
        assert_eq!(passing("mueller"), ["Jürgen Müller", "Mueller"]);
        assert_eq!(passing("müller"), ["Jürgen Müller", "Mueller"]);
        assert_eq!(passing("Muller"), ["Jürgen Müller", "Mueller"]);
        assert_eq!(passing("mller"), ["Jürgen Müller", "Moller", "Mueller"]);
        assert_eq!(passing("zoe"), ["Zoë"]);
        assert_eq!(passing("lucja"), ["Åsa-Łucja"]);
        assert_eq!(passing("Пё"), ["Пётр"]);
        assert!(passing("MÜLLER").is_empty() && passing("").len() == names.len());
    }
}
