//! The first words of patterns in a table: which of them a whole word is. Where nothing may follow a pattern in its word, no part of a word
//! begins one, and this is all that is asked of most.

use super::filter::spread;
use super::patterns::Patterns;
use super::starts::first_word;

/// The table: of a word its place is known, and where another one has that, one of the next.
///
/// (D. E. Knuth, The Art of Computer Programming, volume 3, section 6.4: open addressing with linear probing.)
#[derive(Debug)]
pub struct Whole {
    slots: Vec<Slot>,
    /// By how much a hash is shifted to be a place.
    shift: u32,
}

/// One word; in a place that is free one without letters.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: u64,
    length: u32,
    number: u32,
}

/// How many bytes of a word are its key, where it has no more.
const SHORT: usize = size_of::<u64>();

impl Whole {
    /// The first words of these patterns; of each the number of the first pattern with it, and one more for the end.
    pub fn new(patterns: &Patterns, firsts: &[u32]) -> Self {
        let size = (2 * firsts.len()).next_power_of_two().max(2);
        let mut whole = Self { slots: vec![Slot::default(); size], shift: u64::BITS - size.ilog2() };
        for (number, &first) in (0..).zip(&firsts[..firsts.len().saturating_sub(1)]) {
            let Some(word) = first_word(patterns.get(first)).strip_prefix(' ') else { continue };
            let (word, Ok(length)) = (word.as_bytes(), u32::try_from(word.len())) else { continue };
            let key = key(word, beginning(word));
            if let Some(free) = whole.places(key).find(|&place| whole.slots[place].length == 0) {
                whole.slots[free] = Slot { key, length, number };
            }
        }
        whole
    }

    /// The number of a word, its letters of ASCII in either case. `head`: its first letters as a [run](crate::engine::runs::Run) has
    /// them that is all of the word, else 0. `is`: whether the word of that number begins with these bytes in small letters.
    #[inline]
    pub fn find(&self, word: &[u8], head: u64, is: impl Fn(u32) -> bool) -> Option<u32> {
        let key = key(word, if head == 0 { beginning(word) } else { head });
        for place in self.places(key) {
            let slot = self.slots[place];
            if slot.length == 0 {
                break;
            }
            if slot.key == key && slot.length as usize == word.len() && (word.len() <= SHORT || is(slot.number)) {
                return Some(slot.number);
            }
        }
        None
    }

    /// Where the word of a key may stand, one place after the other.
    #[inline]
    fn places(&self, key: u64) -> impl Iterator<Item = usize> + use<> {
        let (first, last) = (usize::try_from(spread(key) >> self.shift).unwrap_or_default(), self.slots.len() - 1);
        (first..=first + last).map(move |place| place & last)
    }
}

/// Of a short word all its bytes; of another one a number made of its length, its first bytes and its last.
#[inline]
fn key(word: &[u8], beginning: u64) -> u64 {
    match word.last_chunk::<SHORT>() {
        Some(end) if word.len() > SHORT => spread(beginning) ^ small(*end) ^ word.len() as u64,
        _ => beginning,
    }
}

/// The first bytes of a word in small letters, zero after its end.
fn beginning(word: &[u8]) -> u64 {
    let mut near = [0; SHORT];
    let length = word.len().min(SHORT);
    near[..length].copy_from_slice(&word[..length]);
    small(near)
}

#[inline]
fn small(mut bytes: [u8; SHORT]) -> u64 {
    bytes.make_ascii_lowercase();
    u64::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_first_word_is_found_and_no_other_one() {
        let mut words: Vec<String> = (0..2000).map(|number| format!(" {}w{}", "lang".repeat(number % 7), number / 3)).collect();
        words.extend([" a", " größe", " straßenbahnen", " яд", "(x"].map(str::to_owned));
        words.sort();
        words.dedup();
        let mut patterns = Patterns::default();
        for word in &words {
            patterns.push(word, word.len());
        }
        let firsts: Vec<u32> = (0..=patterns.len()).collect();
        let whole = Whole::new(&patterns, &firsts);
        let find = |word: &str| {
            let is = |number: u32| patterns.get(number).as_bytes()[1..].eq_ignore_ascii_case(word.as_bytes());
            whole.find(word.as_bytes(), 0, is)
        };
        for (number, word) in (0..).zip(&words) {
            let Some(word) = word.strip_prefix(' ') else { continue };
            assert_eq!((find(word), find(&word.to_ascii_uppercase())), (Some(number), Some(number)), "{word}");
            assert_eq!((find(&format!("{word}x")), find(&format!("x{word}"))), (None, None), "{word}");
        }
        assert_eq!((find(""), find("x")), (None, None));
    }
}
