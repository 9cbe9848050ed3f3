//! An index as it is made: of all patterns in their order, or of some, and of those that follow.

use super::filter::{Filter, Heads};
use super::first::{First, MANY};
use super::patterns::Patterns;
use super::starts::{Starts, ascii_marks, first_word, first_words};
use super::{Index, Sought};

/// The patterns that an index is made of, sorted and each once.
#[derive(Default)]
pub struct Making {
    patterns: Patterns,
    /// Of each first word the number of the first pattern with it.
    firsts: Vec<u32>,
    /// What hits of the patterns with each first word need to look like.
    sought: Vec<Sought>,
    heads: Heads,
    /// Marks that patterns begin with.
    marks: Vec<char>,
    /// How many bytes the first word of the last pattern has.
    last: usize,
}

impl Making {
    /// Adds a pattern that comes after all others.
    pub fn add(&mut self, pattern: &str, sought: Sought) {
        let first = first_word(pattern);
        let length = first.len();
        let whole = first.len() == pattern.len();
        let own = if whole { sought } else { Sought { tail: 0, ..sought } };
        if !self.goes_on(first, own) {
            self.firsts.push(self.patterns.len());
            self.sought.push(own);
        }
        match first.strip_prefix(' ') {
            Some(_) => self.heads.add(first, own.small, own.tail > 0),
            None => self.mark(first.chars().next()),
        }
        self.patterns.push(pattern, length);
        self.last = length;
    }

    /// Adds patterns that come after all of these.
    pub fn append(&mut self, other: Self) {
        if other.patterns.len() == 0 {
            return;
        }
        if self.patterns.len() == 0 {
            *self = other;
            return;
        }
        let before = self.patterns.len();
        let goes_on = other.sought.first().is_some_and(|sought| self.goes_on(first_word(other.patterns.get(0)), *sought));
        let more = usize::from(goes_on)..;
        self.firsts.extend(other.firsts[more.clone()].iter().map(|first| before + first));
        self.sought.extend_from_slice(&other.sought[more]);
        other.marks.iter().for_each(|mark| self.mark(Some(*mark)));
        self.heads.append(other.heads);
        self.patterns.append(&other.patterns);
        self.last = other.last;
    }

    /// Whether the last pattern has this first word, too; what hits of the next one need to look like is noted then.
    fn goes_on(&mut self, first: &str, own: Sought) -> bool {
        let last = self.patterns.len().checked_sub(1).and_then(|last| self.patterns.get(last).get(..self.last));
        match self.sought.last_mut().filter(|_| last == Some(first)) {
            Some(sought) => *sought = sought.or(own),
            None => return false,
        }
        true
    }

    fn mark(&mut self, mark: Option<char>) {
        self.marks.extend(mark.filter(|mark| !self.marks.contains(mark)));
    }

    /// The index.
    #[must_use]
    pub fn index(self) -> Index {
        self.index_with(MANY)
    }

    /// The same; from `many` first words on they are only sorted.
    #[must_use]
    pub fn index_with(self, many: usize) -> Index {
        let Self { patterns, mut firsts, sought, heads, marks, .. } = self;
        if firsts.is_empty() {
            return Index::default();
        }
        firsts.push(patterns.len());
        let tails: Vec<u8> = sought.iter().map(|sought| sought.tail).collect();
        let words = First::new(first_words(&patterns, &firsts), many);
        let (filter, ascii_marks) = (Filter::new(&heads), ascii_marks(&marks));
        let starts = words.map(|words| Starts { words, spellings: None, firsts, tails, filter, ascii_marks, marks });
        Index { patterns, starts }
    }
}
