//! How patterns begin: their first words, and which words of a text may be one.

use std::io;
use std::ops::Range;

use super::filter::{Filter, Head, Look};
use super::first::First;
use super::patterns::Patterns;
use super::spellings::Spellings;
use super::stops::Ascii;
use super::words::is_plain_end;
use crate::engine::flat::{Reader, Writer, sound};
use crate::engine::fold::{is_word, plain_mark};
use crate::engine::runs::{Run, run_end};

/// The beginnings of patterns.
#[derive(Debug)]
pub struct Starts {
    /// The first words, a space before each; of patterns that begin with a mark that.
    pub words: First,
    /// How forms are spelt, where that is all that counts.
    pub spellings: Option<Spellings>,
    /// Of each first word the number of the first pattern with it; one more for the end.
    pub firsts: Vec<u32>,
    /// Of each first word how many bytes may follow it in its word.
    pub tails: Vec<u8>,
    /// What their first letters are.
    pub filter: Filter,
    /// Marks that patterns begin with.
    pub marks: Vec<char>,
    /// The characters of ASCII that fold to one of these.
    pub ascii_marks: Ascii,
}

/// The characters of ASCII that fold to one of these marks.
pub fn ascii_marks(marks: &[char]) -> Ascii {
    std::array::from_fn(|byte| u8::try_from(byte).is_ok_and(|byte| marks.contains(&plain_mark(char::from(byte)))))
}

/// A pattern up to the end of its first word: white space before a mark leaves no trace in it.
pub fn first_word(pattern: &str) -> &str {
    let bytes = pattern.as_bytes();
    // Most are a space and letters of ASCII.
    if let Some(b' ') = bytes.first() {
        let end = run_end(bytes, 1);
        if bytes.get(end).is_none_or(u8::is_ascii) {
            return &pattern[..end];
        }
    }
    let mut chars = pattern.chars();
    chars.next();
    let rest = chars.as_str();
    let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    &pattern[..pattern.len() - rest.len() + word]
}

/// The first word of each pattern that has another one than the pattern before it: of these numbers all but the last, which is
/// the end.
pub fn first_words<'a>(patterns: &'a Patterns, firsts: &'a [u32]) -> impl ExactSizeIterator<Item = &'a str> + Clone {
    firsts[..firsts.len() - 1].iter().map(|&first| first_word(patterns.get(first)))
}

impl Starts {
    /// Of each first word the numbers of its forms; `forms`: where those of each pattern begin.
    pub fn forms_of<'a>(firsts: &'a [u32], forms: &'a [u32]) -> impl Iterator<Item = Range<u32>> {
        let begins = |first: u32| forms.get(first as usize).copied().unwrap_or_default();
        firsts.windows(2).map(move |pair| begins(pair[0])..begins(pair[1]))
    }

    /// Writes all of it.
    pub fn write(&self, patterns: &Patterns, out: &mut Writer) -> io::Result<()> {
        out.numbers(&self.firsts)?;
        out.bytes(&self.tails)?;
        self.filter.write(out)?;
        out.bytes(self.marks.iter().collect::<String>().as_bytes())?;
        out.number(u64::from(self.spellings.is_some()))?;
        self.spellings.as_ref().map_or(Ok(()), |spellings| spellings.write(out))?;
        self.words.write(first_words(patterns, &self.firsts), out)
    }

    /// The reverse of [`Starts::write`]; `forms`: where those of each pattern begin.
    pub fn read(patterns: &Patterns, forms: &[u32], source: &mut Reader) -> io::Result<Self> {
        let (firsts, tails) = (source.numbers()?, source.bytes()?);
        sound(firsts.first() == Some(&0) && firsts.last() == Some(&patterns.len()))?;
        sound(firsts.windows(2).all(|pair| pair[0] < pair[1]) && tails.len() + 1 == firsts.len())?;
        let filter = Filter::read(source)?;
        let marks: Vec<char> = source.text()?.chars().collect();
        let spells = source.number()? != 0;
        let spellings = spells.then(|| Spellings::read(source, forms.last().copied(), Self::forms_of(&firsts, forms))).transpose()?;
        let words = First::read(first_words(patterns, &firsts), !spells, source)?;
        Ok(Self { words, spellings, firsts, tails, filter, ascii_marks: ascii_marks(&marks), marks })
    }

    /// Whether a hit that may be judged to be a candidate may begin with the word at `at`, which begins with this run.
    #[inline]
    pub fn may_begin(&self, shown: &str, at: usize, run: &Run) -> bool {
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

    /// The same where spelling counts: of the letters of two bytes a run knows, too.
    #[inline]
    pub fn may_begin_as_spelt(&self, spellings: &Spellings, shown: &str, at: usize, run: &Run) -> bool {
        let bytes = shown.as_bytes();
        if is_plain_end(bytes, run.end) { spellings.may_begin(run) } else { self.may_begin_rare(shown, at, &Run::of(bytes, at)) }
    }

    /// The same for words with other letters: in doubt they may.
    #[inline(never)]
    pub fn may_begin_rare(&self, shown: &str, at: usize, run: &Run) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_word_ends_where_no_letter_follows() {
        let cases = [" riga", " o'neill", " a b", " groß a", " 7-a", "(a b", "( a", "\n a", " a\u{308}x y", " яд", "", " "];
        let firsts = [" riga", " o", " a", " groß", " 7", "(a", "(", "\n", " a\u{308}x", " яд", "", " "];
        assert_eq!(cases.map(first_word), firsts);
    }
}
