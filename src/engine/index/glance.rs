//! A glance at the text where a pattern may begin: most are there letter by letter, or other letters are. Nothing is folded for it.

use super::words::is_plain_end;

/// What a glance tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glance {
    /// The folded text has other bytes there.
    Other,
    /// It has the pattern, which ends where a word does.
    Same,
    /// It must be folded to tell.
    Unsure,
}

impl Glance {
    /// Of a text and of a pattern without its first space, which have their first `known` bytes in common: all letters and digits of
    /// ASCII.
    #[inline]
    pub fn at(text: &[u8], pattern: &[u8], known: usize) -> Self {
        for (place, &wanted) in pattern.iter().enumerate().skip(known) {
            if !wanted.is_ascii_alphanumeric() && wanted != b' ' {
                return Self::Unsure;
            }
            let byte = text.get(place).map(u8::to_ascii_lowercase);
            if byte != Some(wanted) {
                return if tells_apart(text, place, wanted) { Self::Other } else { Self::Unsure };
            }
        }
        if is_plain_end(text, pattern.len()) { Self::Same } else { Self::Unsure }
    }
}

/// Whether the text, which is plain letters and single spaces before this place, folds to something else there than the letter or
/// space that is wanted.
fn tells_apart(text: &[u8], place: usize, wanted: u8) -> bool {
    let Some(byte) = text.get(place) else { return true };
    match byte {
        byte if byte.is_ascii_alphanumeric() => text.get(place + 1).is_none_or(u8::is_ascii),
        // A second one leaves no trace.
        b' ' | b'\n' => wanted != b' ' && text[place - 1] != b' ',
        b'\'' => false,
        byte => matches!(byte, b'!'..=b',' | b'.' | b'/' | b':'..=b'_'),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::engine::fold::{fold, is_word};

    #[test]
    fn a_glance_tells_what_is_plain() {
        for (text, pattern, expected) in [
            ("Angela Merkel kam", "angela merkel", Glance::Same),
            ("Angela Merkel", "angela merkel", Glance::Same),
            ("ANGELA MERKEL, die", "angela merkel", Glance::Same),
            ("Angela kam", "angela merkel", Glance::Other),
            ("Angela, Merkel", "angela merkel", Glance::Other),
            ("Angela", "angela merkel", Glance::Other),
            ("Angela Mer kel", "angela merkel", Glance::Other),
            ("Angela Merkels", "angela merkel", Glance::Unsure),
            ("Angela\nMerkel", "angela merkel", Glance::Unsure),
            ("Angela  Merkel", "angela merkel", Glance::Unsure),
            ("Angela-Merkel", "angela merkel", Glance::Unsure),
            ("Angela Mer-\nkel", "angela merkel", Glance::Unsure),
            ("Angela Merke\u{301}l", "angela merkel", Glance::Unsure),
            ("Angela Mu\u{308}ller", "angela merkel", Glance::Unsure),
            ("Angela D'Hondt", "angela dhondt", Glance::Unsure),
            ("Ab u. s.", "ab u. s.", Glance::Unsure),
        ] {
            let known = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
            assert_eq!(Glance::at(text.as_bytes(), pattern.as_bytes(), known), expected, "{text}");
        }
    }

    /// Letters after what is mostly no letter.
    fn rest(letters: &'static str, marks: &'static str) -> impl Strategy<Value = String> {
        prop::collection::vec((marks, letters), 0..4)
            .prop_map(|parts| parts.iter().map(|(mark, letter)| format!("{mark}{letter}")).collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn a_glance_tells_what_folding_says(
            word in "[aA][bB]?",
            text in rest("|[abAB]{1,2}|ab|ä|a\u{308}|a", "| | | |  |,|-|-\n|\n|\n\n|'|’|\\.|\u{AD}|\t|`|_|~| ,|\u{301}"),
            pattern in rest("|[ab]{1,2}|ab|ae|a", "| | | |,|\\."),
        ) {
            let (text, pattern) = (format!("{word}{text}"), fold(&format!("{word}{pattern}")));
            let (folded, letters) = (fold(&text), &pattern.as_bytes()[1..]);
            let first = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            let known = first(letters);
            let has_word = first(text.as_bytes()) == known && text.as_bytes()[..known].eq_ignore_ascii_case(&letters[..known]);
            if has_word && is_plain_end(text.as_bytes(), known) {
                let rest = folded.strip_prefix(pattern.as_str());
                match Glance::at(text.as_bytes(), letters, known) {
                    Glance::Same => prop_assert!(rest.is_some_and(|rest| !rest.starts_with(is_word)), "{text:?} {pattern:?}"),
                    Glance::Other => prop_assert!(rest.is_none(), "{text:?} {pattern:?}"),
                    Glance::Unsure => {}
                }
            }
        }
    }
}
