//! How much is being done on threads of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How much is being worked on: somebody who waits for it to be nothing has had every answer by then.
#[derive(Clone, Debug, Default)]
pub struct Work(Arc<AtomicUsize>);

impl Work {
    /// Work has begun; it ends when what this gives is dropped.
    #[must_use]
    pub fn begin(&self) -> Working {
        self.0.fetch_add(1, Ordering::SeqCst);
        Working(self.clone())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.0.load(Ordering::SeqCst) == 0
    }
}

/// Work that is going on.
#[derive(Debug)]
pub struct Working(Work);

impl Drop for Working {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::SeqCst);
    }
}
