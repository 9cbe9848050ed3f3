//! Where a walk stops: at the beginnings of words, sixty-four bytes of the text at a time.

use crate::engine::fold::letter;
use crate::engine::runs::{Run, among, bits, letters_and_digits};

/// How many bytes are looked at in one piece: a bit of a number for each.
const PIECE: usize = 64;

/// Which of the characters of ASCII.
pub type Ascii = [bool; 128];

/// What a walk passes over beside spaces, and what not.
#[derive(Clone, Copy, Debug)]
pub struct Pass<'a> {
    /// Words that begin with a small letter of ASCII are passed over.
    pub small: bool,
    /// Marks of ASCII are, but for these.
    pub marks: Option<&'a Ascii>,
    /// Words that a line's end divides are stops, however they begin: what follows may begin as a name does.
    pub divided: bool,
    /// Runs have letters of two bytes.
    pub letters: bool,
}

/// A place where a walk stops.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    /// The first byte of a word or of another character; the text's length at its end.
    pub at: usize,
    /// How a word begins that was asked for.
    pub run: Option<Run>,
}

/// The places of one text where a walk stops, in their order.
pub struct Stops<'a> {
    bytes: &'a [u8],
    pass: Pass<'a>,
    /// Where the piece begins; all of what follows is a bit for each byte of it.
    base: usize,
    /// What runs are of: letters and digits of ASCII, and perhaps other letters.
    runs: u64,
    /// All that words are of, and what is not ASCII.
    word: u64,
    /// What words begin with that are not passed over: a letter, a digit, or what is not ASCII.
    begins: u64,
    /// … of these what follows nothing of a word.
    starts: u64,
    /// What is looked at wherever it stands: in a word what may end it, or may not.
    other: u64,
    /// Marks that are not passed over.
    marks: u64,
}

impl<'a> Stops<'a> {
    /// The stops of a text.
    pub fn new(text: &'a str, pass: Pass<'a>) -> Self {
        let mut stops = Self { bytes: text.as_bytes(), pass, base: 0, runs: 0, word: 0, begins: 0, starts: 0, other: 0, marks: 0 };
        stops.look(0);
        stops
    }

    /// The next stop from `at` on, where no word goes on. Of words that begin with a letter or digit of ASCII it is those for which
    /// `may_begin`, and some in which something stands that a glance cannot tell.
    #[inline]
    pub fn next(&mut self, at: usize, may_begin: impl Fn(usize, &Run) -> bool) -> Stop {
        if !(self.base..self.base + PIECE).contains(&at) {
            if at >= self.bytes.len() {
                return self.end();
            }
            self.look(at / PIECE * PIECE);
        }
        // What stands before does not count at `at`.
        let here = 1 << (at - self.base);
        let mut begins = (self.starts | here & self.begins) & !(here - 1);
        let mut others = (self.other | self.marks) & !(here - 1);
        loop {
            let odd = others | begins & !self.runs;
            let first_odd = odd & odd.wrapping_neg();
            let mut words = begins & first_odd.wrapping_sub(1);
            while words != 0 {
                let word = self.base + words.trailing_zeros() as usize;
                let run = self.run(word);
                if may_begin(word, &run) {
                    return Stop { at: word, run: Some(run) };
                }
                words &= words - 1;
            }
            if odd != 0 {
                let odd = self.base + odd.trailing_zeros() as usize;
                let at = if self.other & first_odd == 0 { odd } else { self.word_around(odd, at) };
                return Stop { at, run: None };
            }
            let next = self.base + PIECE;
            if next >= self.bytes.len() {
                return self.end();
            }
            self.look(next);
            (begins, others) = (self.starts, self.other | self.marks);
        }
    }

    fn end(&self) -> Stop {
        Stop { at: self.bytes.len(), run: None }
    }

    /// The run that begins at this byte of the piece.
    #[inline]
    fn run(&self, at: usize) -> Run {
        let place = at - self.base;
        let length = (!(self.runs >> place)).trailing_zeros() as usize;
        match self.bytes.get(at..).and_then(<[u8]>::first_chunk) {
            Some(&letters) if place + length < PIECE => Run::so_long(at, u64::from_le_bytes(letters), length),
            _ if self.pass.letters => Run::of_letters(self.bytes, at),
            _ => Run::of(self.bytes, at),
        }
    }

    /// Where the word ends that begins here, if the piece tells.
    #[inline]
    pub fn word_end(&self, at: usize) -> Option<usize> {
        let place = at.checked_sub(self.base).filter(|&place| place < PIECE)?;
        let length = (!(self.word >> place)).trailing_zeros();
        let inside = 1_u64.checked_shl(length).unwrap_or_default().wrapping_sub(1) << place;
        let end = at + length as usize;
        let is_clear = end < self.base + PIECE && self.other & inside == 0 && self.bytes.get(end) != Some(&b'-');
        is_clear.then_some(end)
    }

    /// Where the word begins that this byte belongs to, but not before `at`. A quotation mark belongs to none.
    fn word_around(&self, byte: usize, at: usize) -> usize {
        if matches!(self.bytes[byte..], [0xE2, 0x80, 0x98..=0x9F, ..]) {
            return byte;
        }
        let before = self.bytes[at..byte].iter().rev();
        byte - before.take_while(|byte| is_of_word(**byte)).count()
    }

    /// Looks at the piece that begins at `base`.
    fn look(&mut self, base: usize) {
        let rest = &self.bytes[base..];
        let end;
        let piece = if let Some(piece) = rest.first_chunk() {
            piece
        } else {
            end = to_piece(rest);
            &end
        };
        let high = bits(piece, |bytes| bytes);
        let plain = bits(piece, letters_and_digits);
        let word = plain | high;
        let follows_word = base > 0 && is_of_word(self.bytes[base - 1]);
        (self.base, self.word) = (base, word);
        self.begins = if self.pass.small { word & !bits(piece, |bytes| among(bytes, b'a', b'z')) } else { word };
        self.starts = self.begins & !(word << 1 | u64::from(follows_word));
        // Of a character that began before, it was seen there.
        let rest_of_one = if high & 1 == 0 { 0 } else { rest.iter().take_while(|byte| **byte & 0xC0 == 0x80).count() };
        self.other = self.odd(high & !0 << rest_of_one);
        if self.pass.divided {
            self.other |= self.divided(bits(piece, |bytes| among(bytes, b'-', b'-')));
        }
        self.runs = if self.pass.letters { word & !self.other } else { plain };
        if let Some(wanted) = self.pass.marks {
            let inside = if rest.len() < PIECE { (1 << rest.len()) - 1 } else { !0 };
            let marks = !word & !bits(piece, |bytes| among(bytes, b' ', b' ')) & inside;
            // A hyphen may be one of a word.
            let hyphens = marks & bits(piece, |bytes| among(bytes, b'-', b'-'));
            self.other |= self.wanted(hyphens, wanted);
            self.marks = self.wanted(marks & !hyphens, wanted);
        }
    }

    /// Of these marks those that are not passed over.
    fn wanted(&self, mut marks: u64, wanted: &Ascii) -> u64 {
        let mut kept = 0;
        while marks != 0 {
            let lowest = marks & marks.wrapping_neg();
            let mark = self.bytes[self.base + marks.trailing_zeros() as usize];
            kept |= if wanted[usize::from(mark & 0x7F)] { lowest } else { 0 };
            marks ^= lowest;
        }
        kept
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

/// The end of a text, and zeros.
#[cold]
fn to_piece(rest: &[u8]) -> [u8; PIECE] {
    let mut piece = [0; PIECE];
    piece[..rest.len()].copy_from_slice(rest);
    piece
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

    const SMALL: Pass = Pass { small: true, marks: None, divided: false, letters: false };

    fn stops(text: &str, pass: Pass, may_begin: bool) -> Vec<String> {
        let mut stops = Stops::new(text, pass);
        let mut at = 0;
        let mut found = Vec::new();
        loop {
            at = stops.next(at, |_, _| may_begin).at;
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
            assert_eq!(stops(&text, SMALL, true), capitals);
        }
        let all = stops(text, Pass { small: false, marks: None, divided: true, letters: false }, true);
        assert!(all.iter().any(|word| word == "sprach,") && !all.iter().any(|word| word.starts_with(',')));
        let mut wanted = [false; 128];
        wanted[usize::from(b',')] = true;
        let marks = stops(text, Pass { small: true, marks: Some(&wanted), divided: false, letters: false }, false);
        assert_eq!(marks, [",", "„Zeit“", "“", ",", "Übersetzer", "Šik"]);
    }

    #[test]
    fn a_small_word_is_a_stop_where_it_may_go_on_or_end_unseen() {
        for (text, expected) in [("das straßen\u{AD}Bahn", vec!["straßen\u{AD}Bahn"]), ("zehn ab×Riga", vec!["ab×Riga"]), ("größe", vec![])]
        {
            let found = stops(text, SMALL, true);
            assert_eq!(found.first().map(String::as_str), expected.first().copied(), "{text}");
        }
        let joined = stops("ab ver-\nteidigung", Pass { small: false, marks: None, divided: true, letters: false }, false);
        assert_eq!(joined.first().map(String::as_str), Some("ver-\nteidigung"));
    }
}
