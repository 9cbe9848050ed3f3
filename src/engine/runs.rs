//! Runs of ASCII letters and digits, eight bytes at a time.

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
        let small = chunk | each(0x20);
        if others == 0 {
            return Self { end: run_end(bytes, at + 8), letters: small };
        }
        let first = others.trailing_zeros() / 8;
        Self { end: at + first as usize, letters: small & ((1 << (8 * first)) - 1) }
    }

    /// The same where fewer than eight bytes are left.
    #[cold]
    #[inline(never)]
    fn at_the_end(bytes: &[u8], at: usize) -> Self {
        let mut last = [0; 8];
        last[..bytes.len() - at].copy_from_slice(&bytes[at..]);
        let run = Self::of(&last, 0);
        Self { end: at + run.end, ..run }
    }
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

/// The next capital, digit or byte that is not ASCII from `at` on.
#[inline]
pub fn next_capital(bytes: &[u8], mut at: usize) -> usize {
    let is_small = |byte: &u8| byte.is_ascii() && !byte.is_ascii_uppercase() && !byte.is_ascii_digit();
    while let Some(&chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let chunk = u64::from_le_bytes(chunk);
        let low = chunk & each(0x7F);
        let capitals = (low + each(0x80 - b'A')) & !(low + each(0x7F - b'Z'));
        let found = (capitals | digits(low) | chunk) & each(0x80);
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    at + bytes[at..].iter().take_while(|byte| is_small(byte)).count()
}

/// Eight times a byte.
const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// The highest bit of each of eight bytes below 128 that is a digit.
const fn digits(low: u64) -> u64 {
    (low + each(0x80 - b'0')) & !(low + each(0x7F - b'9'))
}

/// The highest bit of each byte that is no ASCII letter or digit. Adding to seven bits what takes the first of a range
/// to the eighth bit tells who is at least that; nothing is carried into the next byte.
#[inline]
fn others(bytes: u64) -> u64 {
    let low = bytes & each(0x7F);
    let small = low | each(0x20);
    let letters = (small + each(0x80 - b'a')) & !(small + each(0x7F - b'z'));
    ((letters | digits(low)) & !bytes & each(0x80)) ^ each(0x80)
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
    fn a_capital_is_found_wherever_it_stands() {
        for byte in 0..=255_u8 {
            for at in 0..12 {
                let mut bytes = *b"ab cd, ef gh";
                bytes[at] = byte;
                let found = byte.is_ascii_uppercase() || byte.is_ascii_digit() || !byte.is_ascii();
                assert_eq!(next_capital(&bytes, 0), if found { at } else { 12 }, "{byte}");
            }
        }
    }
}
