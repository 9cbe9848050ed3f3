//! One long article on several cores: each looks for the candidates of some paragraphs.

use std::ops::Range;
use std::thread;

use crate::engine::article::Article;
use crate::engine::judge::Candidate;
use crate::engine::lexicon::Lexicon;
use crate::engine::side_by_side::side_by_side;

/// Below this many bytes for each a thread costs more than it brings.
const LEAST: usize = 256 << 10;

/// How many threads run at once on this machine.
pub fn available() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// The candidates of an article, in their order, whoever found them.
pub fn candidates(lexicon: &Lexicon, article: &Article, threads: usize) -> Vec<Candidate> {
    let threads = threads.min(article.text.len() / LEAST).max(1);
    let shares = shares(article, threads);
    if shares.len() < 2 {
        return lexicon.candidates(article, 0..article.blocks.len());
    }
    side_by_side(shares.into_iter(), |share| lexicon.candidates(article, share))
}

/// Ranges of blocks, of about as many bytes each.
fn shares(article: &Article, count: usize) -> Vec<Range<usize>> {
    let end = |share: usize| match share {
        share if share == count => article.blocks.len(),
        share => article.blocks.partition_point(|block| block.range.start < article.text.len() / count * share),
    };
    (0..count).map(|share| end(share)..end(share + 1)).filter(|share| !share.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::article::{Block, BlockKind};

    #[test]
    fn every_block_is_in_one_share() {
        let blocks = (0..100).map(|at| Block::plain(BlockKind::Paragraph, at * 10..at * 10 + 8)).collect();
        let article = Article { text: "Riga. Kiew".repeat(100), blocks, ..Article::default() };
        for count in 1..12 {
            let shares = shares(&article, count);
            assert_eq!(shares.len(), count);
            assert_eq!(shares.into_iter().flatten().collect::<Vec<_>>(), (0..100).collect::<Vec<_>>());
        }
    }
}
