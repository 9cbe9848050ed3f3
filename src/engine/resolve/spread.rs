//! Work on several threads: what is asked of each place by itself is asked of many places side by side.

use std::thread;

use super::Context;

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
        let mut shares = items.chunks(items.len().div_ceil(threads));
        let own = shares.next().unwrap_or_default();
        let work = &work;
        thread::scope(|scope| {
            let other = |share| {
                scope.spawn(move || {
                    let context = Context { known: known.clone(), chosen, ..Context::new(lexicon, article, None) };
                    work(&context, share)
                })
            };
            let others: Vec<_> = shares.map(other).collect();
            let mut all = work(self, own);
            for thread in others {
                all.extend(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            all
        })
    }
}
