//! Breaks a stretch of prose into rows. Knows widths and break opportunities, but neither screens nor styles.
//!
//! Rows are chosen by optimal fit (Knuth and Plass's idea with the SMAWK search, as `textwrap` implements it): the
//! right edge is quieter than when every row is filled as far as it goes. `textwrap` works on our own fragments, so
//! that a row is a byte range and no text is copied.

use std::ops::Range;

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

use super::cells::{Cell, cells, verbatim};
use super::hyphen::divisions;
use crate::engine::article::{Block, BlockKind};
use crate::engine::language::Language;

/// One row of prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its first byte. Between a row's end and the next row's start stand only white space and markup.
    pub start: usize,
    /// The byte after its last one that is drawn.
    pub end: usize,
    /// Whether a word is divided here: a hyphen is drawn after it.
    pub hyphen: bool,
}

/// The widest measure at which words are divided.
const NARROW: u16 = 56;
/// The narrowest: a syllable and its hyphen must fit.
const TOO_NARROW: u16 = 12;

/// A word, or a part of one, with the white space after it.
#[derive(Clone, Copy, Debug)]
struct Word {
    start: usize,
    end: usize,
    columns: u32,
    space: u32,
    /// Only the first part of a word that may be divided here.
    hyphen: bool,
}

impl Fragment for Word {
    fn width(&self) -> f64 {
        f64::from(self.columns)
    }
    fn whitespace_width(&self) -> f64 {
        f64::from(self.space)
    }
    fn penalty_width(&self) -> f64 {
        f64::from(u8::from(self.hyphen))
    }
}

/// The rows of the bytes `range` of `block`, each at most `width` columns wide; at least one. In a narrow measure words
/// are divided as `language` does it.
#[must_use]
pub fn wrap(block: &Block, text: &str, range: Range<usize>, width: u16, language: Option<Language>) -> Vec<Row> {
    let language =
        language.filter(|_| (TOO_NARROW..=NARROW).contains(&width) && !matches!(block.kind, BlockKind::Code | BlockKind::Heading(_)));
    let width = u32::from(width.max(1));
    let mut rows = Vec::new();
    let mut line = Line { block, text, language, words: Vec::new(), width, open: None, start: range.start, fresh: true };
    let keep_leading = verbatim(block);
    for cell in cells(block, text, range.clone()) {
        if cell.line_end {
            line.close(0);
            line.rows(cell.range.start, &mut rows);
            line.start = cell.range.end;
            line.fresh = true;
        } else {
            line.push(&cell, keep_leading);
        }
    }
    line.close(0);
    if rows.is_empty() || !line.words.is_empty() {
        line.rows(range.end, &mut rows);
    }
    rows
}

/// The words of one line of the author, or of the whole stretch where line ends are spaces.
struct Line<'a> {
    block: &'a Block,
    text: &'a str,
    /// The language to divide words in.
    language: Option<Language>,
    words: Vec<Word>,
    width: u32,
    /// The word that is being read, and the last character of it.
    open: Option<(Word, char)>,
    /// Where the line begins.
    start: usize,
    /// Whether nothing but white space was seen.
    fresh: bool,
}

impl Line<'_> {
    fn push(&mut self, cell: &Cell<'_>, keep_leading: bool) {
        let columns = u32::from(cell.glyph.columns);
        if cell.space && !(self.fresh && keep_leading) {
            self.space(columns);
            return;
        }
        self.fresh &= cell.space;
        let first = cell.glyph.shown.chars().next().unwrap_or(' ');
        if let Some((word, last)) = &self.open {
            let full = word.columns + columns > self.width;
            if full || (columns > 0 && may_break(*last, first, columns)) {
                self.close(0);
            }
        }
        let fresh = Word { start: cell.range.start, end: cell.range.start, columns: 0, space: 0, hyphen: false };
        let (word, last) = self.open.get_or_insert((fresh, first));
        word.end = cell.range.end;
        word.columns += columns;
        *last = cell.glyph.shown.chars().next_back().unwrap_or(*last);
    }

    fn space(&mut self, columns: u32) {
        if self.open.is_some() {
            self.close(columns);
        } else if let Some(word) = self.words.last_mut() {
            word.space = word.space.saturating_add(columns);
        }
    }

    fn close(&mut self, space: u32) {
        let Some((word, _)) = self.open.take() else { return };
        match self.language {
            Some(language) if word.columns > 5 => self.divide(word, language),
            _ => self.words.push(word),
        }
        if let Some(last) = self.words.last_mut() {
            last.space = space;
        }
    }

    /// Takes a word as the parts that it may be divided into.
    fn divide(&mut self, word: Word, language: Language) {
        let mut shown = String::new();
        let mut starts = Vec::new();
        let mut columns = 0;
        for cell in cells(self.block, self.text, word.start..word.end) {
            starts.push((shown.len(), cell.range.start, columns));
            shown.push_str(&cell.glyph.shown);
            columns += u32::from(cell.glyph.columns);
        }
        let (mut begin, mut before) = (word.start, 0);
        for division in divisions(&shown, language) {
            let Ok(at) = starts.binary_search_by_key(&division, |start| start.0) else { continue };
            let (_, end, columns) = starts[at];
            self.words.push(Word { start: begin, end, columns: columns - before, space: 0, hyphen: true });
            (begin, before) = (end, columns);
        }
        self.words.push(Word { start: begin, columns: word.columns.saturating_sub(before), ..word });
    }

    /// Breaks the words gathered so far into rows and begins anew.
    fn rows(&mut self, end: usize, rows: &mut Vec<Row>) {
        let words = std::mem::take(&mut self.words);
        if words.is_empty() {
            rows.push(Row { start: self.start, end: self.start.min(end), hyphen: false });
        }
        for line in broken(&words, self.width) {
            if let [first, .., last] | [first @ last] = line {
                rows.push(Row { start: first.start, end: last.end, hyphen: last.hyphen });
            }
        }
    }
}

/// The words of each row.
fn broken(words: &[Word], width: u32) -> Vec<&[Word]> {
    let widths = [f64::from(width)];
    // A row wider than the measure would be cut off on the screen: no other fault may be worth that.
    // A divided word is worth about six blanks at a row's end.
    let penalties = Penalties { overflow_penalty: 1_000_000, hyphen_penalty: 40, ..Penalties::new() };
    let fits = |line: &&[Word]| {
        let columns: u64 = line.iter().map(|word| u64::from(word.columns) + u64::from(word.space)).sum();
        let hanging = line.last().map_or(0, |word| u64::from(word.space));
        let hyphen = line.last().map_or(0, |word| u64::from(word.hyphen));
        line.len() == 1 || columns - hanging + hyphen <= u64::from(width)
    };
    match wrap_optimal_fit(words, &widths, &penalties) {
        Ok(lines) if lines.iter().all(fits) => lines,
        _ => wrap_first_fit(words, &widths),
    }
}

/// Whether a row may end between two characters that no white space separates: after a hyphen between letters, after
/// a dash, and between the characters of scripts that set no spaces.
fn may_break(last: char, next: char, columns: u32) -> bool {
    match last {
        '-' | '/' | '–' | '‐' => next.is_alphabetic(),
        '—' | '…' => next.is_alphanumeric(),
        _ if ideographic(last) || (ideographic(next) && columns == 2) => !closes(next) && !opens(last),
        _ => false,
    }
}

/// Han, Kana and what is set like them.
fn ideographic(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{303F}' | '\u{3040}'..='\u{30FF}' | '\u{3100}'..='\u{312F}' | '\u{31A0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

/// Punctuation that does not begin a row.
fn closes(c: char) -> bool {
    matches!(
        c,
        '、' | '。'
            | '，'
            | '．'
            | '：'
            | '；'
            | '？'
            | '！'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '〕'
            | '］'
            | '｝'
            | '”'
            | '’'
            | 'ー'
            | '々'
            | ')'
            | ','
            | '.'
            | ':'
            | ';'
            | '?'
            | '!'
            | ']'
            | '»'
            | '“'
    )
}

/// Punctuation that does not end a row.
fn opens(c: char) -> bool {
    matches!(c, '「' | '『' | '（' | '【' | '《' | '〈' | '〔' | '［' | '｛' | '“' | '‘' | '(' | '[' | '«' | '„')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::glyph::columns;
    use proptest::prelude::*;

    fn wrapped(text: &str, width: u16) -> Vec<&str> {
        let block = Block::plain(BlockKind::Paragraph, 0..text.len());
        wrap(&block, text, 0..text.len(), width, None).into_iter().map(|row| &text[row.start..row.end]).collect()
    }

    #[test]
    fn words_stay_whole_and_rows_are_even() {
        assert_eq!(wrapped("To be, or not to be: that is the question", 10), ["To be,", "or not to", "be: that", "is the", "question"]);
    }

    #[test]
    fn a_word_too_long_for_a_row_breaks_at_a_grapheme() {
        assert_eq!(wrapped("Verteidigung", 5), ["Verte", "idigu", "ng"]);
        assert_eq!(wrapped("a\u{308}a\u{308}a\u{308}", 2), ["a\u{308}a\u{308}", "a\u{308}"]);
    }

    #[test]
    fn a_narrow_measure_divides_words_and_a_wide_one_does_not() {
        let text = "der Außenminister und die Verteidigungsminister der Bundesländer";
        let block = Block::plain(BlockKind::Paragraph, 0..text.len());
        let rows = |width| {
            let rows = wrap(&block, text, 0..text.len(), width, Some(Language::De));
            let shown = |row: &Row| format!("{}{}", &text[row.start..row.end], if row.hyphen { "-" } else { "" });
            rows.iter().map(shown).collect::<Vec<_>>()
        };
        assert_eq!(rows(24), ["der Außenminister und", "die Verteidigungsminis-", "ter der Bundesländer"]);
        assert!(rows(57).iter().all(|row| !row.ends_with('-')));
    }

    #[test]
    fn a_compound_breaks_after_its_hyphen() {
        assert_eq!(wrapped("Nordrhein-Westfalen", 12), ["Nordrhein-", "Westfalen"]);
        assert_eq!(wrapped("COVID-19 im Jahr -5", 8), ["COVID-19", "im Jahr", "-5"]);
    }

    #[test]
    fn wide_characters_break_anywhere_but_not_before_a_full_stop() {
        assert_eq!(wrapped("北京市长说。", 10), ["北京市长", "说。"]);
        assert_eq!(wrapped("北京市", 3), ["北", "京", "市"]);
    }

    #[test]
    fn the_authors_lines_are_kept_where_the_block_says_so() {
        let text = "eins\n\n  zwei drei";
        let block = Block { lines: true, ..Block::plain(BlockKind::Paragraph, 0..text.len()) };
        let rows: Vec<_> = wrap(&block, text, 0..text.len(), 8, None).into_iter().map(|row| &text[row.start..row.end]).collect();
        assert_eq!(rows, ["eins", "", "  zwei", "drei"]);
    }

    #[test]
    fn an_empty_stretch_is_one_row() {
        assert_eq!(wrapped("", 10), [""]);
        assert_eq!(wrapped("   \n ", 10), [""]);
    }

    proptest! {
        #[test]
        fn rows_lose_nothing_and_fit(text in hostile(), width in 1..90u16, lines in any::<bool>(), divided in any::<bool>()) {
            let block = Block { lines, ..Block::plain(BlockKind::Paragraph, 0..text.len()) };
            let rows = wrap(&block, &text, 0..text.len(), width, divided.then_some(Language::De));
            prop_assert!(!rows.is_empty());
            let mut at = 0;
            for row in &rows {
                prop_assert!(row.start >= at && row.end >= row.start);
                // A hyphen that divides a word at a line end is not shown.
                prop_assert!(text[at..row.start].chars().all(|c| c.is_whitespace() || c == '-'), "lost {:?}", &text[at..row.start]);
                let shown: String = cells(&block, &text, row.start..row.end).map(|cell| cell.glyph.shown.into_owned()).collect();
                let one = cells(&block, &text, row.start..row.end).filter(|cell| cell.glyph.columns > 0).count() == 1;
                let hyphen = usize::from(row.hyphen);
                prop_assert!(one || columns(&shown) + hyphen <= usize::from(width), "{shown:?} is wider than {width}");
                at = row.end;
            }
            prop_assert!(text[at..].chars().all(|c| c.is_whitespace() || c == '-'));
        }
    }

    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-zäöüß]{1,12}",
            Just(" ".to_owned()),
            Just("\n".to_owned()),
            Just("\r\n".to_owned()),
            Just("\t  ".to_owned()),
            Just("北京市".to_owned()),
            Just("👩‍👩‍👧‍👦".to_owned()),
            Just("e\u{301}\u{302}".to_owned()),
            Just("\u{202e}".to_owned()),
            Just("\u{200b}".to_owned()),
            Just("\u{1b}[2J".to_owned()),
            Just("-".to_owned()),
            Just("שלום".to_owned()),
            Just("\u{a0}".to_owned()),
            Just("🇱🇻🇪🇺".to_owned()),
            "\\PC{0,4}",
        ];
        proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }
}
