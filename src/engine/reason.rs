//! Reasons: what takes a possible mention away, noted at the place where it happens.
//!
//! Scanning notes nothing. Only who asks about one position has a [`Trace`]; the steps ask for it and go on. What the
//! reasons mean in words is told by whoever prints them.

use std::cell::RefCell;
use std::ops::Range;

use super::dictionary::EntityIx;
use super::rule::Rule;

/// Why a hit of the automaton is no candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// It begins or ends within a character of the original.
    Inside,
    /// What follows in the same word is no ending of the form.
    Ending,
    /// The ending is in capitals, and the form is not.
    EndingCase,
    /// Capital and small letters differ from the form's.
    Case,
    /// The accents differ from the form's, and they are exact.
    Accents,
    /// A hyphen joins it to another word, and `edge` is strict.
    Hyphen,
    /// An underscore joins it to another word: `Wagner_Walkuerenritt.mp3`.
    Underscore,
    /// An apostrophe joins it to the word before.
    Apostrophe,
    /// A capitalised adjective without an ending is a language.
    LanguageName,
}

/// Why a candidate is no mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The hit is no candidate.
    Judged(Rejection),
    /// `[[hide]]` silences the form.
    HiddenForm,
    /// `[[hide]]` silences the entity.
    HiddenEntity,
    /// It lies inside a string of `not`.
    Excluded(Range<usize>),
    /// None of the entity's `needs` stands in the paragraph.
    NeedsContext,
    /// Somebody else's given name or initial stands before it.
    GivenName,
    /// It is itself a given name and stands before a capitalised word.
    FirstName,
    /// A part of a name, and its neighbours make it another: a name before it, a capitalised word after a first name.
    OtherName,
    /// A hyphen joins it to another name.
    DoubleName,
    /// A family name in another romanisation, and the full name is nowhere in the article.
    OtherRomanisation,
    /// A family name that nobody's full name supports, and several people bear it.
    SeveralBearers,
    /// A family name that nobody's full name supports, and it is a common word.
    CommonWord,
    /// A family name that nobody's full name supports, after an article.
    AfterArticle,
    /// A generic name whose country or organisation does not stand beside it.
    NoOwner,
    /// A generic noun without a determiner.
    NoDeterminer,
    /// A generic noun inside a compound.
    Compound,
    /// A generic noun that the next word makes another: das Amt *des* …
    OfAnother,
    /// A generic noun, and nobody who has it was mentioned shortly before.
    NoAntecedent,
    /// An office, and the article has no date.
    NoDate,
    /// An office that nobody of the dictionary holds on the article's date.
    NobodyInOffice,
    /// An office that the word beside it says is not held: former, acting.
    NotInOffice,
    /// An office, and whoever is named after it is not who held it.
    Stranger,
    /// Another mention covers it or overlaps with it: of these bytes, by this entity.
    Overlap(Range<usize>, EntityIx),
    /// The same words are better known as this entity's.
    Stronger(EntityIx),
    /// The same words are this entity's here: it is mentioned elsewhere, or was mentioned last.
    Another(EntityIx),
    /// `[[prefer]]` gives the form to this entity.
    Preferred(EntityIx),
}

/// Something that might have been a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Bytes of the article; of a hit with a wrong ending the whole word.
    pub span: Range<usize>,
    /// Whose form it is; of a form that many share the first; none of a hidden form.
    pub entity: Option<EntityIx>,
    /// How many more entities share it.
    pub others: usize,
    /// The form as written.
    pub form: String,
    /// The rule that made the form.
    pub rule: Rule,
    /// What took it away.
    pub reason: Reason,
}

/// The misses around one position.
#[derive(Debug)]
pub struct Trace {
    at: usize,
    misses: RefCell<Vec<Miss>>,
}

impl Trace {
    /// Notes what touches the byte `at`.
    #[must_use]
    pub fn new(at: usize) -> Self {
        Self { at, misses: RefCell::default() }
    }

    /// Whether bytes touch the position.
    #[must_use]
    pub fn touches(&self, span: &Range<usize>) -> bool {
        span.contains(&self.at)
    }

    /// Notes a miss once.
    pub fn note(&self, miss: Miss) {
        let mut misses = self.misses.borrow_mut();
        if self.touches(&miss.span) && !misses.contains(&miss) {
            misses.push(miss);
        }
    }

    /// What was noted, in the order of the steps.
    #[must_use]
    pub fn into_misses(self) -> Vec<Miss> {
        self.misses.into_inner()
    }
}
