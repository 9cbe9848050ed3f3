//! The walk over a block: from word to word, and a closer look where a pattern may begin.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::ahead::Ahead;
use super::glance::{Glance, Plain, Rest, Room};
use super::patterns::Patterns;
use super::spellings::{Spellings, Spelt, begins_freely};
use super::starts::{Starts, first_word};
use super::stops::{Pass, Stops};
use super::words::{is_plain_end, word_end};
use super::{Tell, Told};
use crate::engine::fold::{Folder, fold, is_invisible, is_word, letter, plain_mark};
use crate::engine::judge::Hit;
use crate::engine::runs::Run;
use crate::engine::view::View;

/// So many patterns with one first word are looked at one by one.
const FEW: u32 = 4;

/// … and so many that begin with all that is clear of the text.
const SOME: usize = 12;

/// So many bytes tell most of more patterns apart.
const NEAR: usize = 10;

/// How many bytes a word has.
#[derive(Clone, Copy)]
struct Word {
    text: usize,
    /// With its space.
    folded: usize,
}

/// One walk over a block.
pub struct Walk<'a, T> {
    /// What is sought.
    pub patterns: &'a Patterns,
    /// How that begins.
    pub starts: &'a Starts,
    /// The block.
    pub view: &'a View<'a>,
    /// The article's text.
    pub text: &'a str,
    /// Folds the block's text.
    pub folder: Folder<'a>,
    /// The first words found: where each ends, and its number.
    pub found: Vec<(usize, usize)>,
    /// The patterns seen at a glance.
    pub seen: Vec<(Range<usize>, u32)>,
    /// Which hits are told.
    pub which: Tell,
    /// Who is told.
    pub told: T,
}

impl<T: Told> Walk<'_, T> {
    /// Tells all hits.
    pub fn run(&mut self) {
        match &self.starts.spellings {
            Some(spellings) if T::SPELLS && self.which == Tell::Likely && self.view.is_plain() => {
                let may_begin = |starts: &Starts, shown: &str, at, run: &Run| starts.may_begin_as_spelt(spellings, shown, at, run);
                self.over(true, may_begin, |walk, at, run| walk.spelt(spellings, at, run));
            }
            _ if self.which == Tell::All => self.over(false, |_, _, _, _| true, |_, _, _| false),
            _ => self.over(false, Starts::may_begin, |walk, at, run| {
                walk.plain_word(at, run);
                true
            }),
        }
    }

    /// Goes from word to word for which it `may` be that a pattern begins, as its run tells, and tells the hits: of one that plainly ends with
    /// it `tell` does, if it can. `letters`: see [`Pass`].
    #[inline]
    fn over(&mut self, letters: bool, may: impl Fn(&Starts, &str, usize, &Run) -> bool, tell: impl Fn(&mut Self, usize, &Run) -> bool) {
        let shown = self.view.shown();
        let bytes = shown.as_bytes();
        let starts = self.starts;
        let marks = Some(&starts.ascii_marks).filter(|_| !starts.marks.is_empty());
        let tells_all = self.which == Tell::All;
        let (small, divided) = (!tells_all && !starts.filter.begins_small(), tells_all || starts.filter.has_small());
        let mut stops = Stops::new(shown, Pass { small, marks, divided, letters });
        let mut at = 0;
        loop {
            let stop = stops.next(at, |at, run| may(starts, shown, at, run));
            let Some(byte) = bytes.get(stop.at) else { return };
            at = match stop.run {
                Some(run) => {
                    if !is_plain_end(bytes, run.end) || !tell(self, stop.at, &run) {
                        self.word(stop.at);
                    }
                    stops.word_end(stop.at).unwrap_or_else(|| word_end(shown, run.end))
                }
                None if byte.is_ascii_alphanumeric() || letter(&bytes[stop.at..]).is_some() => {
                    self.rare_word(stop.at);
                    stops.word_end(stop.at).unwrap_or_else(|| word_end(shown, shown.ceil_char_boundary(stop.at + 1)))
                }
                None if byte.is_ascii() => {
                    self.mark(stop.at, char::from(*byte));
                    stop.at + 1
                }
                None => self.rare(shown, stop.at),
            };
        }
    }

    /// A character that is not ASCII, where no word goes on; returns where the walk goes on.
    fn rare(&mut self, shown: &str, at: usize) -> usize {
        let Some(c) = shown[at..].chars().next() else { return shown.len() };
        let after = at + c.len_utf8();
        if is_invisible(c) || c.is_whitespace() {
            return after;
        }
        if is_word(c) {
            // A mark without a letter leaves no trace, and no word begins with it.
            let is_mark = is_combining_mark(c) && fold(&shown[at..after]).is_empty();
            if !is_mark {
                self.rare_word(at);
            }
            return if is_mark { after } else { word_end(shown, after) };
        }
        self.mark(at, c);
        after
    }

    /// A word that was not asked for.
    fn rare_word(&mut self, at: usize) {
        let shown = self.view.shown();
        if self.which == Tell::All || self.starts.may_begin_rare(shown, at, &Run::of(shown.as_bytes(), at)) {
            self.word(at);
        }
    }

    /// The hits that begin with the word at `at`.
    fn word(&mut self, at: usize) {
        if self.which == Tell::Likely {
            let mut room = [b' '; size_of::<Room>()];
            let mut plain = Plain::at(&self.view.shown().as_bytes()[at..], 0);
            if let Some(folded) = plain.word(&mut room, 1) {
                let run = Run::of(&room, 1);
                let head = if run.end == folded { run.letters } else { 0 };
                return self.known_word(at, &room[1..folded], head, plain.place);
            }
        }
        self.folder.restart(at);
        let known = self.folder.word();
        if self.folder.folded().text.starts_with(' ') {
            self.hits(known);
        }
    }

    /// The same where the word is letters of ASCII.
    fn plain_word(&mut self, at: usize, run: &Run) {
        let word = &self.view.shown().as_bytes()[at..run.end];
        self.known_word(at, word, run.letters, word.len());
    }

    /// The same where the word is known, without its space and with letters of ASCII in either case, and how many bytes of the text it is.
    /// `head`: see [`First::find_plain`](super::first::First::find_plain).
    fn known_word(&mut self, at: usize, letters: &[u8], head: u64, text: usize) {
        let mut found = std::mem::take(&mut self.found);
        self.starts.words.find_plain(letters, head, &mut found);
        self.begun(at, Word { text, folded: letters.len() + 1 }, found);
    }

    /// Tells the forms that begin with a word which begins with such a run and plainly ends with it, if spellings tell them; else nothing
    /// is told.
    fn spelt(&mut self, spellings: &Spellings, at: usize, run: &Run) -> bool {
        let bytes = self.view.shown().as_bytes();
        let mut seen = std::mem::take(&mut self.seen);
        let is_clear = spellings.all(&bytes[at..run.end], run.letters, |number| {
            // What stands before the block may be joined to its first word.
            begins_freely(self.text.as_bytes(), self.view.source(at))
                && self.alike(at, run.end, number as usize, |pattern| {
                    self.told.forms(pattern).all(|form| match spellings.at(form, bytes, at) {
                        Spelt::Ends(end) => {
                            seen.push((at..end, form));
                            true
                        }
                        Spelt::Not => true,
                        Spelt::Unclear => false,
                    })
                })
        });
        if is_clear {
            for (place, form) in &seen {
                self.told.spelt(place.clone(), *form);
            }
        }
        seen.clear();
        self.seen = seen;
        is_clear
    }

    /// Whether a test holds of all patterns with this first word, which ends at a byte of the text, but those that are others by what follows
    /// the word there.
    #[inline]
    fn alike(&self, at: usize, end: usize, number: usize, mut test: impl FnMut(u32) -> bool) -> bool {
        let (first, last) = (self.starts.firsts[number], self.starts.firsts[number + 1]);
        let ahead = Ahead::of(&self.view.shown().as_bytes()[end..]);
        let mut test = |pattern| ahead.tells_apart(self.patterns.head(pattern)) || test(pattern);
        if last - first <= FEW {
            (first..last).all(test)
        } else if let Some(mut near) = self.patterns.near(ahead, first, last, FEW) {
            near.all(&mut test)
        } else {
            self.among(at, end - at, first, last).is_some_and(|mut some| some.all(test))
        }
    }

    /// The hits that begin with a word, which begins with the first words found: it is folded where a pattern begins with it, or with a
    /// part of it that may have such a tail, and a glance does not tell which.
    fn begun(&mut self, at: usize, word: Word, mut found: Vec<(usize, usize)>) {
        // What is longer than a tail may follow no pattern.
        found.retain(|&(end, number)| end + usize::from(self.starts.tails[number]) >= word.folded);
        match found[..] {
            [] => {}
            [(end, number)] if end == word.folded && self.glance(at, word, number) => {}
            _ => self.look(at, &found),
        }
        found.clear();
        self.found = found;
    }

    /// The same where the word must be folded.
    fn look(&mut self, at: usize, found: &[(usize, usize)]) {
        self.folder.restart(at);
        let known = self.folder.word();
        for &(end, number) in found {
            self.hits_of(end, number, known);
        }
    }

    /// The hits of patterns with this first word, if a glance tells them; else nothing is told.
    fn glance(&mut self, at: usize, word: Word, number: usize) -> bool {
        let mut seen = std::mem::take(&mut self.seen);
        let is_clear = self.alike(at, at + word.text, number, |pattern| self.see(at, word, pattern, &mut seen));
        // Of many the longest was seen first; shorter ones end before it.
        seen.sort_unstable_by_key(|(place, _)| place.end);
        let told = is_clear && (seen.is_empty() || self.told.glance(&seen));
        seen.clear();
        self.seen = seen;
        told
    }

    /// Adds the place of a pattern with this first word, if it is there; whether that is clear.
    fn see(&self, at: usize, word: Word, pattern: u32, seen: &mut Vec<(Range<usize>, u32)>) -> bool {
        let rest = &self.patterns.get(pattern).as_bytes()[word.folded..];
        match Glance::of(&self.view.shown().as_bytes()[at..], word.text, rest) {
            Glance::Other => {}
            Glance::Same(end) => seen.push((at..at + end, pattern)),
            Glance::Unsure => return false,
        }
        true
    }

    /// Of patterns `first..last`, which all begin with this word of so many bytes, those with which the text may begin. `None`: there may be
    /// many.
    fn among(&self, at: usize, word: usize, first: u32, last: u32) -> Option<impl Iterator<Item = u32>> {
        let mut room = [0; size_of::<Room>()];
        let begin = first_word(self.patterns.get(first)).as_bytes();
        room.get_mut(..begin.len())?.copy_from_slice(begin);
        let mut plain = Plain::at(&self.view.shown().as_bytes()[at..], word);
        let (mut length, mut enough) = (begin.len(), begin.len() + NEAR);
        loop {
            let (end, rest) = plain.ahead(&mut room, length, enough);
            let some = self.patterns.beginning(&room[..end], begin.len(), first..last, SOME);
            if some.is_some() || rest != Rest::GoesOn || enough == room.len() {
                return some;
            }
            (length, enough) = (end, room.len());
        }
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
        self.told.hit(&hit, pattern);
    }
}
