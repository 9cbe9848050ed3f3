//! A cheap look at the first letters of a word: most words begin no name.

use std::sync::LazyLock;

use crate::engine::fold::fold;

/// How many letters are looked at.
pub const LETTERS: usize = 3;
/// Bits of a letter's code.
const BITS: usize = 6;
/// Codes of letters are 1 to 36; 0: the word is over.
const CODES: u8 = 37;

/// Which first three letters patterns have.
#[derive(Debug)]
pub struct Filter {
    /// Of words that begin with a small letter, and of all others.
    sets: [Vec<u64>; 2],
}

impl Filter {
    /// One that nothing passes.
    pub fn new() -> Self {
        Self { sets: [(); 2].map(|()| vec![0; 1 << (LETTERS * BITS - 6)]) }
    }

    /// Lets words pass that begin as `pattern` does after its space. `any_case`: those with a small first letter, too;
    /// `longer`: those that go on where the pattern ends, too.
    pub fn add(&mut self, pattern: &str, any_case: bool, longer: bool) {
        let word = pattern.as_bytes().get(1..).unwrap_or_default();
        let length = word.iter().take(LETTERS).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let cut = word.iter().take(LETTERS).any(|byte| !byte.is_ascii());
        let begun = place(&word[..length]);
        self.set(begun, any_case);
        if (longer || cut) && length < LETTERS {
            for last in 1..CODES {
                let one = begun | usize::from(last) << (length * BITS);
                self.set(one, any_case);
                if length == LETTERS - 2 {
                    (1..CODES).for_each(|last| self.set(one | usize::from(last) << ((length + 1) * BITS), any_case));
                }
            }
        }
    }

    fn set(&mut self, place: usize, any_case: bool) {
        self.sets[1][place / 64] |= 1 << (place % 64);
        if any_case {
            self.sets[0][place / 64] |= 1 << (place % 64);
        }
    }

    /// Whether a pattern may begin as these plain letters do; fewer than three: the word is over after them.
    #[inline]
    pub fn passes(&self, word: &[u8], small: bool) -> bool {
        let place = match *word {
            [first, second, third, ..] => code(first) | code(second) << BITS | code(third) << (2 * BITS),
            _ => place(word),
        };
        self.sets[usize::from(!small)][place / 64] >> (place % 64) & 1 == 1
    }
}

/// The place of up to three letters.
fn place(letters: &[u8]) -> usize {
    letters.iter().rev().fold(0, |place, &letter| place << BITS | code(letter))
}

#[inline]
fn code(letter: u8) -> usize {
    usize::from(CODE[usize::from(letter)]) & ((1 << BITS) - 1)
}

/// The code of each letter and digit of ASCII.
const CODE: [u8; 256] = {
    let mut codes = [0; 256];
    let mut letter = 0;
    while letter < 26 {
        codes[(b'a' + letter) as usize] = letter + 1;
        codes[(b'A' + letter) as usize] = letter + 1;
        letter += 1;
    }
    let mut digit = 0;
    while digit < 10 {
        codes[(b'0' + digit) as usize] = digit + 27;
        digit += 1;
    }
    codes
};

/// What the letters from À to ÿ fold to, by the second byte that they have in UTF-8.
static LATIN: LazyLock<[String; 64]> = LazyLock::new(|| {
    std::array::from_fn(|at| {
        let letter = u32::try_from(at).ok().and_then(|at| char::from_u32(0xC0 + at)).unwrap_or(' ');
        fold(letter.encode_utf8(&mut [0; 4])).strip_prefix(' ').unwrap_or_default().to_owned()
    })
});

/// The first folded letters of a word in which not all are plain.
#[derive(Default)]
pub struct Head {
    letters: [u8; 16],
    length: usize,
}

impl Head {
    /// Reads on as long as letters fold by themselves, up to so many.
    pub fn of(bytes: &[u8], most: usize) -> Self {
        let mut head = Self::default();
        let mut at = 0;
        // A letter before one of another script, or before a mark, is left to those who know.
        let stands = |after: usize| bytes.get(after).is_none_or(|&byte| byte.is_ascii() || byte == 0xC3);
        while head.length < most && head.length + 2 <= head.letters.len() {
            let width = match bytes.get(at) {
                Some(byte) if byte.is_ascii_alphanumeric() => 1,
                Some(0xC3) => 2,
                _ => break,
            };
            if !stands(at + width) {
                break;
            }
            let plain = [bytes[at].to_ascii_lowercase()];
            let latin = bytes.get(at + 1).map_or("", |second| &LATIN[usize::from(second & 0x3F)]);
            let folded = if width == 1 { &plain[..] } else { latin.as_bytes() };
            if folded.is_empty() || folded.len() > 2 {
                break;
            }
            head.letters[head.length..head.length + folded.len()].copy_from_slice(folded);
            head.length += folded.len();
            at += width;
        }
        head
    }

    /// The letters.
    pub fn letters(&self) -> &[u8] {
        &self.letters[..self.length]
    }

    /// Whether they are enough for the filter.
    pub fn is_enough(&self) -> bool {
        self.length >= LETTERS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_passes_that_begins_as_a_pattern_does() {
        let mut filter = Filter::new();
        filter.add(" riga", false, true);
        filter.add(" eu", false, true);
        filter.add(" al assad", true, false);
        for (word, small, passes) in [
            ("rigas", false, true),
            ("rigas", true, false),
            ("ri", false, false),
            ("EU", false, true),
            ("eus", false, true),
            ("al", true, true),
            ("alt", true, false),
        ] {
            assert_eq!(filter.passes(word.as_bytes(), small), passes, "{word}");
        }
    }

    #[test]
    fn the_head_of_a_word_is_read_as_far_as_it_is_sure() {
        let read = |word: &str| String::from_utf8(Head::of(word.as_bytes(), 16).letters().to_vec()).unwrap();
        assert_eq!(
            ["Größe", "Éire,", "Ko\u{308}ln", "Ωmega", "Straßenbahnen und"].map(read),
            ["groesse", "eire", "k", "", "strassenbahnen"]
        );
    }
}
