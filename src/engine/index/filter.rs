//! A cheap look at the first letters of a word: most words begin no name.

use std::io;

use super::words::is_plain_end;
use crate::engine::flat::{Reader, Writer, broken, sound};
use crate::engine::fold::{letter, takes_no_mark};
use crate::engine::runs::Run;

/// How many folded bytes of a word are looked at.
pub const LETTERS: usize = 8;

/// What letters begin with that fold to one of two bytes.
const LEADS: std::ops::RangeInclusive<u8> = 0xC3..=0xD4;

/// The first bytes of a word, folded, from the lowest on; zero after the word's end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head(pub u64);

/// Words with a tail are known by these letters alone.
const PREFIXES: [u64; 2] = [0xFFFF_FFFF, 0xFFFF];
/// What tells prefixes from words that are no longer; no letter has such a byte.
const PREFIX: u64 = 0x80 << 56;

/// What the first letters of a word say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// No pattern begins with it.
    No,
    /// One may begin with a part of it.
    Part,
    /// One may begin with the whole word, as far as it was looked at.
    Whole,
}

/// The first letters of all patterns' first words: of words that go on after them, and of words that end with them.
/// Few other words pass, and none that begins a pattern is stopped.
///
/// (B. H. Bloom, "Space/time trade-offs in hash coding with allowable errors", CACM 13(7), 1970; with one hash.)
#[derive(Debug)]
pub struct Filter {
    /// What words may begin with at all, by their first byte.
    begins: [bool; 256],
    /// Of words that begin with a small letter, and of all others.
    sets: [Set; 2],
    /// Some word may begin with a small letter.
    has_small: bool,
    /// Some pattern may have a tail, and so be a part of a word.
    has_tails: bool,
}

/// What a filter is made of.
#[derive(Debug)]
pub struct Heads {
    begins: [bool; 256],
    sets: [Vec<u64>; 2],
    has_tails: bool,
}

impl Default for Heads {
    fn default() -> Self {
        Self { begins: [false; 256], sets: Default::default(), has_tails: false }
    }
}

impl Heads {
    /// Adds a first word, which begins with its space. `any_case`: also words with a small first letter count; `longer`: also
    /// those that go on where the pattern ends.
    pub fn add(&mut self, first: &str, any_case: bool, longer: bool) {
        let word = first.as_bytes().get(1..).unwrap_or_default();
        let near = &word[..word.len().min(LETTERS)];
        if let Some(letter) = near.first() {
            self.begins[usize::from(letter.to_ascii_uppercase())] = true;
            self.begins[usize::from(*letter)] |= any_case;
        }
        self.head(Head::of_letters(near), any_case);
        if longer && word.len() < LETTERS {
            self.has_tails = true;
            match *near {
                [] => {}
                [letter] => (b'a'..=b'z').chain(b'0'..=b'9').chain(LEADS).for_each(|next| self.prefix(&[letter, next], any_case)),
                [first, second] | [first, second, _] => self.prefix(&[first, second], any_case),
                _ => self.prefix(&near[..4], any_case),
            }
        }
    }

    /// Adds all of others.
    pub fn append(&mut self, other: Self) {
        for (begins, also) in self.begins.iter_mut().zip(other.begins) {
            *begins |= also;
        }
        for (heads, more) in self.sets.iter_mut().zip(other.sets) {
            heads.extend(more);
        }
        self.has_tails |= other.has_tails;
    }

    fn prefix(&mut self, letters: &[u8], any_case: bool) {
        self.head(Head(Head::of_letters(letters).0 | PREFIX), any_case);
    }

    fn head(&mut self, head: Head, any_case: bool) {
        for heads in self.sets[usize::from(!any_case)..].iter_mut().filter(|heads| heads.last() != Some(&head.0)) {
            // Of patterns in their order many begin with the same word.
            heads.push(head.0);
        }
    }
}

impl Filter {
    /// Lets words pass that begin so.
    pub fn new(heads: &Heads) -> Self {
        Self::of(heads.begins, heads.sets.each_ref().map(|heads| Set::new(heads)), heads.has_tails)
    }

    /// Writes all of it.
    pub fn write(&self, out: &mut Writer) -> io::Result<()> {
        let [small, other] = &self.sets;
        out.bytes(&self.begins.map(u8::from))?;
        out.number(u64::from(self.has_tails))?;
        out.longs(&small.bits)?;
        out.longs(&other.bits)
    }

    /// The reverse of [`Filter::write`].
    pub fn read(source: &mut Reader) -> io::Result<Self> {
        let begins: [u8; 256] = source.bytes()?.try_into().map_err(|_| broken())?;
        let has_tails = source.number()? != 0;
        let sets = [Set::of(source.longs()?)?, Set::of(source.longs()?)?];
        Ok(Self::of(begins.map(|begins| begins != 0), sets, has_tails))
    }

    fn of(begins: [bool; 256], sets: [Set; 2], has_tails: bool) -> Self {
        let has_small = sets[0].bits.iter().any(|&bits| bits != 0);
        Self { begins, sets, has_small, has_tails }
    }

    /// Whether a word may begin with this letter or digit of ASCII, whatever follows it.
    #[inline]
    pub fn begins(&self, byte: u8) -> bool {
        self.begins[usize::from(byte)]
    }

    /// Whether a word may begin with a small letter of any script.
    pub fn has_small(&self) -> bool {
        self.has_small
    }

    /// Whether a word may begin with a small letter of ASCII.
    pub fn begins_small(&self) -> bool {
        self.begins[usize::from(b'a')..=usize::from(b'z')].contains(&true)
    }

    /// What a word's first letters say. `small`: it begins with a small letter.
    #[inline]
    pub fn look(&self, head: Head, small: bool) -> Look {
        let set = &self.sets[usize::from(!small)];
        if set.has(head.0) {
            return Look::Whole;
        }
        if self.has_tails && set.has_prefix(head) { Look::Part } else { Look::No }
    }
}

/// Numbers of which one bit of their hash is known.
#[derive(Debug)]
pub struct Set {
    bits: Vec<u64>,
    /// By how much a hash is shifted to be a bit's number.
    shift: u32,
}

/// Bits for each number: one of so many words passes that should not. And the least of all, which fit into the nearest cache.
const BITS: usize = 32;
const LEAST: usize = 1 << 15;

fn shift(size: usize) -> u32 {
    u64::BITS - size.ilog2()
}

impl Set {
    /// Of these numbers.
    pub fn new(numbers: &[u64]) -> Self {
        let size = (numbers.len() * BITS).next_power_of_two().max(LEAST);
        let mut set = Self { bits: vec![0; size / 64], shift: shift(size) };
        for &number in numbers {
            let bit = set.bit(number);
            set.bits[bit / 64] |= 1 << (bit % 64);
        }
        set
    }

    fn of(bits: Vec<u64>) -> io::Result<Self> {
        let size = bits.len() * 64;
        sound(size >= LEAST && size.is_power_of_two())?;
        Ok(Self { bits, shift: shift(size) })
    }

    /// Whether it has this number, or perhaps another one.
    #[inline]
    pub fn has(&self, number: u64) -> bool {
        let bit = self.bit(number);
        self.bits[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// Whether a word with a tail may have these first letters.
    #[inline(never)]
    fn has_prefix(&self, head: Head) -> bool {
        PREFIXES.iter().any(|prefix| self.has(head.0 & prefix | PREFIX))
    }

    #[inline]
    fn bit(&self, number: u64) -> usize {
        usize::try_from(spread(number) >> self.shift).unwrap_or_default()
    }
}

/// A number of which the highest bits are those of a hash.
///
/// (D. E. Knuth, The Art of Computer Programming, volume 3, section 6.4: multiplicative hashing by the golden section.)
#[inline]
pub fn spread(number: u64) -> u64 {
    (number ^ number >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl Head {
    /// Folded letters; bytes after the eighth are left.
    fn of_letters(letters: &[u8]) -> Self {
        let near = letters.iter().take(LETTERS);
        Self(near.rev().fold(0, |head, &letter| head << 8 | u64::from(letter)))
    }

    /// The first letters of a word that begins with such a run – which may be empty –, and whether they are all that is looked at:
    /// some letters, and most marks, are left to those who know.
    pub fn of(bytes: &[u8], at: usize, run: &Run) -> (Self, bool) {
        let mut length = (run.end - at).min(LETTERS);
        let (mut at, mut head) = (at + length, run.letters);
        if length > 0 && !takes_no_mark(&bytes[at..]) {
            return (Self(head & !(0xFF << (8 * (length - 1)))), false);
        }
        while length < LETTERS {
            let (width, taken, letters) = match &bytes[at..] {
                [byte, ..] if byte.is_ascii_alphanumeric() => {
                    let run = Run::of(bytes, at);
                    let taken = (run.end - at).min(LETTERS);
                    (taken, taken, run.letters)
                }
                rest => match letter(rest) {
                    Some(folded) => (2, folded.len(), Self::of_letters(folded.as_bytes()).0),
                    None => break,
                },
            };
            at += width;
            if !takes_no_mark(&bytes[at..]) {
                return (Self(head), false);
            }
            head |= letters << (8 * length);
            length += taken;
        }
        (Self(head), length >= LETTERS || is_plain_end(bytes, at))
    }

    /// How many there are.
    pub fn len(self) -> usize {
        LETTERS - self.0.leading_zeros() as usize / 8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_passes_that_begins_as_a_pattern_does() {
        let mut heads = Heads::default();
        heads.add(" riga", false, true);
        heads.add(" eu", false, true);
        heads.add(" al", true, false);
        heads.add(" verteidigung", false, false);
        let filter = Filter::new(&heads);
        for (word, expected) in [
            ("Riga", Look::Whole),
            ("Rigas", Look::Part),
            ("Rigorosum", Look::No),
            ("rigas", Look::No),
            ("Ri", Look::No),
            ("EU", Look::Whole),
            ("EUs", Look::Part),
            ("eus", Look::No),
            ("al", Look::Whole),
            ("alt", Look::No),
            ("Verteidigungen", Look::Whole),
            ("Verteidi", Look::Whole),
            ("Verteile", Look::No),
        ] {
            let head = Head::of_letters(word.to_lowercase().as_bytes());
            assert_eq!(filter.look(head, word.starts_with(char::is_lowercase)), expected, "{word}");
        }
        assert!(filter.begins(b'R') && !filter.begins(b'r') && filter.begins(b'a') && !filter.begins(b'X'));
    }

    #[test]
    fn the_head_of_a_word_is_read_as_far_as_it_is_sure() {
        for (word, letters, is_sure) in [
            ("Größe", "groesse", true),
            ("Éire,", "eire", true),
            ("Ko\u{308}ln", "k", false),
            ("Ωmega", "ωmega", true),
            ("Straßenbahnen und", "strassen", true),
            ("Straßen\u{308}", "strass", false),
            ("Москва", "моск", true),
            ("Киев.", "киев", true),
            ("и\u{306}", "", false),
            ("aя\n", "aя", true),
            ("Kreml“", "kreml", true),
            ("Kreml\u{308}", "krem", false),
            ("ab-\nge", "ab", false),
            ("Bär-A", "baer", true),
        ] {
            let (head, sure) = Head::of(word.as_bytes(), 0, &Run::of(word.as_bytes(), 0));
            assert_eq!((String::from_utf8_lossy(&head.0.to_le_bytes()[..head.len()]), sure), (letters.into(), is_sure), "{word}");
        }
    }
}
