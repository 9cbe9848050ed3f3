//! What a grapheme looks like in a terminal, and how wide it is there: one answer for wrapping, painting and printing.
//!
//! Nothing of outside origin – article text, file names, names in dictionaries, messages that quote them – reaches a
//! terminal except through [`glyph`] or [`visible`]. Dropping a control character silently would hide why a text looks
//! odd, so controls are shown as a mark (`^[`, `<9B>`, `<U+202E>`); what is invisible anyway is left out.
//! This module knows no styles and no tab stops.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Zero-width code points that a cluster may carry; honest scripts need three or four, a "combining bomb" has thousands.
const MOST_MARKS: usize = 8;
/// Code points in a cluster; the longest emoji joined by U+200D have ten.
const LONGEST_CLUSTER: usize = 12;

/// A grapheme as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// What is written to the terminal: free of controls; empty for what cannot be seen; may be several graphemes.
    pub shown: Cow<'a, str>,
    /// Its width in columns, as ratatui counts them.
    pub columns: u16,
    /// Whether it stands for something that cannot be shown itself, to be drawn in the secondary colour.
    pub mark: bool,
}

/// How one grapheme cluster is drawn. Line ends are a space: who keeps lines cuts the text at them first.
#[must_use]
pub fn glyph(grapheme: &str) -> Glyph<'_> {
    let plain = |shown: &'static str| Glyph { shown: Cow::Borrowed(shown), columns: width(shown), mark: false };
    match grapheme.as_bytes() {
        [b' '..=b'~'] => Glyph { shown: Cow::Borrowed(grapheme), columns: 1, mark: false },
        [b'\n' | b'\r'] | [b'\r', b'\n'] => plain(" "),
        [b'\t'] => plain("    "),
        _ => cluster(grapheme),
    }
}

/// The first grapheme of `text`; none of an empty one. Of plain prose it is found without a look into Unicode's tables.
#[must_use]
pub fn first_grapheme(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if is_plain(first) && chars.next().is_none_or(is_plain) {
        return text.get(..first.len_utf8());
    }
    text.graphemes(true).next()
}

/// Whether every code point of `text` is a grapheme by itself, one column wide, and shown as it is: plain prose, lines and
/// blocks.
#[must_use]
pub fn is_simple(text: &str) -> bool {
    let ascii = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    ascii || text.chars().all(|c| is_plain(c) || matches!(c, '\u{2500}'..='\u{259F}'))
}

/// `text` with everything that could move a cursor or deceive the eye made visible, on one line.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if is_simple(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        match grapheme {
            "\n" => shown.push_str("^J"),
            "\r" => shown.push_str("^M"),
            "\r\n" => shown.push_str("^M^J"),
            "\t" => shown.push(' '),
            _ => shown.push_str(&glyph(grapheme).shown),
        }
    }
    if shown == text { Cow::Borrowed(text) } else { Cow::Owned(shown) }
}

/// The columns that `text` takes when every grapheme of it is drawn as [`glyph`] says.
#[must_use]
pub fn columns(text: &str) -> usize {
    if is_simple(text) {
        return text.chars().count();
    }
    text.graphemes(true).map(|grapheme| usize::from(glyph(grapheme).columns)).sum()
}

/// As much of `text`, which is already [`visible`], as fits into `most` columns, with `ending` (`…`) where it was cut.
#[must_use]
pub fn fit<'a>(text: &'a str, most: usize, ending: &str) -> Cow<'a, str> {
    if columns(text) <= most {
        return Cow::Borrowed(text);
    }
    let room = most.saturating_sub(columns(ending));
    let mut used = 0;
    let mut end = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += usize::from(glyph(grapheme).columns);
        if used > room {
            break;
        }
        end = at + grapheme.len();
    }
    let ending = if columns(ending) <= most { ending } else { "" };
    Cow::Owned(format!("{}{ending}", text[..end].trim_end()))
}

/// Whether a code point is a cluster by itself among its like and shown as it is: most prose is made of these. Latin, Greek
/// and Cyrillic letters, dashes, quotation marks.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{24F}' | 'Α'..='Ρ' | 'Σ'..='ώ' | 'Ѐ'..='ҁ' | '‐'..='―' | '‘'..='…' | '€')
}

/// What becomes of one code point.
enum Fate {
    Shown,
    Dropped,
    Marked(String),
}

fn cluster(grapheme: &str) -> Glyph<'_> {
    let few = grapheme.len() <= LONGEST_CLUSTER && grapheme.chars().count() <= MOST_MARKS;
    if few && grapheme.chars().all(|c| matches!(fate(c), Fate::Shown)) && !joined_ascii(grapheme) {
        return narrowed(Cow::Borrowed(grapheme), false);
    }
    let joined = grapheme.contains('\u{200D}') && !joined_ascii(grapheme);
    let most_marks = if joined { LONGEST_CLUSTER } else { MOST_MARKS };
    let (mut shown, mut mark, mut kept, mut marks) = (String::new(), false, 0, 0);
    for c in grapheme.chars() {
        match fate(c) {
            Fate::Dropped => continue,
            Fate::Shown if joined_ascii(grapheme) && matches!(c, '\u{200C}' | '\u{200D}') => continue,
            Fate::Marked(text) => {
                shown.push_str(&text);
                mark = true;
                continue;
            }
            Fate::Shown => {}
        }
        marks += usize::from(c.width() == Some(0));
        kept += 1;
        if marks > most_marks || kept > LONGEST_CLUSTER {
            shown.push('…');
            mark = true;
            break;
        }
        shown.push(c);
    }
    narrowed(Cow::Owned(shown), mark)
}

/// Joiners do something between letters of Arabic or Indic scripts and emoji; after an ASCII letter they only hide.
fn joined_ascii(grapheme: &str) -> bool {
    grapheme.as_bytes().first().is_some_and(u8::is_ascii)
}

fn narrowed(shown: Cow<'_, str>, mark: bool) -> Glyph<'_> {
    let columns = shown.graphemes(true).map(width).sum();
    // A combining mark without a base would be drawn over the cell before it.
    let shown = if columns == 0 { Cow::Borrowed("") } else { shown };
    Glyph { shown, columns, mark }
}

/// As ratatui counts: `unicode-width`, and one more for each halfwidth sound mark.
fn width(grapheme: &str) -> u16 {
    let sound_marks = grapheme.chars().filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}')).count();
    u16::try_from(grapheme.width() + sound_marks).unwrap_or(u16::MAX)
}

fn fate(c: char) -> Fate {
    match c {
        '\0'..='\x1F' => Fate::Marked(format!("^{}", char::from(c as u8 + b'@'))),
        '\x7F' => Fate::Marked("^?".into()),
        '\u{80}'..='\u{9F}' => Fate::Marked(hex("<", c)),
        // Overrides, embeddings and isolates reorder what follows; separators end a line where none is drawn.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' => Fate::Marked(hex("<U+", c)),
        _ if invisible(c) => Fate::Dropped,
        _ => Fate::Shown,
    }
}

fn hex(before: &str, c: char) -> String {
    let mut text = String::from(before);
    // Writing into a String cannot fail.
    let _ = write!(text, "{:02X}>", u32::from(c));
    text
}

/// Characters that take no place and say nothing to the eye: implicit direction marks (honest Hebrew and Arabic have
/// them), soft hyphens, zero-width spaces, fillers, variation selectors (terminals disagree on the width of U+FE0F), tags.
fn invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_characters_are_shown_as_they_are_whatever_stands_beside_them() {
        let plain: Vec<char> = ('\0'..='\u{FFFF}').filter(|c| is_plain(*c)).collect();
        for pair in plain.windows(2).chain(plain.chunks(97)).map(|chars| chars.iter().collect::<String>()) {
            let shown: String = pair.graphemes(true).map(|grapheme| glyph(grapheme).shown.into_owned()).collect();
            assert_eq!(shown, pair);
        }
    }

    fn shown(grapheme: &str) -> (String, u16, bool) {
        let glyph = glyph(grapheme);
        (glyph.shown.into_owned(), glyph.columns, glyph.mark)
    }

    #[test]
    fn letters_are_shown_as_they_are() {
        for (grapheme, columns) in [("a", 1), ("ä", 1), ("a\u{308}", 1), ("北", 2), ("👩‍👩‍👧‍👦", 2), ("🇱🇻", 2), ("ש", 1), ("한", 2)]
        {
            assert_eq!(shown(grapheme), (grapheme.to_owned(), columns, false), "{grapheme}");
        }
    }

    #[test]
    fn controls_are_shown_as_marks() {
        let marks = [("\x1b", "^["), ("\x7f", "^?"), ("\0", "^@"), ("\u{9b}", "<9B>"), ("\u{202e}", "<U+202E>"), ("\u{2028}", "<U+2028>")];
        for (grapheme, mark) in marks {
            assert_eq!(shown(grapheme), (mark.to_owned(), u16::try_from(mark.len()).unwrap(), true));
        }
    }

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        for hidden in
            ["\u{ad}", "\u{200b}", "\u{feff}", "\u{200e}", "\u{e0041}", "\u{e007f}", "\u{e0100}", "\u{e01ef}", "\u{301}", "\u{3164}"]
        {
            assert_eq!(shown(hidden), (String::new(), 0, false), "{hidden:?}");
        }
        assert_eq!(shown("❤\u{fe0f}").0, "❤");
        assert_eq!(visible("Ri\u{200b}g\u{34f}a"), "Riga");
        let payload: String = ('\u{e0100}'..'\u{e0140}').chain('\u{e0041}'..'\u{e005a}').collect();
        assert_eq!(visible(&format!("R{payload}iga{payload}")), "Riga");
        assert_eq!(visible("R\u{200d}iga"), "Riga");
    }

    #[test]
    fn a_pile_of_accents_is_cut_and_marked() {
        let bomb = format!("R{}", "\u{301}".repeat(100_000));
        let (shown, columns, mark) = shown(&bomb);
        assert_eq!((shown.chars().count(), columns, mark), (1 + 8 + 1, 2, true));
    }

    #[test]
    fn a_message_stays_on_one_line_and_moves_no_cursor() {
        assert_eq!(visible("a\nb\r\nc\td\x1b[2J"), "a^Jb^M^Jc d^[[2J");
        assert!(matches!(visible("Präsident"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_long_name_is_cut_at_a_grapheme() {
        assert_eq!(fit("Wolodymyr", 9, "…"), "Wolodymyr");
        assert_eq!(fit("Wolodymyr Selenskyj", 10, "…"), "Wolodymyr…");
        assert_eq!(fit("北京市", 4, "…"), "北…");
        assert_eq!(fit("abc", 0, "…"), "");
    }
}
