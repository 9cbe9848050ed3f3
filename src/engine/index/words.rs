//! Where words of a text begin and end, as folding sees them, without folding it.

use crate::engine::fold::{Hyphen, broken_word, hyphen, is_hyphen, is_invisible, is_word, stands_alone};

/// The end of the run of ASCII letters and digits that begins at `at`: eight bytes at a time.
#[inline]
pub fn run_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..at + 8).and_then(|chunk| <[u8; 8]>::try_from(chunk).ok()) {
        let others = others(u64::from_le_bytes(chunk));
        if others != 0 {
            return at + others.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    at + bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
}

/// The highest bit of each byte that is no ASCII letter or digit. Adding to seven bits what takes the first of a range
/// to the eighth bit tells who is at least that; nothing is carried into the next byte.
#[inline]
fn others(bytes: u64) -> u64 {
    let each = |byte: u8| u64::from_ne_bytes([byte; 8]);
    let low = bytes & each(0x7F);
    let small = low | each(0x20);
    let letters = (small + each(0x80 - b'a')) & !(small + each(0x7F - b'z'));
    let digits = (low + each(0x80 - b'0')) & !(low + each(0x7F - b'9'));
    ((letters | digits) & !bytes & each(0x80)) ^ each(0x80)
}

/// Where the word ends of which the text before `at` is part: after a hyphen that parts it from the next, before
/// anything else.
pub fn word_end(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    loop {
        at = run_end(bytes, at);
        match bytes.get(at) {
            Some(b'-') => {}
            // Latin letters: most of what is not ASCII.
            Some(0xC3) if !matches!(bytes.get(at + 1), Some(0x97 | 0xB7)) => {
                at += 2;
                continue;
            }
            Some(byte) if !byte.is_ascii() => {}
            _ => return at,
        }
        let Some(c) = text[at..].chars().next() else { return at };
        let after = at + c.len_utf8();
        if is_hyphen(c) {
            match hyphen(&text[after..]) {
                Hyphen::Joins(taken) => at = after + taken,
                Hyphen::Parts => return after,
                Hyphen::Alone => return at,
            }
        } else if is_invisible(c) {
            let joined = if c == '\u{AD}' { broken_word(&text[after..]) } else { None };
            at = after + joined.unwrap_or(0);
        } else if is_word(c) && !stands_alone(c) {
            at = after;
        } else {
            return at;
        }
    }
}

/// Whether what ends a run of ASCII letters leaves no doubt that the word ends: no letter, mark, invisible character, nor
/// a hyphen that a line's end follows.
#[inline]
pub fn is_plain_end(bytes: &[u8], end: usize) -> bool {
    match bytes.get(end) {
        None => true,
        Some(b'-') => bytes.get(end + 1).is_none_or(|next| next.is_ascii() && !next.is_ascii_whitespace()),
        Some(byte) => byte.is_ascii() && *byte != b'`',
    }
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
                assert_eq!(run_end(&bytes, 0), if plain { 12 } else { at }, "{byte}");
                bytes[at] = b'Z';
            }
        }
    }

    #[test]
    fn a_word_ends_where_folding_ends_it() {
        for (text, rest) in [
            ("Größe, und", ", und"),
            ("IS-Miliz", "Miliz"),
            ("Verteidigungs-\nministerium war", " war"),
            ("Mos\u{AD}kau ", " "),
            ("Paris – Kiew", " – Kiew"),
            ("ab- und", "- und"),
            ("Kiew世界", "世界"),
        ] {
            assert_eq!(&text[word_end(text, 1)..], rest, "{text}");
        }
    }
}
