//! What is asked of each place by itself is asked of many places side by side.

use super::Context;
use crate::engine::side_by_side::side_by_side;

/// Fewer items for each thread cost more than they bring.
const LEAST: usize = 500;

impl<'a> Context<'a> {
    /// What `work` makes of all items, in their order. Each thread has a share of them, and a context of its own.
    pub(in crate::engine) fn spread<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(&Context<'a>, &[T]) -> Vec<R> + Sync) -> Vec<R> {
        // A trace is kept by one.
        let threads = if self.is_traced() { 1 } else { self.threads.min(items.len() / LEAST) };
        if threads < 2 {
            return work(self, items);
        }
        let (lexicon, article, known, chosen) = (self.lexicon, self.article, &self.known, self.chosen);
        side_by_side(items.chunks(items.len().div_ceil(threads)), |share| {
            work(&Context { known: known.clone(), chosen, ..Context::new(lexicon, article, None) }, share)
        })
    }
}
