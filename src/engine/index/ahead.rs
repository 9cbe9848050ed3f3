//! What follows a word in the text, eight bytes at once: most patterns that begin with the word are others by these.

use crate::engine::runs::{each, equal, others};

/// The first folded bytes after a word, as far as they are clear: letters and digits of ASCII, and single spaces between them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ahead {
    /// As a number that sorts as they do, zero after the clear ones.
    bytes: u64,
    /// The bits of those.
    clear: u64,
}

impl Ahead {
    /// Of the text from a word's end on.
    #[inline]
    pub fn of(text: &[u8]) -> Self {
        let Some(&near) = text.first_chunk() else { return Self::default() };
        let near = u64::from_le_bytes(near);
        let lines = equal(near, b'\n');
        let spaces = equal(near, b' ') | lines;
        let others = (others(near) & !spaces) | (spaces & spaces << 8);
        // A letter may carry a mark that follows, and a space may be none before one.
        let clear = (others.trailing_zeros() / 8).saturating_sub(1);
        let clear = !u64::MAX.checked_shr(8 * clear).unwrap_or_default();
        let small = (near | each(0x20)) ^ ((lines >> 7) * u64::from((b'\n' | 0x20) ^ b' '));
        Self { bytes: small.swap_bytes() & clear, clear }
    }

    /// Of a pattern's bytes after the word – as a number, zero after its end – those that would stand where these do.
    #[inline]
    pub fn of_pattern(self, head: u64) -> u64 {
        head & self.clear
    }

    /// These.
    #[inline]
    pub fn bytes(self) -> u64 {
        self.bytes
    }

    /// Whether a pattern is another one than the text has. It may also end where they differ.
    #[inline]
    pub fn tells_apart(self, head: u64) -> bool {
        let other = self.of_pattern(head) ^ self.bytes;
        let place = other.leading_zeros() / 8;
        other != 0 && head << (8 * place) >> 56 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::side_by_side::head;

    #[test]
    fn a_pattern_is_told_apart_where_what_differs_is_clear() {
        for (text, pattern, expected) in [
            (" Merkel kam", " merkel", false),
            (" Merkel kam", " merkur", true),
            (" Merkel kam", " merkelbach", false),
            (" Merkel kam", " merk", false),
            (" Merkel kam", "", false),
            ("\nMerkel kam", " merkel", false),
            ("\nMerkel kam", " mork", true),
            (", Merkel kam", " merkel", false),
            ("  Merkel kam", " mork", false),
            (" Müller kam", " mork", false),
            (" Mo\u{308}rk kam", " mark", false),
            (" kam", " mork", false),
            (" der A-B", " des", true),
            (" der, als", " des", false),
            (" der, als", " dort", true),
        ] {
            assert_eq!(Ahead::of(text.as_bytes()).tells_apart(head(pattern.as_bytes())), expected, "{text} {pattern}");
        }
    }
}
