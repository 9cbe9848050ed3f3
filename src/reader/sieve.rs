//! Where in a long text a search needs to look at all: stretches that lack a letter of what is sought are passed over
//! at the speed of reading them.
//!
//! Of the needle's letters the rarest is looked for as it may be written: as itself, in either case, or as a character
//! that folds to it. Beside it nothing may stand that folds to itself, is never left out, and is not what the needle has
//! there: letters, digits, most marks of ASCII, a blank after them. What passes may match; what does not, cannot.

use std::ops::{Range, RangeInclusive};

/// Letters of European languages from the most frequent to the rarest; what is not among them is rarer still.
const FREQUENT: &[u8] = b"enirstadhulcgmobwfkzpvjyxq";
/// Where characters stand that fold to letters of ASCII: Latin, combining marks, letters as symbols.
pub const FOREIGN: [RangeInclusive<char>; 4] =
    ['\u{80}'..='\u{24F}', '\u{300}'..='\u{36F}', '\u{1E00}'..='\u{1EFF}', '\u{2100}'..='\u{214F}'];

/// See the module.
pub struct Sieve<'a> {
    needle: &'a [u8],
    /// The place of the rarest letter in the needle.
    at: usize,
    any_case: bool,
    /// Of each byte whether it is the letter, or may begin a character that folds to it.
    begins: [bool; 256],
    /// The characters that fold to the letter, in order.
    foreign: Vec<char>,
}

impl<'a> Sieve<'a> {
    /// The sieve for a folded needle, where `folds` says what a character folds to. `None`: the needle has no letter of
    /// ASCII to go by.
    pub fn new(needle: &'a str, any_case: bool, folds: impl Fn(char) -> String) -> Option<Self> {
        let rank = |byte: u8| FREQUENT.iter().position(|letter| letter.eq_ignore_ascii_case(&byte)).unwrap_or(FREQUENT.len());
        let letters = needle.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_alphanumeric());
        let (at, letter) = letters.max_by_key(|(_, byte)| rank(*byte))?;
        let foreign: Vec<char> = FOREIGN.into_iter().flatten().filter(|c| folds(*c).as_bytes().contains(&letter)).collect();
        let mut begins = [false; 256];
        begins[usize::from(letter)] = true;
        begins[usize::from(letter.to_ascii_uppercase())] |= any_case;
        for c in &foreign {
            begins[usize::from(c.encode_utf8(&mut [0; 4]).as_bytes()[0])] = true;
        }
        Some(Self { needle: needle.as_bytes(), at, any_case, begins, foreign })
    }

    /// Whether the needle may stand in a stretch of text, as far as it stands there with its rarest letter.
    pub fn passes(&self, text: &str, stretch: Range<usize>) -> bool {
        let bytes = text.as_bytes();
        let mut from = stretch.start;
        while let Some(found) = bytes.get(from..stretch.end).and_then(|rest| rest.iter().position(|byte| self.begins[usize::from(*byte)])) {
            let place = from + found;
            if self.may_be(text, place) {
                return true;
            }
            from = place + 1;
        }
        false
    }

    fn may_be(&self, text: &str, place: usize) -> bool {
        let bytes = text.as_bytes();
        if !bytes[place].is_ascii() {
            let c = text.get(place..).and_then(|rest| rest.chars().next());
            return c.is_some_and(|c| self.foreign.binary_search(&c).is_ok());
        }
        let (before, after) = self.needle.split_at(self.at);
        let fits = |(wanted, found): (&u8, u8)| *wanted == found || (self.any_case && wanted.eq_ignore_ascii_case(&found));
        let mut left = before.iter().rev().zip((0..place).rev().map_while(|at| solid(bytes, at)));
        let mut right = after.iter().zip((place..bytes.len()).map_while(|at| solid(bytes, at)));
        left.all(fits) && right.all(fits)
    }
}

/// The byte at a place, where that is a character that is neither left out nor folded to anything but its other case.
fn solid(bytes: &[u8], at: usize) -> Option<u8> {
    let byte = *bytes.get(at)?;
    let firm = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'-' | b'`');
    // Of several blanks one is left, and after a hyphen at a line's end none.
    let blank = byte == b' ' && at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(firm);
    (firm(&byte) || blank).then_some(byte)
}
