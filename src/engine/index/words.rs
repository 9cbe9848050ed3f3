//! Where words of a text begin and end, as folding sees them, without folding it.

use crate::engine::fold::{Hyphen, broken_word, hyphen, is_hyphen, is_invisible, is_word, letter, stands_alone};
use crate::engine::runs::run_end;

/// Where the word ends of which the text before `at` is part: after a hyphen that parts it from the next, before
/// anything else.
pub fn word_end(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    loop {
        at = run_end(bytes, at);
        match bytes.get(at) {
            Some(b'-') => {}
            // Most of what is not ASCII.
            Some(0xC3..=0xD4) if letter(&bytes[at..]).is_some() => {
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

/// Whether what ends a run of letters leaves no doubt that the word ends: no letter, mark, invisible character, nor a hyphen
/// that a line's end follows. Quotation marks leave none.
#[inline]
pub fn is_plain_end(bytes: &[u8], end: usize) -> bool {
    match bytes.get(end) {
        None => true,
        Some(&byte) if ENDS[usize::from(byte)] => true,
        Some(b'-') => bytes.get(end + 1).is_none_or(|next| next.is_ascii() && !next.is_ascii_whitespace()),
        Some(_) => matches!(bytes[end..], [0xE2, 0x80, 0x98..=0x9F, ..]),
    }
}

/// The marks of ASCII that end a word wherever they stand. Which it is is soon looked up and hard to foresee.
pub const ENDS: [bool; 256] = {
    let mut ends = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        ends[byte as usize] = !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'`');
        byte += 1;
    }
    ends
};

#[cfg(test)]
mod tests {
    use super::*;

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
