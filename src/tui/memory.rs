//! Keeps what is to be remembered until it is saved: at quit, when an article is left, every minute of activity, and when
//! a signal ends the program.
//!
//! What is pending belongs to whoever saves: the loop, a thread, or the one that serves signals. A save that fails puts
//! back what it took.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant, SystemTime};

use super::terminal;
use crate::engine::date::PartialDate;
use crate::engine::history::{Changes, History};
use crate::store;

/// After this time with something new it is saved.
const OFTEN: Duration = Duration::from_mins(1);
/// How long a program that is being ended waits for another that saves.
const LAST_PATIENCE: Duration = Duration::from_millis(300);

/// What is pending, and where it goes.
#[derive(Debug)]
struct Pending {
    path: PathBuf,
    changes: Mutex<Changes>,
    /// Held from taking the changes until they are on the disk.
    saving: Mutex<()>,
}

/// See the module.
#[derive(Debug)]
pub struct Memory {
    pending: Option<Arc<Pending>>,
    saved: Instant,
}

impl Memory {
    /// Remembers in the file of this path; `None`: nothing. Also the history so far, and why there is none.
    pub fn load(path: Option<PathBuf>) -> (Self, History, Option<String>) {
        let saved = Instant::now();
        let nothing = |complaint| (Self { pending: None, saved }, History::default(), complaint);
        let Some(path) = path else { return nothing(None) };
        match store::history::load(&path) {
            Ok(history) => {
                let pending = Arc::new(Pending { path, changes: Mutex::default(), saving: Mutex::default() });
                let last = pending.clone();
                terminal::before_the_end(move || drop(last.save(LAST_PATIENCE)));
                (Self { pending: Some(pending), saved }, history, None)
            }
            Err(error) => nothing(Some(error.to_string())),
        }
    }

    /// Whether anything is remembered at all.
    pub fn remembers(&self) -> bool {
        self.pending.is_some()
    }

    /// Takes what is new.
    pub fn add(&mut self, changes: Changes) {
        if let Some(pending) = self.pending.as_ref().filter(|_| !changes.is_empty()) {
            lock(&pending.changes).add(changes);
        }
    }

    /// Saves on a thread of its own.
    pub fn save_aside(&mut self) {
        self.saved = Instant::now();
        if let Some(pending) = self.pending.clone().filter(|pending| !lock(&pending.changes).is_empty()) {
            // Without a thread it is saved later.
            let save = move || drop(pending.save(store::history::PATIENCE));
            let _ = std::thread::Builder::new().name("history".into()).spawn(save);
        }
    }

    /// Saves aside, if that was not done for a while.
    pub fn save_sometimes(&mut self) {
        if self.saved.elapsed() >= OFTEN {
            self.save_aside();
        }
    }

    /// Saves now.
    ///
    /// # Errors
    /// In the user's words.
    pub fn save(&self) -> Result<(), String> {
        self.pending.as_ref().map_or(Ok(()), |pending| pending.save(store::history::PATIENCE))
    }
}

impl Pending {
    fn save(&self, patience: Duration) -> Result<(), String> {
        let _saving = wait(&self.saving, patience).ok_or("what is remembered is still being saved")?;
        let changes = std::mem::take(&mut *lock(&self.changes));
        if changes.is_empty() {
            return Ok(());
        }
        let outcome = store::history::change(&self.path, patience, |history| history.apply(changes.clone()));
        outcome.map_err(|error| {
            let mut pending = lock(&self.changes);
            let later = std::mem::replace(&mut *pending, changes);
            pending.add(later);
            format!("not remembered: {error}")
        })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wait<T>(mutex: &Mutex<T>, patience: Duration) -> Option<MutexGuard<'_, T>> {
    let begin = Instant::now();
    loop {
        match mutex.try_lock() {
            Ok(lock) => return Some(lock),
            Err(TryLockError::Poisoned(lock)) => return Some(lock.into_inner()),
            Err(TryLockError::WouldBlock) if begin.elapsed() > patience => return None,
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}

/// The day, in Greenwich.
#[must_use]
pub fn today() -> Option<PartialDate> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
    PartialDate::of_days(i64::try_from(since.as_secs() / 86_400).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::history::Meeting;

    fn met(id: &str) -> Changes {
        let meeting = Meeting { last: PartialDate::parse("2026-11-03").unwrap(), article: None, articles: 1 };
        Changes { entities: [(id.to_owned(), meeting)].into(), ..Changes::default() }
    }

    #[test]
    fn what_could_not_be_saved_is_kept_for_the_next_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history.json");
        let (mut memory, ..) = Memory::load(Some(path.clone()));
        memory.add(met("riga"));
        std::fs::write(&path, "broken").unwrap();
        assert!(memory.save().unwrap_err().contains("history.json:1: cannot be read"));
        memory.add(met("oslo"));
        std::fs::remove_file(&path).unwrap();
        memory.save().unwrap();
        memory.save().unwrap();
        let history = store::history::load(&path).unwrap();
        assert_eq!(history.entities.keys().collect::<Vec<_>>(), ["oslo", "riga"]);
        assert_eq!(history.entities["riga"].articles, 1);
    }

    #[test]
    fn a_broken_history_is_told_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history.json");
        std::fs::write(&path, "broken").unwrap();
        let (mut memory, history, complaint) = Memory::load(Some(path.clone()));
        assert!(history == History::default() && complaint.unwrap().contains("history.json"));
        memory.add(met("riga"));
        memory.save().unwrap();
        assert_eq!(std::fs::read_to_string(path).unwrap(), "broken");
    }
}
