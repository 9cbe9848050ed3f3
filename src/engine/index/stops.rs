//! Where a walk stops: at the beginnings of words, sixty-four bytes of the text at a time.

use crate::engine::fold::letter;
use crate::engine::runs::{Run, among, bits, letters_and_digits};

/// How many bytes are looked at in one piece: a bit of a number for each.
const PIECE: usize = 64;

/// What a walk passes over beside spaces.
#[derive(Clone, Copy, Debug)]
pub struct Pass {
    /// Words that begin with a small letter of ASCII.
    pub small: bool,
    /// Marks of ASCII.
    pub marks: bool,
}

/// The places of one text where a walk stops, in their order.
pub struct Stops<'a> {
    bytes: &'a [u8],
    pass: Pass,
    /// Where the piece begins; all of what follows is a bit for each byte of it.
    base: usize,
    /// Letters and digits of ASCII.
    plain: u64,
    /// What words begin with that are not passed over: a letter, a digit, or what is not ASCII.
    begins: u64,
    /// … of these what follows nothing of a word.
    starts: u64,
    /// What is looked at wherever it stands: marks, and in a word what may end it, or may not.
    other: u64,
}

impl<'a> Stops<'a> {
    /// The stops of a text.
    pub fn new(text: &'a str, pass: Pass) -> Self {
        let mut stops = Self { bytes: text.as_bytes(), pass, base: 0, plain: 0, begins: 0, starts: 0, other: 0 };
        stops.look(0);
        stops
    }

    /// The next stop from `at` on, where no word goes on: the first byte of a word or of another character; the text's length at its
    /// end. Of words that begin with a letter or digit of ASCII it is those for which `may_begin`, and some in which something
    /// stands that a glance cannot tell.
    #[inline]
    pub fn next(&mut self, at: usize, may_begin: impl Fn(usize, &Run) -> bool) -> usize {
        if !(self.base..self.base + PIECE).contains(&at) {
            if at >= self.bytes.len() {
                return self.bytes.len();
            }
            self.look(at / PIECE * PIECE);
        }
        // What stands before does not count at `at`.
        let here = 1 << (at - self.base);
        let mut found = (self.starts | here & self.begins | self.other) & !(here - 1);
        loop {
            while found != 0 {
                let stop = self.base + found.trailing_zeros() as usize;
                let lowest = found & found.wrapping_neg();
                if self.other & lowest != 0 {
                    return self.word_around(stop, at);
                }
                if !self.bytes[stop].is_ascii() || may_begin(stop, &self.run(stop)) {
                    return stop;
                }
                found ^= lowest;
            }
            let next = self.base + PIECE;
            if next >= self.bytes.len() {
                return self.bytes.len();
            }
            self.look(next);
            found = self.starts | self.other;
        }
    }

    /// The run of letters and digits of ASCII that begins at this byte of the piece.
    #[inline]
    fn run(&self, at: usize) -> Run {
        let place = at - self.base;
        let length = (!(self.plain >> place)).trailing_zeros() as usize;
        match self.bytes.get(at..).and_then(<[u8]>::first_chunk) {
            Some(&letters) if place + length < PIECE => Run::so_long(at, letters, length),
            _ => Run::of(self.bytes, at),
        }
    }

    /// Where the word begins that this byte belongs to, but not before `at`.
    fn word_around(&self, byte: usize, at: usize) -> usize {
        let before = self.bytes[at..byte].iter().rev();
        byte - before.take_while(|byte| is_of_word(**byte)).count()
    }

    /// Looks at the piece that begins at `base`.
    fn look(&mut self, base: usize) {
        let rest = &self.bytes[base..];
        let mut end = [0; PIECE];
        let piece = rest.first_chunk().unwrap_or_else(|| {
            end[..rest.len()].copy_from_slice(rest);
            &end
        });
        let high = bits(piece, |bytes| bytes);
        let plain = bits(piece, letters_and_digits);
        let word = plain | high;
        let follows_word = base > 0 && is_of_word(self.bytes[base - 1]);
        (self.base, self.plain) = (base, plain);
        self.begins = if self.pass.small { word & !bits(piece, |bytes| among(bytes, b'a', b'z')) } else { word };
        self.starts = self.begins & !(word << 1 | u64::from(follows_word));
        // Of a character that began before, it was seen there.
        let rest_of_one = self.bytes[base..].iter().take_while(|byte| **byte & 0xC0 == 0x80).count();
        self.other = self.odd(high & !0 << rest_of_one);
        if !self.pass.small {
            self.other |= self.divided(bits(piece, |bytes| among(bytes, b'-', b'-')));
        }
        if !self.pass.marks {
            let inside = if rest.len() < PIECE { (1 << rest.len()) - 1 } else { !0 };
            self.other |= !word & !bits(piece, |bytes| among(bytes, b' ', b' ')) & inside;
        }
    }

    /// Of these bytes, which are not ASCII, those that are not of letters which a table knows.
    #[inline]
    fn odd(&self, mut high: u64) -> u64 {
        let mut odd = 0;
        while high != 0 {
            let lowest = high & high.wrapping_neg();
            let is_letter = letter(&self.bytes[self.base + high.trailing_zeros() as usize..]).is_some();
            odd |= if is_letter { 0 } else { lowest };
            high &= !(lowest | if is_letter { lowest << 1 } else { 0 });
        }
        odd
    }

    /// Of these hyphens those that may divide a word at a line's end.
    fn divided(&self, mut hyphens: u64) -> u64 {
        let mut divided = 0;
        while hyphens != 0 {
            let lowest = hyphens & hyphens.wrapping_neg();
            let next = self.bytes.get(self.base + hyphens.trailing_zeros() as usize + 1);
            divided |= if next.is_some_and(u8::is_ascii_whitespace) { lowest } else { 0 };
            hyphens ^= lowest;
        }
        divided
    }
}

/// Letters and digits of ASCII, and all bytes of other characters.
fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fold::is_word;
    use crate::engine::index::words::word_end;

    fn stops(text: &str, pass: Pass, may_begin: bool) -> Vec<String> {
        let mut stops = Stops::new(text, pass);
        let mut at = 0;
        let mut found = Vec::new();
        loop {
            at = stops.next(at, |_, _| may_begin);
            let Some(c) = text[at..].chars().next() else { return found };
            let rest = &text[at..];
            found.push(rest[..rest.find(' ').unwrap_or(rest.len())].to_owned());
            at += c.len_utf8();
            at = if is_word(c) { word_end(text, at) } else { at };
        }
    }

    #[test]
    fn a_walk_stops_at_words_that_may_begin_a_name() {
        let text = "Am 3. Mai sprach, wie die „Zeit“ schrieb, der Übersetzer und Straßenbauer A.-W. Šik ab";
        let capitals = ["Am", "3.", "Mai", "„Zeit“", "Zeit“", "“", "Übersetzer", "Straßenbauer", "A.-W.", "W.", "Šik"];
        for blanks in 0..70 {
            let text = " ".repeat(blanks) + text;
            assert_eq!(stops(&text, Pass { small: true, marks: true }, true), capitals);
        }
        let all = stops(text, Pass { small: false, marks: true }, true);
        assert!(all.iter().any(|word| word == "sprach,") && !all.iter().any(|word| word.starts_with(',')));
        assert!(stops(text, Pass { small: true, marks: false }, true).iter().any(|mark| mark == ","));
    }

    #[test]
    fn a_small_word_is_a_stop_where_it_may_go_on_or_end_unseen() {
        for (text, expected) in [("das straßen\u{AD}Bahn", vec!["straßen\u{AD}Bahn"]), ("zehn ab×Riga", vec!["ab×Riga"]), ("größe", vec![])]
        {
            let found = stops(text, Pass { small: true, marks: true }, true);
            assert_eq!(found.first().map(String::as_str), expected.first().copied(), "{text}");
        }
        let joined = stops("ab ver-\nteidigung", Pass { small: false, marks: true }, false);
        assert_eq!(joined.first().map(String::as_str), Some("ver-\nteidigung"));
    }
}
