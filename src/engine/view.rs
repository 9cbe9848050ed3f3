//! A block's prose as it is read: markup passed over, positions still those of the article.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::article::Block;
use super::fold::{is_apostrophe, is_hyphen, is_invisible, is_word};

/// The shown text of one block.
#[derive(Debug, Default)]
pub struct View<'a> {
    shown: Cow<'a, str>,
    /// Of each piece where it begins in `shown` and where in the article; empty for a block without markup.
    pieces: Vec<(usize, usize)>,
    /// The pieces that stand for markup, as bytes of `shown`.
    replaced: Vec<Range<usize>>,
    start: usize,
}

impl<'a> View<'a> {
    /// The view of a block of `text`.
    #[must_use]
    pub fn new(text: &'a str, block: &'a Block) -> Self {
        let start = block.range.start;
        if block.cuts.is_empty() {
            let shown = Cow::Borrowed(text.get(block.range.clone()).unwrap_or_default());
            return Self { shown, start, ..Self::default() };
        }
        let mut shown = String::new();
        let (mut pieces, mut replaced) = (Vec::new(), Vec::new());
        for (at, piece) in block.pieces(text) {
            pieces.push((shown.len(), at.start));
            shown.push_str(piece);
            if piece.len() != at.len() {
                replaced.push(shown.len() - piece.len()..shown.len());
            }
        }
        Self { shown: Cow::Owned(shown), pieces, replaced, start }
    }

    /// What is shown, in one piece.
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Where in the article the character at this offset of the shown text comes from; all of what stands for markup
    /// comes from the beginning of that.
    #[must_use]
    pub fn source(&self, offset: usize) -> usize {
        self.outer(self.replacing(offset).map_or(offset, |piece| piece.start))
    }

    /// Whether what stands for one piece of markup goes on over this offset.
    #[must_use]
    pub fn is_within_one(&self, offset: usize) -> bool {
        self.replacing(offset).is_some_and(|piece| piece.start < offset)
    }

    fn replacing(&self, offset: usize) -> Option<&Range<usize>> {
        let after = self.replaced.partition_point(|piece| piece.start <= offset);
        self.replaced[..after].last().filter(|piece| offset < piece.end)
    }

    fn inner(&self, position: usize) -> usize {
        let offset = if self.pieces.is_empty() {
            position.saturating_sub(self.start)
        } else {
            let index = self.pieces.partition_point(|&(_, source)| source <= position).saturating_sub(1);
            let (shown, source) = self.pieces.get(index).copied().unwrap_or_default();
            let end = self.pieces.get(index + 1).map_or(self.shown.len(), |&(shown, _)| shown);
            (shown + position.saturating_sub(source)).min(end)
        };
        self.shown.floor_char_boundary(offset)
    }

    fn outer(&self, offset: usize) -> usize {
        if self.pieces.is_empty() {
            return self.start + offset;
        }
        let index = self.pieces.partition_point(|&(shown, _)| shown <= offset).saturating_sub(1);
        self.pieces.get(index).map_or(self.start, |&(shown, source)| source + offset - shown)
    }

    /// Where in the article what ends at this offset of the shown text ends: before the markup that follows it.
    fn outer_end(&self, offset: usize) -> usize {
        let index = self.pieces.partition_point(|&(shown, _)| shown < offset).saturating_sub(1);
        self.pieces.get(index).map_or(self.start + offset, |&(shown, source)| source + offset - shown)
    }

    /// Whether the block has no markup: positions of the article and offsets in it differ by where it begins.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The bytes straight before and after a span, none at the block's edges.
    #[must_use]
    pub fn beside(&self, span: &Range<usize>) -> (Option<u8>, Option<u8>) {
        let bytes = self.shown.as_bytes();
        let before = self.inner(span.start).checked_sub(1).map(|before| bytes[before]);
        (before, bytes.get(self.inner(span.end)).copied())
    }

    /// The text before a position of the article, to the block's start.
    #[must_use]
    pub fn before(&self, position: usize) -> &str {
        &self.shown[..self.inner(position)]
    }

    /// The text from a position of the article on, to the block's end.
    #[must_use]
    pub fn after(&self, position: usize) -> &str {
        &self.shown[self.inner(position)..]
    }

    /// The shown text of a span.
    #[must_use]
    pub fn get(&self, span: &Range<usize>) -> &str {
        let start = self.inner(span.start);
        &self.shown[start..self.inner(span.end).max(start)]
    }

    /// The position in the article that lies `bytes` of shown text before `position`.
    #[must_use]
    pub fn back(&self, position: usize, bytes: usize) -> usize {
        self.outer(self.inner(position).saturating_sub(bytes))
    }

    /// The end in the article of what ends `bytes` of shown text before `position`: the end of a span that markup follows.
    #[must_use]
    pub fn back_end(&self, position: usize, bytes: usize) -> usize {
        self.outer_end(self.inner(position).saturating_sub(bytes))
    }

    /// The position in the article that lies `bytes` of shown text after `position`.
    #[must_use]
    pub fn forth(&self, position: usize, bytes: usize) -> usize {
        self.outer((self.inner(position) + bytes).min(self.shown.len()))
    }

    /// The word that ends at `position` or before it with nothing but white space between; with where it begins.
    #[must_use]
    pub fn word_before(&self, position: usize) -> Option<(usize, &str)> {
        let before = self.before(position);
        let trimmed = before.trim_end();
        let word = last_word(trimmed);
        (!word.is_empty()).then(|| (self.back(position, before.len() - trimmed.len() + word.len()), word))
    }

    /// The word that begins at `position` or after it with nothing but white space between.
    #[must_use]
    pub fn word_after(&self, position: usize) -> Option<&str> {
        let word = first_word(self.after(position).trim_start());
        (!word.is_empty()).then_some(word)
    }

    /// The bytes of the article that the sentence around `position` takes, roughly: from one full stop to the next.
    #[must_use]
    pub fn sentence(&self, position: usize) -> Range<usize> {
        let at = self.inner(position);
        let start =
            self.shown[..at].rmatch_indices(['.', '!', '?']).find(|&(i, _)| is_sentence_end(&self.shown, i)).map_or(0, |(i, _)| i + 1);
        let end = self.shown[at..].match_indices(['.', '!', '?']).find(|&(i, _)| is_sentence_end(&self.shown, at + i));
        self.outer(start)..self.outer(end.map_or(self.shown.len(), |(i, _)| at + i + 1))
    }
}

/// A full stop ends a sentence when a capital follows it and what stands before it is no ordinal and no initial.
fn is_sentence_end(text: &str, at: usize) -> bool {
    let rest = text[at + 1..].trim_start_matches(['"', '“', '”', '»', '«', '\'', '’', ')']);
    let next = rest.trim_start();
    if next.is_empty() {
        return true;
    }
    let word = last_word(&text[..at]);
    let short = text[at..].starts_with('.') && (word.chars().count() <= 2 || word.chars().all(char::is_numeric));
    rest.len() != next.len() && !short && !next.starts_with(char::is_lowercase)
}

/// How many characters of a word are looked at: as many as a form may have. Hyphens can join a whole text to one word, and each
/// of its names asks for the words beside it.
const LONGEST_WORD: usize = 200;

/// The last word of a text that ends in one; a hyphenated word is one. Of a very long word its end.
#[must_use]
pub fn last_word(text: &str) -> &str {
    let of_word = |&c: &char| is_word(c) || is_hyphen(c) || is_invisible(c) || is_apostrophe(c);
    // Most words are plain letters.
    let plain = text.bytes().rev().take(LONGEST_WORD).take_while(u8::is_ascii_alphanumeric).count();
    let rest = text[..text.len() - plain].chars().rev().take(LONGEST_WORD - plain);
    let tail = plain + rest.take_while(of_word).map(char::len_utf8).sum::<usize>();
    text[text.len() - tail..].trim_start_matches(|c| !is_word(c) || is_combining_mark(c))
}

/// The first word of a text that begins with one; a hyphenated word is one. Of a very long word its beginning.
#[must_use]
pub fn first_word(text: &str) -> &str {
    if !text.starts_with(is_word) {
        return "";
    }
    let of_word = |&c: &char| is_word(c) || is_hyphen(c) || is_invisible(c);
    let plain = text.bytes().take(LONGEST_WORD).take_while(u8::is_ascii_alphanumeric).count();
    let rest = text[plain..].chars().take(LONGEST_WORD - plain);
    let head = plain + rest.take_while(of_word).map(char::len_utf8).sum::<usize>();
    text[..head].trim_end_matches(|c| !is_word(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::article::{BlockKind, Cut};

    #[test]
    fn markup_is_invisible_to_neighbours() {
        let text = "Der **russische** Präsident";
        let mut block = Block::plain(BlockKind::Paragraph, 0..text.len());
        block.cuts = [4..6, 15..17].map(|range| Cut { range, shown: String::new() }).into_iter().collect();
        let view = View::new(text, &block);
        let title = text.find("Präsident").unwrap();
        assert_eq!(view.word_before(title), Some((6, "russische")));
        assert_eq!(view.word_before(6), Some((0, "Der")));
        assert_eq!(view.word_after(15), Some("Präsident"));
    }

    #[test]
    fn a_sentence_goes_from_stop_to_stop() {
        let text = "Am 22. März sprach Donald J. Tusk. Er sagte nichts. Ende";
        let block = Block::plain(BlockKind::Paragraph, 0..text.len());
        let view = View::new(text, &block);
        assert_eq!(&text[view.sentence(20)], "Am 22. März sprach Donald J. Tusk.");
        assert_eq!(text[view.sentence(40)].trim(), "Er sagte nichts.");
    }

    #[test]
    fn words_that_hyphens_join_without_end_are_not_read_to_their_end() {
        let text = "a-".repeat(100_000) + "ende";
        assert!(last_word(&text).ends_with("-a-ende") && first_word(&text).starts_with("a-a-"));
        assert!(last_word(&text).len() <= LONGEST_WORD && first_word(&text).len() <= LONGEST_WORD);
    }
}
