//! Work in shares: threads take one after the other and write what they make of it, and all of it goes out in the order of the
//! shares.
//!
//! Few shares are under way at a time, so that what is made of them takes little memory, however many there are. The thread that
//! writes makes some, too, while the next to be written is not ready: one thread alone needs nobody to wait for.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Shares that may be under way for each thread, made or not.
const AHEAD: usize = 4;

/// What became of a share.
type Made = thread::Result<io::Result<Vec<u8>>>;

/// Writes to `out` what is made of all shares, in their order. Each of the `threads` has its own of what `maker` returns, which
/// appends what it makes of a share.
///
/// # Errors
/// What `out` says, or the first of what a maker says; nothing is made after that. A panic of a maker is that of the caller.
pub fn in_order<T, M: FnMut(T, &mut Vec<u8>) -> io::Result<()>>(
    threads: usize,
    shares: impl Iterator<Item = T> + Send,
    maker: impl Fn() -> M + Sync,
    out: &mut dyn Write,
) -> io::Result<()> {
    let queue = Queue::new(shares, threads * AHEAD);
    let help = || {
        let mut work = maker();
        while let Some(task) = queue.task() {
            queue.make(task, &mut work);
        }
    };
    thread::scope(|scope| {
        // However this one leaves, the others must not wait for it.
        let _end = End(&queue);
        for _ in 1..threads {
            // With fewer threads than wanted it only takes longer.
            let _ = thread::Builder::new().name("lines".into()).spawn_scoped(scope, help);
        }
        let mut work = maker();
        while let Some(turn) = queue.turn() {
            match turn {
                Turn::Make(task) => queue.make(task, &mut work),
                Turn::Write(made) => {
                    let bytes = made.unwrap_or_else(|panic| resume_unwind(panic))?;
                    out.write_all(&bytes)?;
                    queue.take_back(bytes);
                }
            }
        }
        Ok(())
    })
}

/// A share on its way to being made.
struct Task<T> {
    number: usize,
    share: T,
    room: Vec<u8>,
}

/// What the thread that writes does next.
enum Turn<T> {
    Make(Task<T>),
    Write(Made),
}

/// The shares, and what is made of them.
struct Queue<S> {
    /// Those that nobody has taken. To take one may be to read it from a file: nobody waits for that but who wants one, too. Who holds
    /// these may lock the state, and not the other way round.
    shares: Mutex<S>,
    state: Mutex<State>,
    changed: Condvar,
    /// How many may be under way.
    most: usize,
}

#[derive(Default)]
struct State {
    /// Shares that were taken and are not written, in their order.
    under_way: VecDeque<Option<Made>>,
    written: usize,
    /// What was written is written over.
    spare: Vec<Vec<u8>>,
    /// There are no more, or nobody wants them.
    over: bool,
    /// How many threads wait for something to change.
    waiting: usize,
}

impl<S: Iterator> Queue<S> {
    fn new(shares: S, most: usize) -> Self {
        Self { shares: shares.into(), state: Mutex::default(), changed: Condvar::new(), most: most.max(1) }
    }

    fn has_room(&self, state: &State) -> bool {
        !state.over && state.under_way.len() < self.most
    }

    /// The next share, where there is room for it.
    fn take(&self) -> Option<Task<S::Item>> {
        let mut shares = self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.has_room(&self.lock()) {
            return None;
        }
        // Others make room meanwhile, and none takes any.
        let share = shares.next();
        let mut state = self.lock();
        state.over |= share.is_none();
        let share = share.filter(|_| !state.over)?;
        let number = state.written + state.under_way.len();
        state.under_way.push_back(None);
        Some(Task { number, share, room: state.spare.pop().unwrap_or_default() })
    }

    /// The next share for a thread that only makes; `None` at the end.
    fn task(&self) -> Option<Task<S::Item>> {
        loop {
            let mut state = self.lock();
            while !state.over && !self.has_room(&state) {
                state = self.wait(state);
            }
            if state.over {
                return None;
            }
            drop(state);
            let task = self.take();
            if task.is_some() {
                return task;
            }
        }
    }

    /// What comes next for the thread that writes; `None` at the end.
    fn turn(&self) -> Option<Turn<S::Item>> {
        loop {
            let mut state = self.lock();
            if let Some(made) = state.under_way.front_mut().and_then(Option::take) {
                state.under_way.pop_front();
                state.written += 1;
                self.tell(&state);
                return Some(Turn::Write(made));
            }
            if self.has_room(&state) {
                drop(state);
                if let Some(task) = self.take() {
                    return Some(Turn::Make(task));
                }
            } else if state.under_way.is_empty() {
                return None;
            } else {
                drop(self.wait(state));
            }
        }
    }

    fn make(&self, task: Task<S::Item>, work: &mut impl FnMut(S::Item, &mut Vec<u8>) -> io::Result<()>) {
        let Task { number, share, mut room } = task;
        room.clear();
        let made = catch_unwind(AssertUnwindSafe(|| work(share, &mut room).map(|()| room)));
        let mut state = self.lock();
        let at = number - state.written;
        if let Some(place) = state.under_way.get_mut(at) {
            *place = Some(made);
        }
        self.tell(&state);
    }

    fn take_back(&self, room: Vec<u8>) {
        self.lock().spare.push(room);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, mut state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        state.waiting += 1;
        let mut state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        state.waiting -= 1;
        state
    }

    /// Wakes those who wait: to ask whether there are any takes no system call.
    fn tell(&self, state: &State) {
        if state.waiting > 0 {
            self.changed.notify_all();
        }
    }
}

/// Sends all threads home.
struct End<'a, S: Iterator>(&'a Queue<S>);

impl<S: Iterator> Drop for End<'_, S> {
    fn drop(&mut self) {
        self.0.lock().over = true;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    /// What is written of the numbers below `count`, of which some take longer than others.
    fn written(threads: usize, count: usize, out: &mut dyn Write, odd: impl Fn(usize) -> io::Result<()> + Sync) -> io::Result<()> {
        let maker = || {
            |number: usize, out: &mut Vec<u8>| {
                thread::sleep(Duration::from_micros((number as u64 * 7919) % 50));
                odd(number)?;
                writeln!(out, "{number}")
            }
        };
        in_order(threads, 0..count, maker, out)
    }

    #[test]
    fn everything_comes_once_and_in_order_whoever_makes_it() {
        let expected = (0..500).map(|number| number.to_string()).collect::<Vec<_>>().join("\n") + "\n";
        for threads in [0, 1, 2, 3, 8] {
            let mut out = Vec::new();
            written(threads, 500, &mut out, |_| Ok(())).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), expected, "{threads} threads");
        }
    }

    #[test]
    fn of_nothing_nothing_is_written() {
        let mut out = Vec::new();
        written(3, 0, &mut out, |_| Ok(())).unwrap();
        assert_eq!(out, b"");
    }

    /// Takes so many lines and no more.
    struct Closing(usize);

    impl Write for Closing {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(1).ok_or(io::ErrorKind::BrokenPipe)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn when_the_output_closes_the_rest_is_not_made() {
        for threads in [1, 2, 4] {
            let made = AtomicUsize::new(0);
            let count = |_| {
                made.fetch_add(1, Ordering::Relaxed);
                Ok(())
            };
            let error = written(threads, 1_000_000, &mut Closing(10), count).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
            assert!(made.into_inner() <= 11 + threads * (AHEAD + 1));
        }
    }

    #[test]
    fn what_cannot_be_made_ends_it_after_what_comes_before() {
        for threads in [1, 3] {
            let mut out = Vec::new();
            let odd = |number| if number == 5 { Err(io::Error::other("odd")) } else { Ok(()) };
            assert_eq!(written(threads, 100, &mut out, odd).unwrap_err().to_string(), "odd");
            assert_eq!(out, b"0\n1\n2\n3\n4\n");
        }
    }

    #[test]
    fn a_panic_of_any_thread_is_the_callers_and_nobody_waits_for_ever() {
        for threads in [1, 2, 4] {
            for bad in [0, 1, 50, 99] {
                let run =
                    || written(threads, 100, &mut Vec::new(), |number| if number == bad { resume_unwind(Box::new(7)) } else { Ok(()) });
                assert_eq!(catch_unwind(AssertUnwindSafe(run)).unwrap_err().downcast_ref(), Some(&7));
            }
        }
    }

    /// Takes its time, and notes how far the makers are ahead.
    struct Slow<'a> {
        made: &'a AtomicUsize,
        written: usize,
        ahead: usize,
    }

    impl Write for Slow<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            thread::sleep(Duration::from_micros(300));
            self.ahead = self.ahead.max(self.made.load(Ordering::Relaxed) - self.written);
            self.written += 1;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn few_shares_are_under_way_however_slow_the_output_is() {
        let made = AtomicUsize::new(0);
        let count = |_| {
            made.fetch_add(1, Ordering::Relaxed);
            Ok(())
        };
        let mut slow = Slow { made: &made, written: 0, ahead: 0 };
        written(3, 300, &mut slow, count).unwrap();
        assert!(slow.ahead <= 3 * AHEAD + 1, "{}", slow.ahead);
    }
}
