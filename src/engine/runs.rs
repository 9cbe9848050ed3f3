//! Runs of ASCII letters and digits, many bytes at a time.

use wide::u8x16;

use super::fold::letter;

/// The bits of the first bytes of eight, by how many these are.
const KEPT: [u64; 9] = [0, 0xFF, 0xFFFF, 0xFF_FFFF, 0xFFFF_FFFF, !0 >> 24, !0 >> 16, !0 >> 8, !0];

/// A run of ASCII letters and digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where it ends.
    pub end: usize,
    /// Its first eight letters in small, from the lowest byte on; zero after its end.
    pub letters: u64,
}

impl Run {
    /// The run that begins at `at`.
    #[inline]
    pub fn of(bytes: &[u8], at: usize) -> Self {
        let Some(&chunk) = bytes[at..].first_chunk() else { return Self::at_the_end(bytes, at) };
        let chunk = u64::from_le_bytes(chunk);
        let others = others(chunk);
        let near = Self::so_long(at, chunk, others.trailing_zeros() as usize / 8);
        if others == 0 { Self { end: run_end(bytes, near.end), ..near } } else { near }
    }

    /// The run of `length` bytes that begins at `at` with the first of these, the lowest first.
    #[inline]
    pub fn so_long(at: usize, bytes: u64, length: usize) -> Self {
        Self { end: at + length, letters: (bytes | each(0x20)) & KEPT[length.min(8)] }
    }

    /// The run of letters and digits that begins at `at`, with the [letters](letter) of two bytes; the highest bit but two is set in
    /// these, too.
    pub fn of_letters(bytes: &[u8], at: usize) -> Self {
        let mut end = run_end(bytes, at);
        while letter(&bytes[end..]).is_some() {
            end = run_end(bytes, end + 2);
        }
        let near = bytes[at..].first_chunk().copied().unwrap_or_else(|| last_bytes(&bytes[at..]));
        Self::so_long(at, u64::from_le_bytes(near), end - at)
    }

    /// The same where fewer than eight bytes are left.
    #[cold]
    #[inline(never)]
    fn at_the_end(bytes: &[u8], at: usize) -> Self {
        let run = Self::of(&last_bytes(&bytes[at..]), 0);
        Self { end: at + run.end, ..run }
    }
}

/// Fewer than eight bytes, and zeros.
fn last_bytes(rest: &[u8]) -> [u8; 8] {
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    last
}

/// The end of the run of ASCII letters and digits that begins at `at`.
pub fn run_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let others = others(u64::from_le_bytes(chunk));
        if others != 0 {
            return at + others.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    at + bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
}

/// Of sixty-four bytes those that a test marks – with their highest bit –, the first in the lowest bit. Sixteen are tested at a time.
#[inline]
pub fn bits(bytes: &[u8; 64], marked: impl Fn(u8x16) -> u8x16) -> u64 {
    let (sixteens, _) = bytes.as_chunks::<16>();
    let bits = sixteens.iter().map(|bytes| u64::from(marked(u8x16::new(*bytes)).to_bitmask()));
    (0..).zip(bits).fold(0, |all, (place, bits)| all | bits << (16 * place))
}

/// Marks the bytes from `first` to `last`.
#[inline]
pub fn among(bytes: u8x16, first: u8, last: u8) -> u8x16 {
    let after_first = bytes - u8x16::splat(first);
    after_first.min(u8x16::splat(last - first)).simd_eq(after_first)
}

/// Marks letters and digits of ASCII.
#[inline]
pub fn letters_and_digits(bytes: u8x16) -> u8x16 {
    among(bytes | u8x16::splat(0x20), b'a', b'z') | among(bytes, b'0', b'9')
}

/// Eight times a byte.
#[must_use]
pub const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// The highest bit of each of eight bytes below 128 that is a digit.
const fn digits(low: u64) -> u64 {
    (low + each(0x80 - b'0')) & !(low + each(0x7F - b'9'))
}

/// The highest bit of each byte that is no ASCII letter or digit. Adding to seven bits what takes the first of a range
/// to the eighth bit tells who is at least that; nothing is carried into the next byte.
#[inline]
#[must_use]
pub fn others(bytes: u64) -> u64 {
    let low = bytes & each(0x7F);
    let small = low | each(0x20);
    let letters = (small + each(0x80 - b'a')) & !(small + each(0x7F - b'z'));
    ((letters | digits(low)) & !bytes & each(0x80)) ^ each(0x80)
}

/// The highest bit of each of eight bytes that is this one.
#[inline]
#[must_use]
pub fn equal(bytes: u64, byte: u8) -> u64 {
    let different = bytes ^ each(byte);
    !(((different & each(0x7F)) + each(0x7F)) | different) & each(0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_ends_before_the_first_other_byte() {
        for byte in 0..=255_u8 {
            let mut bytes = *b"abcdefghijkl";
            for at in 0..12 {
                bytes[at] = byte;
                let plain = byte.is_ascii_alphanumeric();
                let end = if plain { 12 } else { at };
                assert_eq!((run_end(&bytes, 0), Run::of(&bytes, 0).end), (end, end), "{byte}");
                assert_eq!(Run::of(&bytes, 9).end, if plain || at < 9 { 12 } else { at }, "{byte}");
                let letters = Run::of(&bytes, 0).letters.to_le_bytes();
                assert_eq!(letters[..end.min(8)], bytes[..end.min(8)].to_ascii_lowercase());
                assert!(letters[end.min(8)..].iter().all(|&letter| letter == 0));
                bytes[at] = b'Z';
            }
        }
    }

    #[test]
    fn every_byte_is_equal_to_itself_alone() {
        for byte in 0..=255_u8 {
            let bytes = u64::from_le_bytes([byte, !byte, byte ^ 0x80, byte ^ 1, byte, byte ^ 0x20, byte, byte ^ 0x40]);
            assert_eq!(equal(bytes, byte), 0x0080_0080_0000_0080, "{byte}");
        }
    }

    #[test]
    fn a_bit_is_set_for_each_byte_that_is_marked() {
        for byte in 0..=u8::MAX {
            for place in [0, 15, 16, 37, 63] {
                let mut bytes = [b' '; 64];
                bytes[place] = byte;
                let bit = |is: bool| u64::from(is) << place;
                assert_eq!(bits(&bytes, letters_and_digits), bit(byte.is_ascii_alphanumeric()), "{byte}");
                assert_eq!(bits(&bytes, |bytes| among(bytes, b'a', b'z')), bit(byte.is_ascii_lowercase()), "{byte}");
                assert_eq!(bits(&bytes, |bytes| bytes), bit(!byte.is_ascii()), "{byte}");
            }
        }
    }
}
