//! The walk over a block: from word to word, and a closer look where a pattern may begin.

use unicode_normalization::char::is_combining_mark;

use super::glance::Glance;
use super::patterns::Patterns;
use super::starts::Starts;
use super::stops::{Pass, Stops};
use super::words::{is_plain_end, word_end};
use super::{Tell, Told};
use crate::engine::fold::{Folder, fold, is_invisible, is_word, letter, plain_mark};
use crate::engine::judge::Hit;
use crate::engine::runs::Run;
use crate::engine::view::View;

/// Patterns with one first word that are looked at one by one.
const FEW: u32 = 4;

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
    /// Which hits are told.
    pub which: Tell,
    /// Who is told.
    pub told: T,
}

impl<T: Told> Walk<'_, T> {
    /// Tells all hits.
    pub fn run(&mut self) {
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
        // What is longer than a tail may follow no pattern.
        found.retain(|&(end, number)| end - 1 + usize::from(self.starts.tails[number]) >= word.len());
        match found[..] {
            [] => {}
            [(end, number)] if end - 1 == word.len() && self.glance(at, word.len(), number) => {}
            _ => {
                self.folder.restart(at);
                let known = self.folder.word();
                found.iter().for_each(|&(end, number)| self.hits_of(end, number, known));
            }
        }
        found.clear();
        self.found = found;
    }

    /// The hits of patterns with this first word, which is there letter by letter, if a glance is enough for them; else nothing is told.
    fn glance(&mut self, at: usize, word: usize, number: usize) -> bool {
        let (first, last) = (self.starts.firsts[number], self.starts.firsts[number + 1]);
        if last - first > FEW {
            return false;
        }
        let text = &self.view.shown().as_bytes()[at..];
        let mut hit = None;
        for pattern in first..last {
            let letters = &self.patterns.get(pattern).as_bytes()[1..];
            match Glance::at(text, letters, word) {
                Glance::Other => {}
                Glance::Same if hit.is_none() => hit = Some((at..at + letters.len(), pattern)),
                _ => return false,
            }
        }
        hit.is_none_or(|(place, pattern)| self.told.glance(place, pattern))
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
