//! Work on several threads: a share each, or piece by piece.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::atomic::{self, AtomicUsize};
use std::sync::mpsc::sync_channel;
use std::thread;

/// More threads than this gain little, and the machine has other things to do.
const MOST: usize = 8;

/// How many threads run at once on this machine.
#[must_use]
pub fn available() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// How many threads so many pieces of work are worth, where nobody says how many.
#[must_use]
pub fn threads(pieces: usize) -> usize {
    // Of one piece the system need not be asked.
    if pieces < 2 { 1 } else { available().min(MOST).min(pieces) }
}

/// The same where one processor is left to the screen.
#[must_use]
pub fn spare(pieces: usize) -> usize {
    if pieces < 2 { 1 } else { available().saturating_sub(1).clamp(1, MOST).min(pieces) }
}

/// Hands on what `work` makes of each of so many pieces, in their order, while threads work on those that come next. Who is done
/// with one takes the next, so that none waits for another. A panic of one is that of the caller.
pub fn piece_by_piece<R: Send>(count: usize, threads: usize, work: impl Fn(usize) -> R + Sync, mut take: impl FnMut(R)) {
    if threads < 2 || count < 2 {
        return (0..count).map(work).for_each(take);
    }
    let (next, work) = (&AtomicUsize::new(0), &work);
    thread::scope(|scope| {
        // Who is far ahead waits: what is made of a large dictionary is only there once.
        let (sender, made) = sync_channel(threads);
        for _ in 0..threads.min(count) {
            let sender = sender.clone();
            scope.spawn(move || {
                let pieces = std::iter::repeat_with(|| next.fetch_add(1, atomic::Ordering::Relaxed)).take_while(|number| *number < count);
                pieces.map(|number| (number, work(number))).try_for_each(|piece| sender.send(piece)).ok()
            });
        }
        drop(sender);
        let (mut early, mut turn) = (BTreeMap::new(), 0);
        for (number, piece) in made {
            early.insert(number, piece);
            while let Some(piece) = early.remove(&turn) {
                take(piece);
                turn += 1;
            }
        }
    });
}

/// What `work` makes of each share, on a thread of its own, in the order of the shares. A panic of one is that of the caller.
pub fn side_by_side<T: Send, R: Send>(shares: impl Iterator<Item = T>, work: impl Fn(T) -> Vec<R> + Sync) -> Vec<R> {
    let work = &work;
    thread::scope(|scope| {
        let all: Vec<_> = shares.map(|share| scope.spawn(move || work(share))).collect();
        let mut made = Vec::new();
        for thread in all {
            let of_one = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            // What the first has made stays where it is as long as it can.
            if made.is_empty() {
                made = of_one;
            } else {
                made.extend(of_one);
            }
        }
        made
    })
}

/// The first eight bytes as a number that sorts as they do: most comparisons need no more.
#[must_use]
pub fn head(bytes: &[u8]) -> u64 {
    u64::from_be_bytes(bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut near = [0; 8];
        near[..bytes.len()].copy_from_slice(bytes);
        near
    }))
}

/// Sorts on so many threads: each has a part between two that have found their place. So many items or fewer are sorted by one.
pub fn sort<T: Send>(all: &mut [T], threads: usize, few: usize, compare: &(impl Fn(&T, &T) -> Ordering + Sync)) {
    if threads < 2 || all.len() <= few {
        all.sort_unstable_by(compare);
        return;
    }
    let half = threads / 2;
    let (left, _, right) = all.select_nth_unstable_by(all.len() * half / threads, compare);
    thread::scope(|scope| {
        scope.spawn(|| sort(left, half, few, compare));
        sort(right, threads - half, few, compare);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_in_their_order_however_long_each_takes() {
        for (count, threads) in [(0, 2), (1, 3), (2, 1), (100, 2), (100, 8)] {
            let slow = |number: usize| {
                if number.is_multiple_of(7) {
                    thread::sleep(std::time::Duration::from_millis(1));
                }
                number * 2
            };
            let mut taken = Vec::new();
            piece_by_piece(count, threads, slow, |piece| taken.push(piece));
            assert!(taken.into_iter().eq((0..count).map(|number| number * 2)), "{count} {threads}");
        }
    }

    #[test]
    fn what_threads_sort_is_sorted() {
        for count in [0, 1, 2, 9, 1000] {
            for (threads, few) in [(1, 0), (2, 1), (3, 2), (8, 1)] {
                let mut all: Vec<usize> = (0..count).map(|at| at * 7919 % 101).collect();
                let mut expected = all.clone();
                expected.sort_unstable();
                sort(&mut all, threads, few, &usize::cmp);
                assert_eq!(all, expected, "{count} {threads} {few}");
            }
        }
    }

    #[test]
    #[should_panic(expected = "thread panicked")]
    fn a_panic_on_a_thread_is_told() {
        piece_by_piece(9, 2, |number| assert!(number < 5, "{number}"), |()| {});
    }
}
