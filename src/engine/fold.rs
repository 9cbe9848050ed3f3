//! Folding: the text as the automaton sees it, with a map back to the original.
//!
//! Folded text is lower case without accents. Every word begins with exactly one space, and white space, hyphens
//! inside compounds and invisible characters leave no other trace; so `Crocus-City-⏎Hall` and `Crocus City Hall`
//! fold to the same bytes, and a pattern that begins with a space can only match where a word begins. Punctuation
//! stays, so that no name reaches over a comma.
//!
//! Folding never decides whether something *is* a mention: the judge looks at the original text.

use std::borrow::Cow;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical, is_combining_mark};

use super::runs::run_end;

/// A folded piece of text.
#[derive(Debug, Default)]
pub struct Folded {
    /// The folded bytes.
    pub text: String,
    /// So many folded bytes are plain letters and digits in words that one space parts: each stands where it stood.
    straight: usize,
    /// For each other folded byte where its source character begins, in bytes after `base`. A word's space has its first letter's.
    from: Vec<u32>,
    base: usize,
}

impl Folded {
    /// The byte of the text that was folded where the character of this folded byte begins.
    #[must_use]
    #[inline]
    pub fn source(&self, folded: usize) -> usize {
        self.base
            + match folded.checked_sub(self.straight) {
                Some(beyond) => self.from.get(beyond).map_or(0, |&at| at as usize),
                None => folded - usize::from(self.text.as_bytes()[folded] != b' '),
            }
    }

    /// Whether a boundary between two folded bytes is one between characters of the original (`ß` folds to two letters).
    #[must_use]
    pub fn is_boundary(&self, folded: usize) -> bool {
        folded == 0 || folded >= self.text.len() || self.source(folded) != self.source(folded - 1)
    }
}

/// Folds a form or a word by itself.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    fold_into(text, &mut out);
    out
}

/// The same at the end of what is there already.
pub fn fold_into(text: &str, out: &mut String) {
    let begin = out.len();
    if plainly(text, out).is_some() {
        return;
    }
    out.truncate(begin);
    let mut folder = Folder::new(text);
    while folder.at < text.len() {
        folder.step();
    }
    out.push_str(&folder.out.text);
}

/// The same of what most words and names are made of: letters without marks, spaces, points and hyphens.
fn plainly(text: &str, out: &mut String) -> Option<()> {
    let bytes = text.as_bytes();
    let begin = out.len();
    let (mut at, mut in_word) = (0, false);
    while let Some(&byte) = bytes.get(at) {
        let (end, letters) = match byte {
            byte if byte.is_ascii_alphanumeric() => {
                let end = run_end(bytes, at);
                (end, &text[at..end])
            }
            b' ' | b'.' => {
                (at, in_word) = (at + 1, false);
                out.extend((byte == b'.').then_some('.'));
                continue;
            }
            // Between two letters it parts two words.
            b'-' if in_word && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) => {
                (at, in_word) = (at + 1, false);
                continue;
            }
            _ => (at + 2, letter(&bytes[at..])?),
        };
        if !takes_no_mark(&bytes[end..]) {
            return None;
        }
        if !std::mem::replace(&mut in_word, true) {
            out.push(' ');
        }
        out.push_str(letters);
        at = end;
    }
    out[begin..].make_ascii_lowercase();
    Some(())
}

/// Folds case and nothing else but composition: for forms whose accents are exact.
#[must_use]
pub fn fold_case(text: &str) -> String {
    caseless::default_case_fold_str(&text.nfc().collect::<String>())
}

/// The text without invisible characters, words divided at line ends whole again: for comparing spellings.
#[must_use]
pub fn whole(text: &str) -> Cow<'_, str> {
    // Invisible characters begin with one of these bytes, and few letters do.
    let suspect = |byte: u8| byte == b'\n' || byte == 0xC2 || byte >= 0xCD;
    if !text.bytes().any(suspect) || !(text.contains('\n') || text.chars().any(is_invisible)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if let Some(taken) = broken_word(rest).filter(|_| is_hyphen(c) || c == '\u{AD}') {
            rest = &rest[taken..];
        } else if !is_invisible(c) {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Whether words are made of this character.
#[must_use]
#[inline]
pub fn is_word(c: char) -> bool {
    // U+02BC is a letter to Unicode and an apostrophe to everybody who types it.
    let common = c.is_ascii_alphanumeric() || matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | 'А'..='я');
    // Quotation marks, dashes and arrows need no look at a table.
    let mark = c.is_ascii() || matches!(c, '\u{02BC}' | '«' | '»' | '\u{2000}'..='\u{206F}' | '\u{2190}'..='\u{22FF}');
    common || (!mark && (c.is_alphanumeric() || is_combining_mark(c)))
}

/// Whether the character is a hyphen or a dash of any kind.
#[must_use]
#[inline]
pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// Whether the character is an apostrophe of any kind.
#[must_use]
#[inline]
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{00B4}' | '`' | '\u{2032}' | '\u{FF07}')
}

/// Whether the character shows nothing and stands for nothing in a name.
#[must_use]
#[inline]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E0FFF}' | '\u{34F}' | '\u{61C}' | '\u{180E}')
}

/// Whether a script is written without spaces between words, so that every character is a word of its own.
#[must_use]
pub fn stands_alone(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0E7F}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// After a hyphen at a line's end these begin a second word: `Nord-⏎und Südkorea`.
const CONJUNCTIONS: [&str; 14] = ["und", "oder", "bis", "sowie", "and", "or", "to", "et", "ou", "y", "e", "i", "и", "та"];

/// No name is as long as this, in folded bytes: a longer word is cut.
const LONGEST: usize = 4 << 10;

/// Folds a text from some place on, as far as somebody asks.
#[derive(Default)]
pub struct Folder<'a> {
    text: &'a str,
    /// The text is folded up to here.
    at: usize,
    out: Folded,
    in_word: bool,
    /// Where in the folded text each word begun so far has its space: how many there are, and the last of them.
    words: (usize, usize),
    /// How many words were asked for.
    wanted: usize,
}

impl<'a> Folder<'a> {
    /// Begins at the head of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let bytes = text.len().min(256) * 9 / 8;
        let out = Folded { text: String::with_capacity(bytes), from: Vec::with_capacity(bytes), ..Folded::default() };
        Self { text, at: 0, out, in_word: false, words: (0, 0), wanted: 0 }
    }

    /// The same for another text, with the memory of this one.
    #[must_use]
    pub fn again(self, text: &str) -> Folder<'_> {
        let mut folder = Folder { text, at: 0, out: self.out, in_word: false, words: (0, 0), wanted: 0 };
        folder.restart(0);
        folder
    }

    /// Forgets what was folded and begins anew at a byte where no word goes on.
    pub fn restart(&mut self, at: usize) {
        self.out.text.clear();
        self.out.from.clear();
        (self.out.straight, self.out.base) = (0, at);
        (self.at, self.in_word, self.words, self.wanted) = (at, false, (0, 0), 0);
    }

    /// What was folded so far. It may be some letters more than was asked for.
    #[must_use]
    pub fn folded(&self) -> &Folded {
        &self.out
    }

    /// Folds what stands before the first word, and returns how many folded bytes that is.
    pub fn head(&mut self) -> usize {
        self.fold_on()
    }

    /// Folds one word more with what follows it up to the next word, and returns how many folded bytes all is.
    pub fn word(&mut self) -> usize {
        self.wanted += 1;
        self.plain_word().unwrap_or_else(|| self.fold_on())
    }

    /// The same for most words: letters of ASCII that are followed by a space and one more.
    #[inline]
    fn plain_word(&mut self) -> Option<usize> {
        let (text, at) = (self.text, self.at);
        let begins = !self.in_word && self.words.0 + 1 == self.wanted;
        let end = run_end(text.as_bytes(), at);
        let [b' ', next, ..] = text.as_bytes()[end..] else { return None };
        if !begins || end == at || end - at > LONGEST || !next.is_ascii_alphanumeric() {
            return None;
        }
        self.run(&text[at..end]);
        (self.at, self.in_word) = (end + 1, false);
        Some(self.out.text.len())
    }

    fn fold_on(&mut self) -> usize {
        let begun = self.out.text.len();
        while self.words.0 <= self.wanted && self.at < self.text.len() && self.out.text.len() < begun + LONGEST {
            // The next word is folded when somebody asks for it.
            if self.words.0 == self.wanted && !self.in_word && self.text.as_bytes()[self.at].is_ascii_alphanumeric() {
                return self.out.text.len();
            }
            self.step();
        }
        if self.words.0 > self.wanted { self.words.1 } else { self.out.text.len() }
    }

    /// Folds a run of plain letters, or one character.
    #[inline]
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        let bytes = rest.as_bytes();
        match bytes[0] {
            byte if byte.is_ascii_alphanumeric() => {
                let run = plain_run(bytes);
                if run > 0 {
                    self.run(&rest[..run]);
                }
                // A letter before something that is not ASCII may carry a mark.
                self.at += if run > 0 { run } else { self.slow(rest) };
            }
            b' ' => {
                self.in_word = false;
                self.at += 1;
            }
            _ if let Some(folded) = letter(bytes)
                && takes_no_mark(&bytes[2..]) =>
            {
                self.letters(folded);
                self.at += 2;
            }
            byte @ (b'!'..=b',' | b'.' | b'/' | b':'..=b'_') if byte != b'\'' => {
                self.other(char::from(byte));
                self.at += 1;
            }
            _ => self.at += self.slow(rest),
        }
    }

    /// Letters and digits of ASCII.
    fn run(&mut self, run: &str) {
        let begin = self.out.text.len();
        let is_straight = self.out.straight == begin && self.at - self.out.base + usize::from(self.in_word) == begin;
        if is_straight && !self.in_word {
            (self.in_word, self.words) = (true, (self.words.0 + 1, begin));
            self.out.text.push(' ');
        } else {
            self.begin_word();
        }
        let letters = self.out.text.len();
        self.out.text.push_str(run);
        self.out.text[letters..].make_ascii_lowercase();
        if is_straight {
            self.out.straight = self.out.text.len();
        } else {
            let at = self.source();
            let bytes = u32::try_from(run.len()).unwrap_or(u32::MAX);
            self.out.from.extend(at..at.saturating_add(bytes));
        }
    }

    /// One character that is no plain letter or space; returns how many bytes it took.
    fn slow(&mut self, rest: &str) -> usize {
        let Some(c) = rest.chars().next() else { return 1 };
        let after = &rest[c.len_utf8()..];
        if (is_hyphen(c) || c == '\u{AD}')
            && self.in_word
            && let Some(taken) = broken_word(after)
        {
            return c.len_utf8() + taken;
        }
        if is_invisible(c) {
            return c.len_utf8();
        }
        if c.is_whitespace() {
            self.in_word = false;
            let spaces = rest.len() - rest.trim_start().len();
            if c == '\n' && rest[..spaces].matches('\n').count() > 1 {
                self.other('\n');
            }
            return if c == '\n' { spaces } else { c.len_utf8() };
        }
        if is_word(c) {
            return self.cluster(rest, c);
        }
        if is_hyphen(c) && self.in_word && goes_on(after) {
            self.in_word = false;
            return c.len_utf8();
        }
        self.other(plain_mark(c));
        c.len_utf8()
    }

    /// A letter with the marks that follow it.
    fn cluster(&mut self, rest: &str, c: char) -> usize {
        let marks: usize = rest[c.len_utf8()..]
            .chars()
            .take_while(|&c| !c.is_ascii() && (is_combining_mark(c) || is_mark_like(c)))
            .map(char::len_utf8)
            .sum();
        if stands_alone(c) {
            self.in_word = false;
        }
        if marks == 0 {
            self.folded_char(c);
        } else {
            // More marks than any honest letter has are noise: they are passed over, not composed.
            let composed: Vec<char> = rest[..c.len_utf8() + marks].chars().take(8).filter(|&c| !is_invisible(c)).nfc().collect();
            for c in composed {
                self.folded_char(c);
            }
        }
        c.len_utf8() + marks
    }

    fn folded_char(&mut self, c: char) {
        match letter(c.encode_utf8(&mut [0; 4]).as_bytes()) {
            Some(folded) => self.letters(folded),
            None => self.any_char(c),
        }
    }

    fn any_char(&mut self, c: char) {
        match c {
            'A'..='Z' | 'a'..='z' | '0'..='9' => self.char(c.to_ascii_lowercase()),
            'ä' | 'Ä' | 'æ' | 'Æ' => self.letters("ae"),
            'ö' | 'Ö' | 'œ' | 'Œ' => self.letters("oe"),
            'ü' | 'Ü' => self.letters("ue"),
            'ß' | 'ẞ' => self.letters("ss"),
            'ł' | 'Ł' => self.letters("l"),
            'ø' | 'Ø' => self.letters("o"),
            'đ' | 'Đ' | 'ð' | 'Ð' => self.letters("d"),
            'ı' | 'İ' => self.letters("i"),
            'þ' | 'Þ' => self.letters("th"),
            'ё' | 'Ё' => self.letters("е"),
            'а'..='я' | 'ђ'..='џ' | 'ѐ' => self.char(c),
            'А'..='Я' => self.char(char::from_u32(c as u32 + 0x20).unwrap_or(c)),
            'Ѐ'..='Џ' => self.char(char::from_u32(c as u32 + 0x50).unwrap_or(c)),
            _ => self.rare(c),
        }
    }

    fn rare(&mut self, c: char) {
        for c in caseless::default_case_fold_str(c.encode_utf8(&mut [0; 4])).chars() {
            let cyrillic = matches!(c, '\u{400}'..='\u{52F}');
            let mut base = Vec::new();
            decompose_canonical(c, |part| base.push(part));
            if cyrillic {
                self.char(c);
            } else if is_combining_mark(c) && canonical_combining_class(c) != 0 {
                // A mark by itself belongs to the letter before it, which has gone.
            } else {
                base.into_iter().filter(|&c| canonical_combining_class(c) == 0).for_each(|c| self.char(c));
            }
        }
    }

    /// All that one character folds to.
    fn letters(&mut self, letters: &str) {
        self.begin_word();
        self.out.text.push_str(letters);
        self.mark(letters.len());
    }

    fn char(&mut self, c: char) {
        self.letters(c.encode_utf8(&mut [0; 4]));
    }

    fn begin_word(&mut self) {
        if !self.in_word {
            self.in_word = true;
            self.words = (self.words.0 + 1, self.out.text.len());
            self.out.text.push(' ');
            self.mark(1);
        }
    }

    fn other(&mut self, c: char) {
        self.in_word = false;
        self.out.text.push(c);
        self.mark(c.len_utf8());
    }

    fn mark(&mut self, bytes: usize) {
        let at = self.source();
        self.out.from.extend(std::iter::repeat_n(at, bytes));
    }

    /// Where the character stands that is being folded, after the base.
    fn source(&self) -> u32 {
        u32::try_from(self.at - self.out.base).unwrap_or(u32::MAX)
    }
}

/// Whether a hyphen inside a word, before this, parts two words of one name.
fn goes_on(after: &str) -> bool {
    after.trim_start_matches(is_invisible).starts_with(|c| is_word(c) || c == '\n' || c == '\r')
}

/// What a hyphen after a letter does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hyphen {
    /// The word goes on so many bytes after it.
    Joins(usize),
    /// It parts two words.
    Parts,
    /// It stands by itself.
    Alone,
}

/// What a hyphen after a letter does before `after`.
#[must_use]
pub fn hyphen(after: &str) -> Hyphen {
    match broken_word(after) {
        Some(taken) => Hyphen::Joins(taken),
        None if goes_on(after) => Hyphen::Parts,
        None => Hyphen::Alone,
    }
}

/// A mark as folded text has it: apostrophes and hyphens of every kind are one.
#[must_use]
pub fn plain_mark(c: char) -> char {
    if is_apostrophe(c) {
        '\''
    } else if is_hyphen(c) {
        '-'
    } else {
        c
    }
}

/// How many letters and digits of ASCII the bytes begin with, without the one before a character of more bytes.
fn plain_run(bytes: &[u8]) -> usize {
    let run = run_end(&bytes[..bytes.len().min(LONGEST)], 0);
    if takes_no_mark(&bytes[run..]) { run } else { run - 1 }
}

/// Whether a letter before this has no mark: before ASCII, a Latin, Greek or Cyrillic letter and quotation marks.
#[must_use]
#[inline]
pub fn takes_no_mark(after: &[u8]) -> bool {
    matches!(after, [] | [0..0x80 | 0xC3..=0xCB | 0xCE..=0xD1, ..] | [0xE2, 0x80, 0x98..=0x9F, ..])
}

/// What the letters of two bytes that most scripts of Europe have fold to, from À to ԯ; nothing for what is no letter.
static LETTERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let letters = ('À'..='ԯ').map(|c| Some(c).filter(|&c| is_word(c) && !is_combining_mark(c)));
    let folded = letters.map(|letter| {
        let mut folder = Folder::new("");
        if let Some(letter) = letter {
            folder.any_char(letter);
        }
        folder.out.text.trim_start().to_owned()
    });
    folded.collect()
});

/// What the letter of two bytes that the bytes begin with folds to: one of a Latin, Greek or Cyrillic alphabet.
#[must_use]
#[inline]
pub fn letter(bytes: &[u8]) -> Option<&'static str> {
    let [lead @ 0xC3..=0xD4, second, ..] = *bytes else { return None };
    let folded = LETTERS.get(usize::from(lead - 0xC3) << 6 | usize::from(second & 0x3F))?.as_str();
    (!folded.is_empty()).then_some(folded)
}

fn is_mark_like(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{34F}' | '\u{200D}')
}

/// After a hyphen: if a line ends here and the word goes on in lower case on the next, the white space between in bytes.
pub fn broken_word(after: &str) -> Option<usize> {
    let rest = after.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n')?.trim_start_matches([' ', '\t']);
    let word: String = rest.chars().take_while(|&c| is_word(c)).take(6).collect();
    let goes_on = word.chars().next().is_some_and(char::is_lowercase) && !CONJUNCTIONS.contains(&word.as_str());
    goes_on.then(|| after.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_made_of_letters_digits_and_marks_of_any_script() {
        for c in ('\0'..=char::MAX).filter(|&c| c != '\u{02BC}') {
            assert_eq!(is_word(c), c.is_alphanumeric() || is_combining_mark(c), "{c:?}");
        }
        assert!(!is_word('\u{02BC}'));
    }

    #[test]
    fn words_begin_with_one_space_whatever_stands_between_them() {
        for text in ["Crocus City Hall", "Crocus-City-Hall", "Crocus\u{A0}City\nHall", " Crocus‐City–Hall", "Crocus-\nCity Hall"] {
            assert_eq!(fold(text), " crocus city hall", "{text}");
        }
    }

    #[test]
    fn punctuation_and_spaced_dashes_stay() {
        assert_eq!(fold("Moskau, Paris – Kiew"), " moskau, paris- kiew");
        assert_eq!(fold("(IS)"), "( is)");
        assert_eq!(fold("O’Neill"), fold("O'Neill"));
    }

    #[test]
    fn accents_case_and_transliterations_fold_together() {
        for (a, b) in [
            ("Orbán", "ORBAN"),
            ("Köln", "Koeln"),
            ("Groß", "GROSS"),
            ("Radosław", "Radoslaw"),
            ("İmamoğlu", "imamoglu"),
            ("Ёлкин", "елкин"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
        assert_ne!(fold("Köln"), fold("Koln"));
        assert_ne!(fold("й"), fold("и"));
    }

    #[test]
    fn composed_and_decomposed_letters_are_one() {
        assert_eq!(fold("Ko\u{308}ln"), fold("Köln"));
        assert_eq!(fold("Selenskyj\u{301}"), fold("selenskyj"));
        assert_eq!(fold("и\u{306}"), fold("й"));
    }

    #[test]
    fn invisible_characters_leave_no_trace() {
        assert_eq!(fold("Groß\u{AD}mann"), " grossmann");
        assert_eq!(fold("Mos\u{200B}kau"), " moskau");
    }

    #[test]
    fn a_word_split_by_a_line_end_is_joined_before_a_small_letter() {
        assert_eq!(fold("Verteidigungs-\nministerium"), " verteidigungsministerium");
        assert_eq!(fold("Verteidigungs-  \r\n  ministerium"), " verteidigungsministerium");
        assert_eq!(fold("Nord-\nund Südkorea"), " nord und suedkorea");
        assert_eq!(fold("Nordrhein-\nWestfalen"), " nordrhein westfalen");
    }

    #[test]
    fn a_blank_line_is_no_space() {
        assert_eq!(fold("Islamischer\n\nStaat"), " islamischer\n staat");
    }

    #[test]
    fn every_folded_byte_knows_its_source() {
        let text = "Der „Kreml“ in Groß-Görau";
        let mut folder = Folder::new(text);
        while folder.at < text.len() {
            folder.word();
        }
        let at = folder.folded().text.find("goerau").unwrap();
        assert_eq!(folder.folded().source(at), text.find("Görau").unwrap());
        assert!(!folder.folded().is_boundary(at + 2));
    }

    #[test]
    fn a_text_is_folded_no_further_than_it_is_asked_for() {
        let text = "»Groß-Görau, Riga und Köln";
        let mut folder = Folder::new(text);
        folder.restart(text.find("Groß").unwrap());
        let read = |end: usize, folder: &Folder| folder.folded().text[..end].to_owned();
        let end = folder.word();
        assert_eq!(read(end, &folder), " gross");
        let end = folder.word();
        assert_eq!(read(end, &folder), " gross goerau,");
        assert!(!folder.folded().text.contains("und"));
    }

    proptest::proptest! {
        #[test]
        fn a_word_by_itself_is_folded_as_in_a_text(text in "[a-zA-Z0-9äßÉŁяЁΩ .\u{308}\u{200b}'-]{0,12}") {
            let mut folder = Folder::new(&text);
            while folder.at < text.len() {
                folder.step();
            }
            proptest::prop_assert_eq!(fold(&text), folder.out.text);
        }
    }
}
