//! The index: all patterns of a lexicon, and the walk over a text that finds them.
//!
//! Every pattern begins where a word begins, or with a mark. So the text is not folded as a whole: the walk goes from word
//! to word, and looks at one more closely only where its first letters are those of a pattern. There an Aho–Corasick
//! automaton of the patterns' *first words* is run from the word's beginning on (anchored), over a text that is folded as
//! far as needed; what follows the first word is looked up among the sorted patterns that begin with it. All patterns
//! that end anywhere on the way are hits, so that a longer one never hides a shorter one.
//!
//! (A. V. Aho and M. J. Corasick, "Efficient string matching: an aid to bibliographic search", CACM 18(6), 1975.)

mod filter;
mod first;
mod patterns;
mod stops;
mod words;

#[cfg(test)]
mod tests;

use std::io;

use unicode_normalization::char::is_combining_mark;

use super::dictionary::Case;
use super::flat::{Reader, Writer, sound};
use super::fold::{Folder, fold, is_invisible, is_word, letter, plain_mark};
use super::forms::FormEntry;
use super::judge::Hit;
use super::runs::Run;
use super::view::View;
use filter::{Filter, Head, Heads, Look};
use first::First;
use patterns::Patterns;
use stops::{Pass, Stops};
use words::{is_plain_end, word_end};

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
        Self { small: form.policy.case == Case::Any || !form.text.starts_with(char::is_uppercase), tail }
    }

    /// What hits of either need to look like.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { small: self.small || other.small, tail: self.tail.max(other.tail) }
    }
}

/// What walks leave for the next, so that a short block allocates nothing.
#[derive(Default)]
pub struct Memory {
    folder: Folder<'static>,
    found: Vec<(usize, usize)>,
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

/// The beginnings of patterns.
#[derive(Debug)]
struct Starts {
    /// The first words, a space before each; of patterns that begin with a mark that.
    words: First,
    /// Of each first word the number of the first pattern with it; one more for the end.
    firsts: Vec<u32>,
    /// Of each first word how many bytes may follow it in its word.
    tails: Vec<u8>,
    filter: Filter,
    /// Marks that patterns begin with.
    marks: Vec<char>,
}

impl Index {
    /// The index of these patterns, which come sorted and each once.
    pub fn new<'a>(keys: impl Iterator<Item = Key<'a>>) -> Self {
        Self::with(keys, first::MANY)
    }

    /// The same; from `many` first words on they are only sorted.
    fn with<'a>(keys: impl Iterator<Item = Key<'a>>, many: usize) -> Self {
        let mut patterns = Patterns::default();
        let mut firsts = Vec::new();
        let mut sought: Vec<Sought> = Vec::new();
        let mut heads = Heads::default();
        let mut marks = Vec::new();
        for key in keys {
            let first = first_word(key.pattern);
            let number = patterns.len();
            let whole = first.len() == key.pattern.len();
            let own = if whole { key.sought } else { Sought { tail: 0, ..key.sought } };
            if firsts.last().is_some_and(|&last| first_word(patterns.get(last)) == first) {
                sought.last_mut().into_iter().for_each(|sought| *sought = sought.or(own));
            } else {
                firsts.push(number);
                sought.push(own);
            }
            match first.strip_prefix(' ') {
                Some(_) => heads.add(first, own.small, own.tail > 0),
                None => marks.extend(first.chars().next().filter(|mark| !marks.contains(mark))),
            }
            patterns.push(key.pattern, first.len());
        }
        if firsts.is_empty() {
            return Self::default();
        }
        firsts.push(patterns.len());
        let words = First::new(first_words(&patterns, &firsts), many);
        let tails = sought.iter().map(|sought| sought.tail).collect();
        let starts = words.map(|words| Starts { words, firsts, tails, filter: Filter::new(&heads), marks });
        Self { patterns, starts }
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

    /// The reverse of [`Index::write`].
    ///
    /// # Errors
    /// Those of the stream, and what is none.
    pub fn read(source: &mut Reader) -> io::Result<Self> {
        let patterns = Patterns::read(source)?;
        let starts = if source.number()? == 0 { None } else { Some(Starts::read(&patterns, source)?) };
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

    /// Tells the hits in a block of the article `text`, each with the number of its pattern.
    pub fn walk(&self, view: &View, text: &str, which: Tell, tell: impl FnMut(&Hit, u32)) {
        self.walk_on(view, text, which, &mut Memory::default(), tell);
    }

    /// The same, with memory that goes from block to block.
    pub fn walk_on(&self, view: &View, text: &str, which: Tell, memory: &mut Memory, tell: impl FnMut(&Hit, u32)) {
        let Some(starts) = &self.starts else { return };
        let (folder, found) = (std::mem::take(&mut memory.folder).again(view.shown()), std::mem::take(&mut memory.found));
        let mut walk = Walk { patterns: &self.patterns, starts, view, text, folder, found, which, tell };
        walk.run();
        *memory = Memory { folder: walk.folder.again(""), found: walk.found };
    }
}

/// A pattern up to the end of its first word: white space before a mark leaves no trace in it.
fn first_word(pattern: &str) -> &str {
    let mut chars = pattern.chars();
    chars.next();
    let rest = chars.as_str();
    let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    &pattern[..pattern.len() - rest.len() + word]
}

/// The first word of each pattern that has another one than the pattern before it: of these numbers all but the last, which is
/// the end.
fn first_words<'a>(patterns: &'a Patterns, firsts: &'a [u32]) -> impl ExactSizeIterator<Item = &'a str> {
    firsts[..firsts.len() - 1].iter().map(|&first| first_word(patterns.get(first)))
}

impl Starts {
    fn write(&self, patterns: &Patterns, out: &mut Writer) -> io::Result<()> {
        out.numbers(&self.firsts)?;
        out.bytes(&self.tails)?;
        self.filter.write(out)?;
        out.bytes(self.marks.iter().collect::<String>().as_bytes())?;
        self.words.write(first_words(patterns, &self.firsts), out)
    }

    fn read(patterns: &Patterns, source: &mut Reader) -> io::Result<Self> {
        let (firsts, tails) = (source.numbers()?, source.bytes()?);
        sound(firsts.first() == Some(&0) && firsts.last() == Some(&patterns.len()))?;
        sound(firsts.windows(2).all(|pair| pair[0] < pair[1]) && tails.len() + 1 == firsts.len())?;
        let filter = Filter::read(source)?;
        let marks = source.text()?.chars().collect();
        let words = First::read(first_words(patterns, &firsts), source)?;
        Ok(Self { words, firsts, tails, filter, marks })
    }

    /// Whether a hit that may be judged to be a candidate may begin with the word at `at`, which begins with this run.
    #[inline]
    fn may_begin(&self, shown: &str, at: usize, run: &Run) -> bool {
        let bytes = shown.as_bytes();
        let byte = bytes[at];
        if !self.filter.begins(byte) {
            return false;
        }
        if !is_plain_end(bytes, run.end) {
            return self.may_begin_rare(shown, at, run);
        }
        self.filter.look(Head(run.letters), byte.is_ascii_lowercase()) != Look::No
    }

    /// The same for words with other letters: in doubt they may.
    fn may_begin_rare(&self, shown: &str, at: usize, run: &Run) -> bool {
        let small = shown[at..].starts_with(char::is_lowercase);
        if small && !self.filter.has_small() {
            return false;
        }
        let (head, is_sure) = Head::of(shown.as_bytes(), at, run);
        let letters = &head.0.to_le_bytes()[..head.len()];
        match if is_sure { self.filter.look(head, small) } else { Look::Part } {
            Look::No => false,
            Look::Part => self.words.may_begin_with(letters),
            Look::Whole => true,
        }
    }
}

/// One walk over a block.
struct Walk<'a, T> {
    patterns: &'a Patterns,
    starts: &'a Starts,
    view: &'a View<'a>,
    text: &'a str,
    folder: Folder<'a>,
    /// The first words found: where each ends, and its number.
    found: Vec<(usize, usize)>,
    which: Tell,
    tell: T,
}

impl<T: FnMut(&Hit, u32)> Walk<'_, T> {
    fn run(&mut self) {
        let shown = self.view.shown();
        let bytes = shown.as_bytes();
        let starts = self.starts;
        let tells_all = self.which == Tell::All;
        let mut stops = Stops::new(shown, Pass { small: !tells_all && !starts.filter.begins_small(), marks: starts.marks.is_empty() });
        let mut at = 0;
        loop {
            at = stops.next(at, |at, run| tells_all || starts.may_begin(shown, at, run));
            let Some(&byte) = bytes.get(at) else { return };
            if byte.is_ascii_alphanumeric() {
                let run = Run::of(bytes, at);
                if tells_all {
                    self.word(at);
                } else if starts.may_begin(shown, at, &run) {
                    if is_plain_end(bytes, run.end) { self.plain_word(at, &bytes[at..run.end]) } else { self.word(at) }
                }
                at = match bytes.get(run.end) {
                    Some(b' ') => run.end + 1,
                    Some(byte) if byte.is_ascii() && *byte != b'-' => run.end,
                    _ => word_end(shown, run.end),
                };
            } else if byte.is_ascii() {
                if !self.starts.marks.is_empty() {
                    self.mark(at, char::from(byte));
                }
                at += 1;
            } else {
                at = self.rare(shown, at);
            }
        }
    }

    /// A character that is not ASCII, where no word goes on; returns where the walk goes on.
    fn rare(&mut self, shown: &str, at: usize) -> usize {
        if letter(&shown.as_bytes()[at..]).is_some() {
            return self.rare_word(shown, at, at + 2);
        }
        let Some(c) = shown[at..].chars().next() else { return shown.len() };
        let after = at + c.len_utf8();
        if is_invisible(c) || c.is_whitespace() {
            return after;
        }
        if is_word(c) {
            // A mark without a letter leaves no trace, and no word begins with it.
            let is_mark = is_combining_mark(c) && fold(&shown[at..after]).is_empty();
            return if is_mark { after } else { self.rare_word(shown, at, after) };
        }
        self.mark(at, c);
        after
    }

    /// A word whose first letter, which ends at `after`, is not of ASCII; returns where it ends.
    fn rare_word(&mut self, shown: &str, at: usize, after: usize) -> usize {
        if self.which == Tell::All || self.starts.may_begin_rare(shown, at, &Run { end: at, letters: 0 }) {
            self.word(at);
        }
        word_end(shown, after)
    }

    /// The hits that begin with the word at `at`.
    fn word(&mut self, at: usize) {
        self.folder.restart(at);
        let known = self.folder.word();
        if self.folder.folded().text.starts_with(' ') {
            self.hits(known);
        }
    }

    /// The same where the word is known, letters of ASCII: it is folded where a pattern begins with it, or with a part of it that
    /// may have such a tail.
    fn plain_word(&mut self, at: usize, word: &[u8]) {
        let mut found = std::mem::take(&mut self.found);
        self.starts.words.find_plain(word, &mut found);
        if found.iter().any(|&(end, number)| end - 1 + usize::from(self.starts.tails[number]) >= word.len()) {
            self.folder.restart(at);
            let known = self.folder.word();
            found.iter().for_each(|&(end, word)| self.hits_of(end, word, known));
        }
        found.clear();
        self.found = found;
    }

    /// The hits that begin with a mark.
    fn mark(&mut self, at: usize, mark: char) {
        if self.starts.marks.contains(&plain_mark(mark)) {
            self.folder.restart(at);
            let known = self.folder.head();
            self.hits(known);
        }
    }

    /// The hits that begin with what was folded, `known` bytes.
    fn hits(&mut self, known: usize) {
        let mut found = std::mem::take(&mut self.found);
        self.starts.words.find(&self.folder.folded().text.as_bytes()[..known], &mut found);
        found.drain(..).for_each(|(end, word)| self.hits_of(end, word, known));
        self.found = found;
    }

    /// The hits of patterns with this first word, which ends at `end` of the folded text.
    #[inline]
    fn hits_of(&mut self, end: usize, word: usize, known: usize) {
        let (first, last) = (self.starts.firsts[word], self.starts.firsts[word + 1]);
        let whole = self.patterns.length(first) == end;
        if whole {
            self.hit(first, end, known);
        }
        let ends = |text: &str| text.as_bytes().get(end) == Some(&b' ') || !text[end..known].starts_with(is_word);
        if last - first > u32::from(whole) && ends(&self.folder.folded().text) {
            self.longer(first, last, end, known);
        }
    }

    /// The hits of patterns `first..last`, which all begin with the first `word` folded bytes, that are longer than those.
    fn longer(&mut self, mut first: u32, last: u32, word: usize, mut known: usize) {
        let mut told = word;
        if known == word {
            known = self.folder.word();
        }
        loop {
            let text = &self.folder.folded().text[..known];
            let after = self.patterns.after(text.as_bytes(), word, first, last);
            let goes_on = |number: u32| self.patterns.get(number).strip_prefix(text).is_some_and(|rest| rest.starts_with(' '));
            let more = after < last && goes_on(after);
            let mut begun = after.checked_sub(1).filter(|&number| number >= first);
            while let Some(number) = begun {
                let pattern = self.patterns.get(number);
                if pattern.len() <= told {
                    break;
                }
                if self.folder.folded().text[..known].starts_with(pattern) {
                    self.hit(number, pattern.len(), known);
                }
                begun = self.patterns.parent(number);
            }
            let grown = if more { self.folder.word() } else { known };
            if grown == known {
                return;
            }
            (first, told, known) = (after, known, grown);
        }
    }

    #[inline]
    fn hit(&mut self, pattern: u32, end: usize, known: usize) {
        let hit = Hit { folded: self.folder.folded(), view: self.view, text: self.text, end, known };
        (self.tell)(&hit, pattern);
    }
}
