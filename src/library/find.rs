//! Finding the articles of a session. A large folder, or one on a slow disk, is read by a thread while the list of what was
//! found so far is on the screen.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crate::source::{Error, Input, walk};

/// Articles, or in the place of one why it is none.
pub type Found = Vec<Result<Input, Error>>;
/// Brings what is found, until it is closed.
pub type More = Receiver<Found>;

/// Articles that are told at once, at most.
const PART: usize = 8192;
/// How long they are gathered before they are told.
const GATHER: Duration = Duration::from_millis(10);

/// Finds the articles that these arguments mean and returns those that are found within `patience`, and what brings the
/// rest, if there is one. Without a thread they are waited for; what is neither a folder nor a
/// pattern needs none.
#[must_use]
pub fn start(arguments: &[PathBuf], patience: Duration) -> (Found, Option<More>) {
    if matches!(arguments, [one] if !one.is_dir() && !one.to_string_lossy().contains(['*', '?', '['])) {
        return (walk(arguments).collect(), None);
    }
    let (sender, more) = channel();
    let all = walk(arguments);
    if std::thread::Builder::new().name("find".into()).spawn(move || tell(all, &sender)).is_err() {
        return (walk(arguments).collect(), None);
    }
    gather(more, patience)
}

/// Tells what is found in parts, as long as somebody listens.
fn tell(all: impl Iterator<Item = Result<Input, Error>>, sender: &Sender<Found>) {
    let (mut part, mut told) = (Vec::new(), Instant::now());
    for found in all {
        part.push(found);
        if part.len() >= PART || told.elapsed() >= GATHER {
            if sender.send(std::mem::take(&mut part)).is_err() {
                return;
            }
            told = Instant::now();
        }
    }
    // When nobody listens, nobody misses it.
    let _ = sender.send(part);
}

fn gather(more: More, patience: Duration) -> (Found, Option<More>) {
    let (mut found, until) = (Vec::new(), Instant::now() + patience);
    loop {
        match more.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(part) => found.extend(part),
            Err(RecvTimeoutError::Disconnected) => return (found, None),
            Err(RecvTimeoutError::Timeout) => return (found, Some(more)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(found: Found) -> Vec<String> {
        found.into_iter().map(|found| found.map_or_else(|error| error.to_string(), |input| input.doc())).collect()
    }

    #[test]
    fn what_is_found_soon_is_there_at_once() {
        let (found, more) = start(&["-".into(), "a.txt".into()], Duration::from_mins(1));
        assert!(more.is_none());
        assert_eq!(names(found), ["-", "a.txt"]);
    }

    #[test]
    fn one_file_is_not_waited_for() {
        for name in ["-", "a.txt", "https://example.org/a"] {
            let (found, more) = start(&[name.into()], Duration::ZERO);
            assert!(more.is_none());
            assert_eq!(names(found), [name]);
        }
    }

    #[test]
    fn what_takes_longer_comes_later_in_the_same_order() {
        let folder = tempfile::tempdir().unwrap();
        let expected: Vec<String> = (0..500).map(|at| folder.path().join(format!("{at:03}.txt")).to_string_lossy().into_owned()).collect();
        for path in &expected {
            std::fs::write(path, "x").unwrap();
        }
        let (mut found, more) = start(&[folder.path().to_owned()], Duration::ZERO);
        for part in more.into_iter().flatten() {
            found.extend(part);
        }
        assert_eq!(names(found), expected);
    }
}
