//! Words and sentences of an article, cut so that no mention begins or ends inside of a token.
//!
//! Words are those of Unicode (UAX #29); a sentence ends where the engine thinks it does, and at the end of its block.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::engine::article::{Article, Block};
use crate::engine::mentions::{Mention, Mentions};
use crate::engine::view::View;

/// A word or a sign, as it is read and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// As it is read.
    pub text: String,
    /// Its bytes in the article's text; markup inside is included.
    pub range: Range<usize>,
}

/// The tokens of each sentence, blocks in their order.
pub fn sentences(article: &Article, mentions: &Mentions) -> Vec<Vec<Token>> {
    article.blocks.iter().flat_map(|block| of_block(article, block, mentions)).filter(|sentence| !sentence.is_empty()).collect()
}

/// The mentions that begin in a range, the nested ones too.
pub fn within<'m>(mentions: &'m Mentions, range: &Range<usize>) -> &'m [Mention] {
    let (first, last) = (mentions.at_or_after(range.start), mentions.at_or_after(range.end));
    mentions.all().get(first..last).unwrap_or_default()
}

fn of_block(article: &Article, block: &Block, mentions: &Mentions) -> Vec<Vec<Token>> {
    let mentions = within(mentions, &block.range);
    let ends = sentence_ends(article, block, mentions);
    let mut sentences = vec![Vec::new(); ends.len() + 1];
    for token in of_pieces(article, block, mentions) {
        let at = ends.partition_point(|end| *end <= token.range.start);
        if let Some(sentence) = sentences.get_mut(at) {
            sentence.push(token);
        }
    }
    sentences
}

/// Where the sentences of a block end, its last one left out. None ends inside of a mention.
pub fn sentence_ends(article: &Article, block: &Block, mentions: &[Mention]) -> Vec<usize> {
    let view = View::new(&article.text, block);
    let mut ends = Vec::new();
    let mut at = block.range.start;
    while at < block.range.end {
        let end = view.sentence(at).end;
        if end <= at || end >= block.range.end {
            break;
        }
        let inside = |mention: &Mention| mention.span.start < end && end < mention.span.end;
        if !mentions.iter().any(inside) {
            ends.push(end);
        }
        at = end;
    }
    ends
}

/// The tokens of a block. A word may be written in several pieces, with markup between them.
fn of_pieces(article: &Article, block: &Block, mentions: &[Mention]) -> Vec<Token> {
    let mut shown = String::new();
    let mut pieces: Vec<(usize, Range<usize>, usize)> = Vec::new();
    for (range, piece) in block.pieces(&article.text) {
        pieces.push((shown.len(), range, piece.len()));
        shown.push_str(piece);
    }
    let place = |offset: usize, end: bool| {
        let at = pieces.partition_point(|(start, ..)| if end { *start < offset } else { *start <= offset }).saturating_sub(1);
        pieces.get(at).map_or(block.range.start, |(start, range, len)| match (range.len() == *len, end) {
            (true, _) => range.start + offset - start,
            (false, true) => range.end,
            (false, false) => range.start,
        })
    };
    let borders: Vec<usize> = mentions.iter().flat_map(|mention| [mention.span.start, mention.span.end]).collect();
    let mut tokens: Vec<Token> = Vec::new();
    for (start, word) in shown.split_word_bound_indices().filter(|(_, word)| !word.trim().is_empty()) {
        for (start, part) in cut(start, word, |offset| borders.contains(&place(offset, true)) || borders.contains(&place(offset, false))) {
            tokens.push(Token { text: part.to_owned(), range: place(start, false)..place(start + part.len(), true) });
        }
    }
    tokens
}

/// A word in parts, cut where `is_border` says so of an offset.
fn cut(start: usize, word: &str, is_border: impl Fn(usize) -> bool) -> Vec<(usize, &str)> {
    let inner = word.char_indices().map(|(at, _)| at).filter(|at| *at > 0 && is_border(start + at));
    let mut bounds: Vec<usize> = [0].into_iter().chain(inner).collect();
    bounds.push(word.len());
    bounds.windows(2).filter_map(|pair| Some((start + pair[0], word.get(pair[0]..pair[1])?))).collect()
}
