//! How forms are spelt, where that is all that counts. Of a list that is literal what has the bytes of a form between the edges of words is
//! one of them, and nothing else is: the words that they begin with stand in a table as they are written, and most of the text is only
//! compared.

use std::io;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::filter::{Set, spread};
use super::words::ENDS;
use crate::engine::flat::{Reader, Writer, sound};
use crate::engine::fold::{is_word, letter, whole};
use crate::engine::runs::{Run, each};

/// The forms of all patterns, in their order.
///
/// (The table: D. E. Knuth, The Art of Computer Programming, volume 3, section 6.4: open addressing with linear probing.)
#[derive(Debug)]
pub struct Spellings {
    forms: Forms,
    /// The first letters of all first words.
    heads: Set,
    slots: Vec<Slot>,
    /// By how much a hash is shifted to be a slot's number.
    shift: u32,
}

/// What is written, form by form.
#[derive(Debug, Default)]
struct Forms {
    /// Their bytes, one after the other.
    text: Vec<u8>,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Forms {
    #[inline]
    fn get(&self, number: u32) -> &[u8] {
        let begin = number.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.text[begin as usize..self.ends[number as usize] as usize]
    }
}

/// A word that forms begin with; in a slot that is free one without letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Slot {
    key: u64,
    length: u32,
    /// Of the [first words](super::starts::Starts::firsts) that which it folds to.
    number: u32,
}

/// What a form is at a place of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelt {
    /// It is there, and ends at this byte.
    Ends(usize),
    /// It is not.
    Not,
    /// Only a closer look tells.
    Unclear,
}

impl Spellings {
    /// Of forms that are written so; `words`: for each first word the numbers of its forms. `None`: of one something does not show, which
    /// stands in a text in other spellings, too.
    pub fn new<T: AsRef<str>>(forms: impl Iterator<Item = T>, words: impl Iterator<Item = Range<u32>>) -> Option<Self> {
        let mut all = Forms::default();
        for form in forms {
            if !all_shows(form.as_ref()) {
                return None;
            }
            all.text.extend_from_slice(form.as_ref().as_bytes());
            all.ends.push(u32::try_from(all.text.len()).unwrap_or(u32::MAX));
        }
        Some(Self::of(all, words))
    }

    /// Those forms, and the table of these words.
    fn of(forms: Forms, words: impl Iterator<Item = Range<u32>>) -> Self {
        let mut all: Vec<Slot> = Vec::new();
        let mut heads = Vec::new();
        for (number, own) in (0..).zip(words) {
            for form in own {
                let form = forms.get(form);
                let run = Run::of_letters(form, 0);
                let Ok(length) = u32::try_from(run.end) else { continue };
                let slot = Slot { key: key(&form[..run.end], run.letters), length, number };
                // Forms that begin with one word come one after the other.
                if length > 0 && all.last() != Some(&slot) {
                    all.push(slot);
                    heads.push(run.letters);
                }
            }
        }
        let size = (2 * all.len()).next_power_of_two().max(2);
        let mut spellings = Self { forms, heads: Set::new(&heads), slots: vec![Slot::default(); size], shift: u64::BITS - size.ilog2() };
        for slot in all {
            let is_its = |&place: &usize| spellings.slots[place].length == 0 || spellings.slots[place] == slot;
            if let Some(place) = spellings.places(slot.key).find(is_its) {
                spellings.slots[place] = slot;
            }
        }
        spellings
    }

    /// Writes the forms.
    pub fn write(&self, out: &mut Writer) -> io::Result<()> {
        out.bytes(&self.forms.text)?;
        out.numbers(&self.forms.ends)
    }

    /// The reverse of [`Spellings::write`], for so many forms and the same words.
    pub fn read(source: &mut Reader, forms: Option<u32>, words: impl Iterator<Item = Range<u32>>) -> io::Result<Self> {
        let (text, ends) = (source.bytes()?, source.numbers()?);
        sound(forms.is_some_and(|forms| forms as usize == ends.len()))?;
        sound(ends.is_sorted() && ends.last().map_or(0, |end| *end as usize) == text.len())?;
        Ok(Self::of(Forms { text, ends }, words))
    }

    /// Whether a form may begin with a word that begins so.
    #[inline]
    pub fn may_begin(&self, run: &Run) -> bool {
        self.heads.has(run.letters)
    }

    /// Whether a test holds of all first words which this word, that begins with such letters, may be in another case.
    #[inline]
    pub fn all(&self, word: &[u8], letters: u64, mut test: impl FnMut(u32) -> bool) -> bool {
        let key = key(word, letters);
        for place in self.places(key) {
            let slot = self.slots[place];
            if slot.length == 0 {
                break;
            }
            if slot.key == key && slot.length as usize == word.len() && !test(slot.number) {
                return false;
            }
        }
        true
    }

    /// The slots where a key may be, one after the other.
    #[inline]
    fn places(&self, key: u64) -> impl Iterator<Item = usize> + use<> {
        let (first, last) = (usize::try_from(spread(key) >> self.shift).unwrap_or_default(), self.slots.len() - 1);
        (first..=first + last).map(move |place| place & last)
    }

    /// What the form of this number is at a place where nothing but a hyphen joins it to what stands before it.
    #[inline]
    pub fn at(&self, number: u32, text: &[u8], place: usize) -> Spelt {
        let form = self.forms.get(number);
        let end = place + form.len();
        if text.get(place..end) != Some(form) {
            return other(form, &text[place..]);
        }
        match text.get(end) {
            None => Spelt::Ends(end),
            Some(&byte) if EDGES[usize::from(byte)] => Spelt::Ends(end),
            Some(byte) if byte.is_ascii_alphanumeric() => Spelt::Not,
            Some(b'-') if is_within_line(&text[end + 1..]) => Spelt::Ends(end),
            Some(_) if is_quotation_mark(&text[end..]) => Spelt::Ends(end),
            Some(_) => Spelt::Unclear,
        }
    }
}

/// Whether nothing of a text is invisible, nor a mark without a letter.
fn all_shows(text: &str) -> bool {
    let is_lone = |(before, c): (char, char)| is_combining_mark(c) && !is_word(before);
    text.is_ascii() || *whole(text) == *text && !std::iter::once(' ').chain(text.chars()).zip(text.chars()).any(is_lone)
}

/// What a form is where another text stands: the same with what leaves no trace in it, or another.
#[cold]
fn other(form: &[u8], text: &[u8]) -> Spelt {
    let same = form.iter().zip(text).take_while(|(form, text)| form == text).count();
    let begin = if text.get(same).is_some_and(|byte| byte & 0xC0 == 0x80) { same.saturating_sub(1) } else { same };
    let shows = match text.get(same) {
        None => true,
        // A hyphen may divide a word at a line's end.
        Some(b'-') => is_within_line(&text[same + 1..]),
        Some(byte) if byte.is_ascii() => true,
        // Letters of two bytes show and quotation marks do, and few others need be told.
        Some(_) => letter(&text[begin..]).is_some() || matches!(text[same..], [0xE2, 0x80, 0x98..=0x9F, ..]),
    };
    if shows { Spelt::Not } else { Spelt::Unclear }
}

/// Whether after a hyphen the line goes on with a word, or something that is clearly none: no word is divided by it.
fn is_within_line(after: &[u8]) -> bool {
    after.first().is_none_or(|next| next.is_ascii() && !next.is_ascii_whitespace()) || letter(after).is_some()
}

/// Whether nothing but a hyphen joins a word that begins here to another one.
#[inline]
pub fn begins_freely(text: &[u8], at: usize) -> bool {
    match text[..at] {
        [] => true,
        [.., byte] if EDGES[usize::from(byte)] => true,
        [ref before @ .., b'-'] => {
            before.last().is_none_or(u8::is_ascii) || before.last_chunk().is_some_and(|last: &[u8; 2]| letter(last).is_some())
        }
        _ => is_quotation_mark(&text[at.saturating_sub(3)..at]),
    }
}

/// Marks of ASCII that join what they stand beside to nothing: all but hyphens, apostrophes and underscores.
const EDGES: [bool; 256] = {
    let mut edges = ENDS;
    edges[b'\'' as usize] = false;
    edges[b'_' as usize] = false;
    edges
};

/// Whether the bytes begin with a quotation mark that is no apostrophe.
fn is_quotation_mark(bytes: &[u8]) -> bool {
    matches!(bytes, [0xE2, 0x80, 0x9C..=0x9F, ..])
}

/// How many bytes of a word are its key, where it has no more.
const SHORT: usize = size_of::<u64>();

/// Of a short word all its bytes; of another one a number made of its length, its first bytes and its last. Letters of ASCII count in
/// either case. `letters`: see [`Run`].
#[inline]
fn key(word: &[u8], letters: u64) -> u64 {
    match word.last_chunk::<SHORT>() {
        Some(&end) if word.len() > SHORT => spread(letters) ^ (u64::from_le_bytes(end) | each(0x20)) ^ word.len() as u64,
        _ => letters,
    }
}
