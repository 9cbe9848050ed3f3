//! The scan of the open article: what is in sight first.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::engine::article::Article;
use crate::engine::lexicon::Lexicon;
use crate::engine::mentions::Mentions;
use crate::engine::side_by_side::{piece_by_piece, spare};

/// How much text is looked through before the flag is asked again, in bytes.
const SLICE: usize = 256 * 1024;

/// What a scan needs to know.
#[derive(Clone, Debug)]
pub struct Scan {
    /// To be given back with the answer.
    pub generation: u64,
    /// What to scan.
    pub article: Arc<Article>,
    /// The blocks on the screen.
    pub sight: Range<usize>,
    /// What the reader chose for this article: forms and ids.
    pub chosen: Vec<(String, Arc<str>)>,
}

impl Scan {
    /// Scans what is in sight, then the rest, on all processors but the one that the screen needs. `tell` is told the mentions, and whether
    /// they are all.
    pub fn run(&self, lexicon: &Lexicon, cancelled: &AtomicBool, tell: impl FnMut(Mentions, bool)) {
        let slices = self.slices();
        self.on(spare(slices.len()), &slices, lexicon, cancelled, tell);
    }

    /// Tells after what is in sight, whenever three times as much again is known, and at the end. What is told shortly before the end would
    /// cost as much as the end.
    fn on(&self, threads: usize, slices: &[Range<usize>], lexicon: &Lexicon, cancelled: &AtomicBool, mut tell: impl FnMut(Mentions, bool)) {
        let (article, is_wanted) = (&*self.article, || !cancelled.load(Ordering::Relaxed));
        let look = |slice: usize| if is_wanted() { lexicon.candidates(article, slices[slice].clone()) } else { Vec::new() };
        let mentions = |known: &[Range<usize>], found| lexicon.mentions_so_far(article, known.to_vec(), found, &self.chosen, threads);
        let (mut found, mut known, mut scanned, mut told) = (Vec::new(), 0, 0, 0);
        piece_by_piece(slices.len(), threads, look, |candidates| {
            scanned += bytes(article, slices[known].clone());
            found.extend(candidates);
            known += 1;
            if known < slices.len() && scanned > 4 * told && (told == 0 || scanned < article.text.len() / 2) && is_wanted() {
                told = scanned;
                tell(mentions(&slices[..known], found.clone()), false);
            }
        });
        if is_wanted() {
            tell(mentions(slices, found), true);
        }
    }

    /// All blocks in slices, of which the first are in sight.
    fn slices(&self) -> Vec<Range<usize>> {
        let count = self.article.blocks.len();
        let small = self.article.text.len() <= SLICE;
        let sight = if small { 0..count } else { self.sight.start.min(count)..self.sight.end.min(count) };
        [sight.clone(), sight.end..count, 0..sight.start].into_iter().flat_map(|blocks| cut(&self.article, blocks)).collect()
    }
}

/// Cuts blocks into slices of about [`SLICE`] bytes.
fn cut(article: &Article, blocks: Range<usize>) -> Vec<Range<usize>> {
    let mut slices = Vec::new();
    let (mut begin, mut length) = (blocks.start, 0);
    for block in blocks.clone() {
        length += bytes(article, block..block + 1);
        if length >= SLICE || block + 1 == blocks.end {
            slices.push(begin..block + 1);
            (begin, length) = (block + 1, 0);
        }
    }
    slices
}

/// How many bytes blocks have.
fn bytes(article: &Article, blocks: Range<usize>) -> usize {
    article.blocks.get(blocks).unwrap_or_default().iter().map(|block| block.range.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::language::Language;
    use crate::tui::worker::tests::{long_article, riga};

    #[test]
    fn slices_leave_no_block_out_and_take_none_twice() {
        let article = long_article(1000);
        let slices = cut(&article, 10..article.blocks.len());
        assert!(slices.len() > 3);
        assert!(slices.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert_eq!((slices[0].start, slices[slices.len() - 1].end), (10, article.blocks.len()));
    }

    #[test]
    fn what_is_in_sight_is_told_first_and_in_the_end_everything() {
        let article = long_article(1000);
        let lexicon = Lexicon::new(riga(), Language::En);
        let scan = Scan { generation: 1, article: article.clone(), sight: 495..505, chosen: Vec::new() };
        for threads in [1, 2, 5] {
            let mut told = Vec::new();
            scan.on(threads, &scan.slices(), &lexicon, &AtomicBool::new(false), |mentions, last| told.push((mentions, last)));
            let blocks = |mentions: &Mentions| mentions.all().iter().map(|m| article.block_at(m.span.start)).collect::<Vec<_>>();
            assert_eq!(blocks(&told[0].0), [499]);
            assert!(told.len() > 1 && told[..told.len() - 1].iter().all(|(_, last)| !last));
            assert_eq!(told[told.len() - 1], (lexicon.scan(&article), true));
            assert_eq!(told[told.len() - 1].0.len(), 10);
        }
    }

    #[test]
    fn a_short_article_is_told_once() {
        let (article, lexicon) = (long_article(3), Lexicon::new(riga(), Language::En));
        let mut told = Vec::new();
        let scan = Scan { generation: 1, article: article.clone(), sight: 1..2, chosen: Vec::new() };
        scan.run(&lexicon, &AtomicBool::new(false), |mentions, last| told.push((mentions, last)));
        assert_eq!(told, [(lexicon.scan(&article), true)]);
    }

    #[test]
    fn a_scan_that_was_called_off_says_nothing_more() {
        let lexicon = Lexicon::new(riga(), Language::En);
        let scan = Scan { generation: 1, article: long_article(300), sight: 0..1, chosen: Vec::new() };
        for threads in [1, 3] {
            scan.on(threads, &scan.slices(), &lexicon, &AtomicBool::new(true), |_, _| panic!("it spoke"));
        }
        // Called off while it tells what is in sight.
        let cancelled = AtomicBool::new(false);
        let mut told = 0;
        scan.on(2, &scan.slices(), &lexicon, &cancelled, |_, _| {
            told += 1;
            cancelled.store(true, Ordering::Relaxed);
        });
        assert_eq!(told, 1);
    }
}
