//! Finds what the reader types, the way readers mean it: without accents, dashes of any kind, white space of any width,
//! and in either case unless a capital is typed. `muller`, `mueller` and `Müller` all find Müller.
//!
//! Hits are byte ranges of whole characters of the text. No regular expressions.

use std::ops::Range;

use unicode_normalization::char::decompose_canonical;

use super::cells::divides;
use super::sieve::Sieve;
use crate::engine::article::{Article, Block};

/// Hits kept; nobody steps through more.
const MOST: usize = 100_000;

/// Long blocks are searched in stretches of so many bytes,
const STRETCH: usize = 16 << 10;
/// and so much of what is around them is looked at: a phrase may reach over their edges.
const AROUND: usize = 2 << 10;

/// All places where the prose reads like `query`, in order and disjoint.
#[must_use]
pub fn find(article: &Article, query: &str) -> Vec<Range<usize>> {
    let any_case = !query.chars().any(char::is_uppercase);
    let mut hits = Vec::new();
    let mut plain = String::new();
    for umlauts in [Umlauts::Plain, Umlauts::WithE] {
        let folding = Folding { any_case, umlauts };
        let needle = folding.fold([(0..0, query)].into_iter()).text;
        let needle = if query.ends_with(char::is_whitespace) { needle.as_str() } else { needle.trim() };
        // Only ä, ö and ü are told apart by the second folding.
        if needle.is_empty() || (needle == plain && !has_umlaut(needle)) {
            break;
        }
        needle.clone_into(&mut plain);
        folding.find(article, needle, &mut hits);
    }
    hits.sort_by_key(|hit| (hit.start, hit.end));
    hits.dedup_by(|later, first| later.start < first.end);
    hits.truncate(MOST);
    hits
}

/// Whether something in the folded text may have been written with an umlaut: Mueller.
fn has_umlaut(folded: &str) -> bool {
    let pair = |pair: &[u8]| matches!(pair[0].to_ascii_lowercase(), b'a' | b'o' | b'u') && pair[1].eq_ignore_ascii_case(&b'e');
    folded.as_bytes().windows(2).any(pair)
}

/// Cuts a long block into stretches.
fn stretches<'a>(block: &'a Block, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let starts = block.range.clone().step_by(STRETCH);
    starts.map(|start| text.ceil_char_boundary(start)..text.ceil_char_boundary((start + STRETCH).min(block.range.end)))
}

/// A query that is asked of many short texts, compared in the same way.
#[derive(Debug)]
pub struct Needle([(Folding, String); 2]);

impl Needle {
    /// Folds the query once for all texts.
    #[must_use]
    pub fn new(query: &str) -> Self {
        let any_case = !query.chars().any(char::is_uppercase);
        Self([Umlauts::Plain, Umlauts::WithE].map(|umlauts| {
            let folding = Folding { any_case, umlauts };
            (folding, folding.fold([(0..0, query)].into_iter()).text.trim().to_owned())
        }))
    }

    /// Whether the text contains the query.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        self.0.iter().any(|(folding, needle)| folding.fold([(0..0, text)].into_iter()).text.contains(needle))
    }

    /// The same of a text that was folded before.
    #[must_use]
    pub fn is_in_folds(&self, folds: &Folds) -> bool {
        let [(folding, plain), (_, with_e)] = &self.0;
        let texts = if folding.any_case { &folds.lower } else { &folds.cased };
        texts[0].contains(plain) || texts[1].contains(with_e)
    }
}

/// A short text in every way that a query may ask for it.
#[derive(Debug)]
pub struct Folds {
    lower: [String; 2],
    cased: [String; 2],
}

impl Folds {
    /// Folds the text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let fold =
            |any_case| [Umlauts::Plain, Umlauts::WithE].map(|umlauts| Folding { any_case, umlauts }.fold([(0..0, text)].into_iter()).text);
        Self { lower: fold(true), cased: fold(false) }
    }
}

/// What ä, ö and ü are taken for.
#[derive(Clone, Copy, Debug)]
enum Umlauts {
    Plain,
    WithE,
}

#[derive(Clone, Copy, Debug)]
struct Folding {
    any_case: bool,
    umlauts: Umlauts,
}

/// Folded text, and for runs of it where they come from.
#[derive(Default)]
struct Folded {
    text: String,
    /// Where in `text` a character begins whose source is not simply one byte after that of the byte before; and its
    /// source's range. Sorted.
    marks: Vec<(usize, Range<usize>)>,
}

impl Folded {
    /// The bytes of the source that folded bytes come from.
    fn range(&self, folded: Range<usize>) -> Range<usize> {
        self.source(folded.start).start..self.source(folded.end - 1).end
    }

    fn source(&self, at: usize) -> Range<usize> {
        let mark = self.marks.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        let Some((start, source)) = self.marks.get(mark) else { return 0..0 };
        // After a mark for one byte follow bytes that stand in the text as they are.
        if source.len() == 1 { source.start + (at - start)..source.start + (at - start) + 1 } else { source.clone() }
    }
}

/// The pieces of a block in a stretch and near it.
fn around<'a>(block: &'a Block, text: &'a str, stretch: &Range<usize>) -> impl Iterator<Item = (Range<usize>, &'a str)> {
    let from = text.floor_char_boundary(stretch.start.saturating_sub(AROUND));
    let to = text.ceil_char_boundary(stretch.end + AROUND);
    block.pieces(text).filter(move |(range, _)| range.start < to && range.end > from).map(move |(range, piece)| {
        if piece.len() != range.len() {
            return (range, piece);
        }
        let within = range.start.max(from)..range.end.min(to);
        (within.clone(), text.get(within).unwrap_or_default())
    })
}

impl Folding {
    /// Adds the places where the folded prose has the needle.
    fn find(self, article: &Article, needle: &str, hits: &mut Vec<Range<usize>>) {
        let sieve = Sieve::new(needle, self.any_case, |c| self.alone(c));
        let finder = memchr::memmem::Finder::new(needle);
        let most = hits.len() + MOST;
        for block in &article.blocks {
            for stretch in stretches(block, &article.text) {
                if hits.len() >= most {
                    return;
                }
                // Markup may stand for letters that the text has not.
                if block.cuts.is_empty() && sieve.as_ref().is_some_and(|sieve| !sieve.passes(&article.text, stretch.clone())) {
                    continue;
                }
                let folded = self.fold(around(block, &article.text, &stretch));
                hits.extend(finder.find_iter(folded.text.as_bytes()).map(|at| folded.range(at..at + needle.len())));
            }
        }
    }

    /// What a character folds to, whatever is around it.
    fn alone(self, c: char) -> String {
        let mut text = String::new();
        self.push(c, &mut text);
        if c == '\u{308}' && matches!(self.umlauts, Umlauts::WithE) {
            text.push('e');
        }
        text
    }

    fn fold<'a>(self, pieces: impl Iterator<Item = (Range<usize>, &'a str)>) -> Folded {
        let mut folded = Folded::default();
        let mut expected = usize::MAX;
        let mut space = false;
        let mut previous = None;
        for (range, piece) in pieces {
            let stands_for = piece.len() != range.len();
            for (offset, c) in piece.char_indices() {
                let source = if stands_for { range.clone() } else { range.start + offset..range.start + offset + c.len_utf8() };
                if c.is_whitespace() && space {
                    continue;
                }
                if c == '-' && divides(previous, &piece[offset + 1..]) {
                    space = true;
                    continue;
                }
                previous = Some(c);
                space = c.is_whitespace();
                let before = folded.text.len();
                if c.is_ascii() && !stands_for {
                    folded.text.push(if space {
                        ' '
                    } else if self.any_case {
                        c.to_ascii_lowercase()
                    } else {
                        c
                    });
                } else {
                    self.push(c, &mut folded.text);
                }
                if folded.text.len() > before && source.start != expected {
                    folded.marks.push((before, source.clone()));
                }
                // A run of single bytes needs no more marks.
                expected = if c.is_ascii() && !stands_for { source.end } else { usize::MAX };
            }
        }
        folded
    }

    fn push(self, c: char, text: &mut String) {
        match c {
            _ if c.is_whitespace() => text.push(' '),
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
            '‐' | '‑' | '‒' | '–' | '—' | '−' => text.push('-'),
            '’' | '‘' | 'ʼ' | '´' | '`' => text.push('\''),
            'ß' => text.push_str("ss"),
            'ẞ' => text.push_str(self.case("SS", "ss")),
            'ä' | 'ö' | 'ü' | 'Ä' | 'Ö' | 'Ü' => self.umlaut(c, text),
            'æ' | 'Æ' => text.push_str(self.pick(c, "AE", "ae")),
            'œ' | 'Œ' => text.push_str(self.pick(c, "OE", "oe")),
            'ø' | 'Ø' => text.push_str(self.pick(c, "O", "o")),
            'ł' | 'Ł' => text.push_str(self.pick(c, "L", "l")),
            'đ' | 'Đ' => text.push_str(self.pick(c, "D", "d")),
            'ı' => text.push('i'),
            '\u{308}' if matches!(self.umlauts, Umlauts::WithE) && text.ends_with(['a', 'o', 'u', 'A', 'O', 'U']) => text.push('e'),
            _ => decompose_canonical(c, |part| {
                if !unicode_normalization::char::is_combining_mark(part) {
                    if self.any_case { text.extend(part.to_lowercase()) } else { text.push(part) }
                }
            }),
        }
    }

    fn umlaut(self, c: char, text: &mut String) {
        decompose_canonical(c, |part| match part {
            '\u{308}' if matches!(self.umlauts, Umlauts::WithE) => text.push('e'),
            '\u{308}' => {}
            _ => text.push(if self.any_case { part.to_ascii_lowercase() } else { part }),
        });
    }

    fn case(self, upper: &'static str, lower: &'static str) -> &'static str {
        if self.any_case { lower } else { upper }
    }

    fn pick(self, c: char, upper: &'static str, lower: &'static str) -> &'static str {
        if c.is_uppercase() { self.case(upper, lower) } else { lower }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sieve;
    use super::*;
    use crate::engine::article::BlockKind;
    use proptest::prelude::*;

    fn hits<'a>(text: &'a str, query: &str) -> Vec<&'a str> {
        let article = Article { text: text.into(), blocks: vec![Block::plain(BlockKind::Paragraph, 0..text.len())], ..Article::default() };
        find(&article, query).into_iter().map(|hit| &text[hit]).collect()
    }

    #[test]
    fn umlauts_are_found_however_they_are_typed() {
        for query in ["muller", "mueller", "müller", "Müller", "Muller", "Mueller"] {
            assert_eq!(hits("Herr Müller sprach.", query), ["Müller"], "{query}");
        }
        assert_eq!(hits("Mueller, Muller, Mu\u{308}ller", "Müller"), ["Mueller", "Muller", "Mu\u{308}ller"]);
        let matches = |text: &str, query: &str| Needle::new(query).is_in(text);
        assert!(matches("Jürgen Müller", "mueller") && matches("Müller", "mull") && !matches("Maier", "mull"));
    }

    #[test]
    fn a_capital_asks_for_the_case() {
        assert_eq!(hits("die Grünen sind grün", "grün"), ["Grün", "grün"]);
        assert_eq!(hits("die Grünen sind grün", "Grün"), ["Grün"]);
    }

    #[test]
    fn accents_dashes_and_line_ends_do_not_matter() {
        assert_eq!(hits("Sébastien\n  Lecornu", "sebastien lecornu"), ["Sébastien\n  Lecornu"]);
        assert_eq!(hits("Berlin–Moskau", "berlin-m"), ["Berlin–M"]);
        assert_eq!(hits("Straße, İstanbul, Kelvin \u{212a}", "strasse"), ["Straße"]);
        assert_eq!(hits("Ver\u{ad}teidigung", "verteidigung"), ["Ver\u{ad}teidigung"]);
        assert_eq!(hits("e\u{301}lan", "élan"), ["e\u{301}lan"]);
        assert_eq!(hits("der Inter-\n  nationale Fonds", "internationale f"), ["Inter-\n  nationale F"]);
    }

    #[test]
    fn nothing_typed_finds_nothing() {
        assert!(hits("abc", "").is_empty() && hits("abc", "  ").is_empty() && hits("abc", "\u{301}").is_empty());
    }

    #[test]
    fn a_hit_is_found_behind_many_others_at_the_right_place() {
        let text = format!("{}Zürich", "äb ".repeat(1000));
        assert_eq!(hits(&text, "zurich"), ["Zürich"]);
    }

    #[test]
    fn half_an_umlaut_is_no_letter() {
        assert_eq!(hits("Tür", "er"), [""; 0]);
        assert_eq!(hits("Tür", "tue"), ["Tür"[..3].to_owned()]);
    }

    #[test]
    fn a_phrase_is_found_wherever_a_long_block_is_cut() {
        for length in (STRETCH - 40..STRETCH + 40).step_by(7) {
            let text = format!("{}Bad Zwischenahn am Meer {}", "ö".repeat(length / 2), "ü ".repeat(STRETCH));
            assert_eq!(hits(&text, "bad zwischenahn am meer"), ["Bad Zwischenahn am Meer"], "after {length} bytes");
        }
    }

    #[test]
    fn the_sieve_knows_every_character_that_folds_to_a_plain_letter() {
        let folding = Folding { any_case: true, umlauts: Umlauts::WithE };
        let unknown = |c: &char| !sieve::FOREIGN.iter().any(|range| range.contains(c));
        let folds = |c: &char| folding.alone(*c).contains(|c: char| c.is_ascii_alphanumeric());
        assert_eq!(('\u{80}'..='\u{1FFFF}').filter(unknown).find(folds), None);
    }

    proptest! {
        #[test]
        fn what_the_sieve_passes_over_holds_nothing(
            pieces in proptest::collection::vec("[a-cA-C]{1,3}|[äÄöüßéẍǅ]|-\n|\u{ad}|\u{308}|\u{212a}|k|[ \n]{1,2}|𝐚", 0..40),
            query in "[a-ckx]{1,3}|[a-cAuoe]{1,2} [a-c]{1,2}|ss|ue|[äöü][a-c]",
        ) {
            let text = pieces.concat();
            let block = Block::plain(BlockKind::Paragraph, 0..text.len());
            for umlauts in [Umlauts::Plain, Umlauts::WithE] {
                let folding = Folding { any_case: !query.chars().any(char::is_uppercase), umlauts };
                let needle = folding.fold([(0..0, query.as_str())].into_iter()).text;
                let found = folding.fold(block.pieces(&text)).text.contains(&needle);
                let sieve = Sieve::new(&needle, folding.any_case, |c| folding.alone(c)).unwrap();
                prop_assert!(!found || sieve.passes(&text, 0..text.len()), "{needle:?} in {text:?}");
            }
        }
    }
}
