//! A glance at the text where a pattern may begin: most are there letter by letter, or something else is. What is clear of each character
//! alone, or with the next, is told as folding has it; of the rest nothing is.

use super::words::is_plain_end;
use crate::engine::fold::{letter, takes_no_mark};
use crate::engine::runs::run_end;

/// What characters fold to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step<'a> {
    /// Letters and digits of ASCII, in either case.
    Run(&'a [u8]),
    /// What another letter folds to.
    Letter(&'static str),
    /// A space between words.
    Space,
    /// The first byte of a mark.
    Mark(u8),
    /// The text has no more.
    End,
    /// That must be folded to tell.
    Doubt,
}

/// The folded text from a place on.
#[derive(Clone, Copy, Debug)]
pub struct Plain<'a> {
    text: &'a [u8],
    /// So many bytes of the text were told.
    pub place: usize,
}

impl<'a> Plain<'a> {
    /// From a place on that is no space.
    pub fn at(text: &'a [u8], place: usize) -> Self {
        Self { text, place }
    }

    #[inline]
    fn step(&mut self) -> Step<'a> {
        let rest = self.text.get(self.place..).unwrap_or_default();
        let run = run_end(rest, 0);
        if run > 0 {
            // The last one may carry a mark.
            let run = if takes_no_mark(&rest[run..]) { run } else { run - 1 };
            self.place += run;
            return if run > 0 { Step::Run(&rest[..run]) } else { Step::Doubt };
        }
        let (step, bytes) = match *rest {
            [] => (Step::End, 0),
            [b' ' | b'\n', next, ..] if next.is_ascii_alphanumeric() => (Step::Space, 1),
            [b' ' | b'\n', ref next @ ..] if letter(next).is_some() => (Step::Space, 1),
            // A hyphen parts two words.
            [b'-', ref next @ ..] if begins_word(next) && self.ends_word() => (Step::Space, 1),
            // A dash is none between the parts of a word.
            [b' ', 0xE2, 0x80, 0x93 | 0x94, ..] => (Step::Mark(b'-'), 4),
            [b' ', mark, ..] if is_plain_mark(mark) => (Step::Mark(mark), 2),
            [mark, ..] if is_plain_mark(mark) => (Step::Mark(mark), 1),
            [mark @ 0xE2, 0x80, 0x9C..=0x9F, ..] => (Step::Mark(mark), 3),
            [_, ref after @ ..] => match letter(rest).filter(|_| takes_no_mark(after.get(1..).unwrap_or_default())) {
                Some(letters) => (Step::Letter(letters), 2),
                None => (Step::Doubt, 0),
            },
        };
        self.place += bytes;
        step
    }

    /// Whether a letter stands straight before this place.
    fn ends_word(&self) -> bool {
        let before = &self.text[..self.place];
        before.last().is_some_and(u8::is_ascii_alphanumeric) || before.last_chunk::<2>().is_some_and(|pair| letter(pair).is_some())
    }

    /// Folds a word to `room` after what there is in it, and returns how long that is then. `None`: it must be folded in another way.
    pub fn word(&mut self, room: &mut Room, mut length: usize) -> Option<usize> {
        loop {
            let before = self.place;
            match self.step() {
                Step::Run(run) => put(room, &mut length, run)?,
                Step::Letter(letters) => put(room, &mut length, letters.as_bytes())?,
                Step::Space | Step::Mark(_) | Step::End | Step::Doubt => {
                    self.place = before;
                    return is_plain_end(self.text, before).then_some(length);
                }
            }
        }
    }

    /// Folds what follows to `room` after what there is in it, but not further than needed for `enough` bytes; returns how long that is
    /// then.
    pub fn ahead(&mut self, room: &mut Room, mut length: usize, enough: usize) -> (usize, Rest) {
        loop {
            if length >= enough {
                return (length, Rest::GoesOn);
            }
            let put = match self.step() {
                Step::Run(run) => put(room, &mut length, run),
                Step::Letter(letters) => put(room, &mut length, letters.as_bytes()),
                Step::Space => put(room, &mut length, b" "),
                Step::Mark(mark) => {
                    let _ = put(room, &mut length, &[mark]);
                    None
                }
                Step::End => return (length, Rest::Ends),
                Step::Doubt => None,
            };
            if put.is_none() {
                return (length, Rest::Unclear);
            }
        }
    }
}

/// What follows what was folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Nothing.
    Ends,
    /// What can be folded as well.
    GoesOn,
    /// What cannot, or has no room.
    Unclear,
}

/// Folded bytes.
pub type Room = [u8; 48];

/// Appends bytes in small letters, if they fit.
#[inline]
fn put(room: &mut Room, length: &mut usize, bytes: &[u8]) -> Option<()> {
    let place = room.get_mut(*length..*length + bytes.len())?;
    place.copy_from_slice(bytes);
    place.make_ascii_lowercase();
    *length += bytes.len();
    Some(())
}

/// What follows these letters, in either case, in a pattern; or what else it has tells, or that it ends among them.
#[inline]
fn after_common<'a>(pattern: &'a [u8], letters: &[u8]) -> Result<&'a [u8], Glance> {
    let length = letters.len().min(pattern.len());
    let (same, after) = pattern.split_at(length);
    if !same.eq_ignore_ascii_case(&letters[..length]) {
        return Err(Glance::Other);
    }
    if length == letters.len() { Ok(after) } else { Err(Glance::Unsure) }
}

/// Marks of ASCII that folding leaves as they are, whatever stands beside them.
fn is_plain_mark(byte: u8) -> bool {
    byte != b'\'' && matches!(byte, b'!'..=b',' | b'.' | b'/' | b':'..=b'_') && !byte.is_ascii_alphanumeric()
}

/// Whether a letter comes first.
fn begins_word(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_alphanumeric) || letter(text).is_some()
}

/// What a glance tells of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glance {
    /// The folded text has other bytes there.
    Other,
    /// It has the pattern, which ends after so many bytes of the text, where a word does.
    Same(usize),
    /// It must be folded to tell.
    Unsure,
}

impl Glance {
    /// Of a text and the `rest` of a pattern, after what they have in common up to a place in the text.
    #[inline]
    pub fn of(text: &[u8], place: usize, mut rest: &[u8]) -> Self {
        // What is spelt as folded text is folds to itself.
        let end = place + rest.len();
        let is_spelt_so = text.get(place..end).is_some_and(|same| rest.is_ascii() && same.eq_ignore_ascii_case(rest));
        if is_spelt_so && is_plain_end(text, end) {
            return Self::Same(end);
        }
        let mut plain = Plain::at(text, place);
        while let [wanted, ref after @ ..] = *rest {
            rest = match plain.step() {
                Step::Run(letters) => match after_common(rest, letters) {
                    Ok(after) => after,
                    Err(glance) => return glance,
                },
                Step::Letter(letters) => match after_common(rest, letters.as_bytes()) {
                    Ok(after) => after,
                    Err(glance) => return glance,
                },
                Step::Space if wanted == b' ' => after,
                // The space between a mark and a word is there in folded text only.
                Step::Mark(mark) if mark == wanted && (!is_plain_mark(mark) || begins_word(&text[plain.place..])) => return Self::Unsure,
                Step::Mark(mark) if mark == wanted => after,
                Step::Space | Step::Mark(_) | Step::End => return Self::Other,
                Step::Doubt => return Self::Unsure,
            };
        }
        if is_plain_end(text, plain.place) { Self::Same(plain.place) } else { Self::Unsure }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::engine::fold::{fold, is_word};

    /// Where the first word ends, in the text and folded without its space.
    fn word(text: &str) -> Option<(usize, usize)> {
        let mut plain = Plain::at(text.as_bytes(), 0);
        let length = plain.word(&mut [0; 48], 0)?;
        Some((plain.place, length))
    }

    #[test]
    fn a_glance_tells_what_is_plain() {
        let same = |text: &str| Glance::Same(text.len());
        for (text, pattern, expected) in [
            ("Angela Merkel kam", "angela merkel", same("Angela Merkel")),
            ("Angela Merkel", "angela merkel", same("Angela Merkel")),
            ("ANGELA MERKEL, die", "angela merkel", same("Angela Merkel")),
            ("Angela\nMerkel", "angela merkel", same("Angela Merkel")),
            ("Gerhard Schröder", "gerhard schroeder", same("Gerhard Schröder")),
            ("Émile Zola“", "emile zola", same("Émile Zola")),
            ("Юрий Гагарин", "юрий гагарин", same("Юрий Гагарин")),
            ("Gerhard Schrader", "gerhard schroeder", Glance::Other),
            ("Angela kam", "angela merkel", Glance::Other),
            ("Angela, Merkel", "angela merkel", Glance::Other),
            ("Angela (Merkel)", "angela merkel", Glance::Other),
            ("Angela – Merkel", "angela merkel", Glance::Other),
            ("Angela „Merkel“", "angela merkel", Glance::Unsure),
            ("Angela“ Merkel", "angela merkel", Glance::Other),
            ("Angela", "angela merkel", Glance::Other),
            ("Angela Mer kel", "angela merkel", Glance::Other),
            ("Angela Merkels", "angela merkel", Glance::Unsure),
            ("Angela Merkö", "angela merko", Glance::Unsure),
            ("Angela  Merkel", "angela merkel", Glance::Unsure),
            ("Angela-Merkel", "angela merkel", same("Angela-Merkel")),
            ("Rudolf J. Špika", "rudolf j. spika", same("Rudolf J. Špika")),
            ("Rudolf J.Špika", "rudolf j. spika", Glance::Unsure),
            ("Dixon & Co.", "dixon& co", same("Dixon & Co")),
            ("Angela Mer-\nkel", "angela merkel", Glance::Unsure),
            ("Angela Merke\u{301}l", "angela merkel", Glance::Unsure),
            ("Angela Mu\u{308}ller", "angela mueller", Glance::Unsure),
            ("Angela D'Hondt", "angela dhondt", Glance::Unsure),
            ("Ab u. s.", "ab u. s.", same("Ab u. s.")),
        ] {
            let (place, known) = word(text).unwrap();
            assert_eq!(Glance::of(text.as_bytes(), place, &pattern.as_bytes()[known..]), expected, "{text}");
        }
    }

    #[test]
    fn what_follows_is_folded_as_far_as_it_is_clear() {
        let long = "wort ".repeat(20);
        for (text, folded, more) in [
            (" Müller kam", " mueller kam", Rest::Ends),
            (" Müller, der", " mueller,", Rest::Unclear),
            (" Müller (der", " mueller(", Rest::Unclear),
            (" Mu\u{308}ller", " m", Rest::Unclear),
            ("", "", Rest::Ends),
            (&format!(" {long}"), &format!(" {long}")[..46], Rest::Unclear),
        ] {
            let mut room = [0; 48];
            let (length, rest) = Plain::at(text.as_bytes(), 0).ahead(&mut room, 0, 48);
            assert_eq!((str::from_utf8(&room[..length]).unwrap(), rest), (folded, more));
        }
    }

    /// Letters after what is mostly no letter.
    fn rest(letters: &'static str, marks: &'static str) -> impl Strategy<Value = String> {
        prop::collection::vec((marks, letters), 0..4)
            .prop_map(|parts| parts.iter().flat_map(|(mark, letter)| [mark.as_str(), letter]).collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn a_glance_tells_what_folding_says(
            begin in "[aAäя][bBß]?",
            text in rest("|[abAB]{1,2}|ab|ä|ß|я|a\u{308}|a|世", "| | | |  |,|-|-\n|\n|\n\n|'|’|\\.|\u{AD}|\t|`|_|~| ,|\u{301}| – |„|“| \"|–"),
            pattern in rest("|[ab]{1,2}|ab|ae|a|ss|я", "| | | |,|\\.|-"),
        ) {
            let (text, pattern) = (format!("{begin}{text}"), fold(&format!("{begin}{pattern}")));
            let folded = fold(&text);
            let mut room = [0; 48];
            room[0] = b' ';
            let mut plain = Plain::at(text.as_bytes(), 0);
            if let Some(known) = plain.word(&mut room, 1) {
                let first = folded[1..].find(|c| !is_word(c)).map_or(folded.len(), |end| end + 1);
                prop_assert_eq!(&folded.as_bytes()[..first], &room[..known], "{:?}", text);
                if let Some(wanted) = pattern.as_bytes().strip_prefix(&room[..known]) {
                    let rest = folded.strip_prefix(pattern.as_str());
                    match Glance::of(text.as_bytes(), plain.place, wanted) {
                        Glance::Same(end) => {
                            prop_assert!(rest.is_some_and(|rest| !rest.starts_with(is_word)), "{text:?} {pattern:?}");
                            prop_assert_eq!(&fold(&text[..end]), &pattern);
                        }
                        Glance::Other => prop_assert!(rest.is_none(), "{text:?} {pattern:?}"),
                        Glance::Unsure => {}
                    }
                }
                let (mut length, mut rest) = (known, Rest::GoesOn);
                for enough in [known + 1, known + 2, known + 4, 48] {
                    if rest == Rest::GoesOn {
                        (length, rest) = plain.ahead(&mut room, length, enough);
                        prop_assert!(folded.as_bytes().starts_with(&room[..length]), "{text:?}");
                    }
                }
                prop_assert!(rest != Rest::Ends || length == folded.len(), "{text:?}");
            }
        }
    }
}
