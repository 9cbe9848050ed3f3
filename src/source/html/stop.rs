//! Lines that stand in an article and are none of it: "Read more", "Lesen Sie auch", "Teilen", "Foto: dpa".

use super::flow::Piece;
use super::phrases::{BEGINNINGS, CREDITS, MARKS, PROMPTS};
use crate::engine::article::BlockKind;

/// The longest line that is taken for one of them, in characters.
const LONGEST: usize = 160;

/// The longest line that names a source or a photographer, in characters.
const LONGEST_CREDIT: usize = 90;

/// The longest line, in words, that one word alone makes one of them.
const WORDS_BESIDE: usize = 3;

/// Whether a line is one of them.
pub fn is_stop(piece: &Piece) -> bool {
    let line = piece.text.as_str();
    if line.chars().nth(LONGEST).is_some() {
        return false;
    }
    let lower = line.to_lowercase();
    let begin = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    // A whole sentence without a link is prose that begins like that.
    let sentence = line.ends_with('.') && piece.linked * 2 < line.len() && line.chars().nth(60).is_some();
    let prompts = PROMPTS.iter().any(|prompt| begins(begin, prompt));
    let brief = piece.linked * 2 > line.len() || begin.split_whitespace().nth(WORDS_BESIDE).is_none();
    let points = |phrase: &str| begins(begin, phrase) && (brief || leaves_no_doubt(begin, phrase));
    prompts || (!sentence && BEGINNINGS.iter().any(|phrase| points(phrase))) || is_credit(line, &lower)
}

/// Whether a phrase is more than one word, or set off from what follows: "Anzeige gegen den Minister erstattet" is a heading.
fn leaves_no_doubt(line: &str, phrase: &str) -> bool {
    let rest = line.get(phrase.len()..).unwrap_or_default().trim_start();
    !phrase.ends_with(char::is_alphanumeric) || phrase.contains(' ') || !rest.starts_with(char::is_alphanumeric)
}

/// Whether a line only says who made a picture or a text.
fn is_credit(line: &str, lower: &str) -> bool {
    let begin = lower.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != '(');
    let begin = begin.strip_prefix('(').filter(|_| !begin.starts_with("(c)")).unwrap_or(begin);
    let short = line.chars().nth(LONGEST_CREDIT).is_none() && !line.trim_end_matches([')', ' ']).ends_with(['.', '!', '?']);
    short && CREDITS.iter().any(|credit| begins(begin, credit))
}

/// Whether a line begins with a phrase as whole words: "Werbung" does not begin "Werbungskosten". `…` allows that.
fn begins(line: &str, phrase: &str) -> bool {
    let stem = phrase.strip_suffix('…');
    let Some(rest) = line.strip_prefix(stem.unwrap_or(phrase)) else { return false };
    stem.is_some() || !phrase.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
}

/// Takes the lines out, and what belongs to them: the links below such a heading, headings at the end.
pub fn strip(pieces: &mut Vec<Piece>) {
    // A lone date stands above the text, and the metadata tell it; many times are the entries of a live report.
    let is_time = |piece: &Piece| piece.timed * 10 >= piece.text.len() * 6;
    if pieces.iter().filter(|piece| is_time(piece)).count() <= 2 {
        pieces.retain(|piece| !is_time(piece));
    }
    // Rows of links that are no list and no paragraph.
    pieces.retain(|piece| {
        piece.kind != BlockKind::Paragraph || piece.linked * 100 <= piece.text.len() * 80 || !piece.text.contains(['|', '·', '•', '\n'])
    });
    let mut after_stop = false;
    pieces.retain(|piece| {
        if is_stop(piece) {
            after_stop = matches!(piece.kind, BlockKind::Heading(_)) || piece.text.chars().count() < 60;
            return false;
        }
        after_stop &= piece.linked * 10 > piece.text.len() * 7;
        !after_stop
    });
    while pieces.len() > 1 && pieces.last().is_some_and(|last| matches!(last.kind, BlockKind::Heading(_))) {
        pieces.pop();
    }
    for piece in pieces.iter_mut().filter(|piece| piece.caption) {
        cut_credit(piece);
    }
    pieces.retain(|piece| !piece.text.is_empty());
}

/// Cuts the photographer off a caption.
fn cut_credit(piece: &mut Piece) {
    let lower = piece.text.to_lowercase();
    if lower.len() != piece.text.len() {
        return;
    }
    let Some(at) = MARKS.iter().filter_map(|mark| lower.rfind(mark)).min() else { return };
    if lower.len() - at <= LONGEST_CREDIT {
        let edge = [' ', '\n', '(', '|', '/', '–', '-', '['];
        let before = piece.text[..at].trim_end_matches(edge);
        let word = ["Photograph", "Photo", "Foto", "Bild", "Image", "Copyright"].into_iter().find_map(|word| before.strip_suffix(word));
        let kept = word.unwrap_or(before).trim_end_matches(edge).len();
        piece.text.truncate(kept);
        piece.styles.retain(|(range, _)| range.end <= kept);
    }
}
