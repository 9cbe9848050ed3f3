//! The index: all patterns of a lexicon, and the walk over a text that finds them.
//!
//! Every pattern begins where a word begins, or with a mark. So the text is not folded as a whole: the walk goes from word
//! to word, and looks at one more closely only where its first letters are those of a pattern. There an Aho–Corasick
//! automaton of the patterns' *first words* is run from the word's beginning on (anchored), over a text that is folded as
//! far as needed; what follows the first word is looked up among the sorted patterns that begin with it. All patterns
//! that end anywhere on the way are hits, so that a longer one never hides a shorter one. Where nothing counts but how forms are
//! spelt, most words are looked up in a table as they are, and what follows is compared with the forms themselves.
//!
//! (A. V. Aho and M. J. Corasick, "Efficient string matching: an aid to bibliographic search", CACM 18(6), 1975.)

mod ahead;
mod filter;
mod first;
mod glance;
mod making;
mod patterns;
mod spellings;
mod starts;
mod stops;
mod walk;
mod words;

#[cfg(test)]
mod tests;

use std::io;
use std::ops::Range;

use super::dictionary::Case;
use super::flat::{Reader, Writer, sound};
use super::fold::{Folder, is_word};
use super::forms::FormEntry;
use super::judge::Hit;
use super::view::View;
pub use making::Making;
use patterns::Patterns;
use spellings::Spellings;
use starts::Starts;
use walk::Walk;

/// A pattern, and what its hits need to look like so that judging them is worth while.
pub struct Key<'a> {
    /// The folded text.
    pub pattern: &'a str,
    /// What the forms are like that it stands for.
    pub sought: Sought,
}

/// What hits of a pattern need to look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// The first letter may be a small one.
    small: bool,
    /// How many folded bytes may follow in the same word; [`u8::MAX`] for any.
    tail: u8,
}

impl Sought {
    /// What hits of this form need to look like.
    #[must_use]
    pub fn of(form: &FormEntry) -> Self {
        let longest = form.ends.iter().map(|end| end.len()).max().unwrap_or(0);
        let tail = if form.compounds { u8::MAX } else { u8::try_from(longest).unwrap_or(u8::MAX) };
        // A digit is no small letter, nor is one of a script without capitals.
        let begins_small = form.text.chars().find(|&c| is_word(c)).is_none_or(char::is_lowercase);
        Self { small: form.policy.case == Case::Any || begins_small, tail }
    }

    /// What hits of either need to look like.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { small: self.small || other.small, tail: self.tail.max(other.tail) }
    }
}

/// Who is told of hits.
pub trait Told {
    /// Whether it is told of what is spelt as a form is, where nothing else counts.
    const SPELLS: bool = false;

    /// A hit, with the number of its pattern.
    fn hit(&mut self, hit: &Hit, pattern: u32);

    /// These bytes of the block are patterns, each from the same byte on to a word's end, and no others are there. Whether no more is
    /// asked; else they are told as hits.
    fn glance(&mut self, _seen: &[(Range<usize>, u32)]) -> bool {
        false
    }

    /// The numbers of a pattern's forms.
    fn forms(&self, _pattern: u32) -> Range<u32> {
        0..0
    }

    /// These bytes of the block are spelt as the form of this number is, and nothing but a hyphen joins them to anything.
    fn spelt(&mut self, _place: Range<usize>, _form: u32) {}
}

impl<F: FnMut(&Hit, u32)> Told for F {
    fn hit(&mut self, hit: &Hit, pattern: u32) {
        self(hit, pattern);
    }
}

/// What walks leave for the next, so that a short block allocates nothing.
#[derive(Default)]
pub struct Memory {
    folder: Folder<'static>,
    found: Vec<(usize, usize)>,
    seen: Vec<(Range<usize>, u32)>,
}

/// Which hits are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tell {
    /// All.
    All,
    /// Those that may be judged to be candidates.
    Likely,
}

/// All patterns of a lexicon.
#[derive(Debug, Default)]
pub struct Index {
    patterns: Patterns,
    /// `None`: there are no patterns, or an automaton cannot hold them.
    starts: Option<Starts>,
}

impl Index {
    /// The index of these patterns, which come sorted and each once.
    pub fn new<'a>(keys: impl Iterator<Item = Key<'a>>) -> Self {
        let mut making = Making::default();
        keys.for_each(|key| making.add(key.pattern, key.sought));
        making.index()
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// Those of the stream.
    pub fn write(&self, out: &mut Writer) -> io::Result<()> {
        self.patterns.write(out)?;
        out.number(u64::from(self.starts.is_some()))?;
        self.starts.as_ref().map_or(Ok(()), |starts| starts.write(&self.patterns, out))
    }

    /// The reverse of [`Index::write`]; `forms`: where the forms of each pattern begin, and the end.
    ///
    /// # Errors
    /// Those of the stream, and what is none.
    pub fn read(source: &mut Reader, forms: &[u32]) -> io::Result<Self> {
        let patterns = Patterns::read(source)?;
        sound(forms.len() == patterns.len() as usize + 1 && forms.is_sorted())?;
        let starts = if source.number()? == 0 { None } else { Some(Starts::read(&patterns, forms, source)?) };
        Ok(Self { patterns, starts })
    }

    /// How many patterns there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.patterns.len() as usize
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All patterns, in their order.
    pub fn patterns(&self) -> impl Iterator<Item = &str> {
        (0..self.patterns.len()).map(|number| self.patterns.get(number))
    }

    /// The number of a pattern.
    #[must_use]
    pub fn find(&self, pattern: &str) -> Option<usize> {
        self.patterns.find(pattern).map(|number| number as usize)
    }

    /// Of forms that are written so, and all of which are found byte for byte; `starts`: where those of each pattern begin, and the end.
    pub fn spell<T: AsRef<str>>(&mut self, forms: impl Iterator<Item = T>, starts: &[u32]) {
        if let Some(begun) = &mut self.starts {
            begun.spellings = Spellings::new(forms, Starts::forms_of(&begun.firsts, starts));
        }
    }

    /// Tells the hits in a block of the article `text`, each with the number of its pattern.
    pub fn walk(&self, view: &View, text: &str, which: Tell, tell: impl FnMut(&Hit, u32)) {
        self.walk_on(view, text, which, &mut Memory::default(), tell);
    }

    /// The same, with memory that goes from block to block.
    pub fn walk_on(&self, view: &View, text: &str, which: Tell, memory: &mut Memory, told: impl Told) {
        let Some(starts) = &self.starts else { return };
        let Memory { folder, found, seen } = std::mem::take(memory);
        let folder = folder.again(view.shown());
        let mut walk = Walk { patterns: &self.patterns, starts, view, text, folder, found, seen, which, told };
        walk.run();
        *memory = Memory { folder: walk.folder.again(""), found: walk.found, seen: walk.seen };
    }
}
