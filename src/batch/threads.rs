//! One long article on several cores: each looks through some paragraphs.

use std::ops::Range;

use crate::engine::article::Article;
use crate::engine::lexicon::Lexicon;
use crate::engine::mentions::Mentions;
use crate::engine::side_by_side::side_by_side;

/// Below this many bytes for each a thread costs more than it brings.
const LEAST: usize = 256 << 10;

/// The mentions of an article, which do not depend on how many threads find them.
pub fn mentions(lexicon: &Lexicon, article: &Article, threads: usize) -> Mentions {
    if lexicon.is_local() {
        Mentions::new(of_shares(article, threads, |share| lexicon.mentions_in(article, share)))
    } else {
        lexicon.scan_on(article, threads)
    }
}

/// What `work` makes of all blocks, in their order.
fn of_shares<T: Send>(article: &Article, threads: usize, work: impl Fn(Range<usize>) -> Vec<T> + Sync) -> Vec<T> {
    let shares = shares(article, threads.min(article.text.len() / LEAST).max(1));
    if shares.len() < 2 { work(0..article.blocks.len()) } else { side_by_side(shares.into_iter(), work) }
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
