//! Work on several threads, a share each.

use std::thread;

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
