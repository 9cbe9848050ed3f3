//! Reading an article that was opened: all of it by a job, or first what the first screen shows of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::pipe;
use super::worker::{Answer, Tell};
use crate::reader::action::Action;
use crate::source::{self, Input, Opened, Part};

/// How long a file is read without a word about it, and between two.
pub const QUIET: Duration = Duration::from_millis(100);

/// An article that is to be read.
pub struct Opening {
    /// To be given back with every answer.
    pub generation: u64,
    /// Which of the articles.
    pub index: usize,
    /// What to read.
    pub input: Input,
    /// How it is read.
    pub reading: source::Options,
    /// Nothing that is held of it counts.
    pub anew: bool,
    /// Nobody waits for it any more.
    pub cancelled: Arc<AtomicBool>,
    /// Its beginning was told.
    pub begun: bool,
}

impl Opening {
    /// What is told when reading it fails.
    pub fn fault(&self) -> impl Fn(String) -> Action + Send + 'static {
        let generation = self.generation;
        move |message| Action::Failed { generation, message }
    }

    /// Reads all of it, and tells on the way.
    pub fn all(&self, tell: &Tell) {
        let mut told = self.teller(tell);
        let result = self.read(tell, &mut |part| match part {
            Part::Beginning(..) if self.begun => self.is_wanted(),
            part => told(part),
        });
        self.tell(tell, result);
    }

    /// Reads the beginning of a long file, else all of it; whether that was all. What takes longer than `patience` is left to
    /// [`Opening::all`].
    pub fn first(&mut self, tell: &Tell, patience: Duration) -> bool {
        let (mut begun, mut late, until) = (false, false, Instant::now() + patience);
        let mut told = self.teller(tell);
        let result = self.read(tell, &mut |part| {
            begun = matches!(part, Part::Beginning(..));
            late = Instant::now() > until;
            told(part) && !begun && !late
        });
        drop(told);
        self.begun = begun;
        if !begun && !late {
            self.tell(tell, result);
        }
        !begun && !late
    }

    fn read(&self, tell: &Tell, told: &mut dyn FnMut(Part) -> bool) -> Result<Opened, source::Error> {
        let generation = self.generation;
        let grown = |article| tell(Answer::Action(Action::Grown { generation, article }));
        match &self.input {
            Input::Stdin => pipe::read(&self.reading, &self.cancelled, grown),
            input => source::load_in_parts(input, &self.reading, self.anew, &self.cancelled, told),
        }
    }

    fn tell(&self, tell: &Tell, result: Result<Opened, source::Error>) {
        let (generation, index) = (self.generation, self.index);
        tell(match result {
            Ok(Opened::Article(article)) => Answer::Action(Action::Opened { generation, article: Arc::new(*article) }),
            Ok(Opened::Entries(entries, warning)) => Answer::Unfolded { opening: Some(generation), index, entries, warning },
            Err(error) => Answer::Action(Action::Failed { generation, message: error.to_string() }),
        });
    }

    fn is_wanted(&self) -> bool {
        !self.cancelled.load(Ordering::Relaxed)
    }

    /// Tells of a long file while it is being read: its beginning at once, then how far it is.
    fn teller<'a>(&'a self, tell: &'a Tell) -> impl FnMut(Part) -> bool + 'a {
        let (generation, mut quiet) = (self.generation, Instant::now() + QUIET);
        move |part| {
            match part {
                Part::Beginning(article, whole) => {
                    let whole = usize::try_from(whole).unwrap_or(usize::MAX);
                    tell(Answer::Action(Action::Begun { generation, article: Arc::new(*article), whole }));
                }
                Part::Read(percent) if Instant::now() > quiet => {
                    quiet = Instant::now() + QUIET;
                    tell(Answer::Action(Action::Read { generation, percent }));
                }
                Part::Read(_) => {}
            }
            self.is_wanted()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, PoisonError};

    use super::*;

    /// What is told of a file: how often its beginning, and the lengths of what was read of it as a whole.
    #[derive(Debug, Default, PartialEq, Eq)]
    struct Heard {
        begun: usize,
        opened: Vec<usize>,
    }

    /// Whether the first reading was all of it, and what was told up to then and at the end.
    fn heard(text: &str, name: &str, patience: Duration) -> (bool, Heard, Heard) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let all = Arc::new(Mutex::new(Heard::default()));
        let note = all.clone();
        let tell: Tell = Arc::new(move |answer| {
            let mut heard = note.lock().unwrap_or_else(PoisonError::into_inner);
            match answer {
                Answer::Action(Action::Begun { .. }) => heard.begun += 1,
                Answer::Action(Action::Opened { article, .. }) => heard.opened.push(article.text.len()),
                Answer::Action(Action::Read { .. }) => {}
                _ => panic!("nothing else is to be told"),
            }
        });
        let reading = source::Options::default();
        let (input, cancelled) = (Input::File(path), Arc::new(AtomicBool::new(false)));
        let mut opening = Opening { generation: 1, index: 0, input, reading, anew: false, cancelled, begun: false };
        let is_all = opening.first(&tell, patience);
        let first = std::mem::take(&mut *all.lock().unwrap());
        if !is_all {
            opening.all(&tell);
        }
        let rest = std::mem::take(&mut *all.lock().unwrap());
        (is_all, first, rest)
    }

    #[test]
    fn what_takes_long_is_read_once_more_by_who_may_take_long() {
        let text = format!(
            "<html><body>{}</body></html>",
            "<p>Some words that make a paragraph of a page, and more of them.</p>\n".repeat(20_000)
        );
        let (is_all, quick, _) = heard(&text, "page.html", Duration::from_hours(1));
        assert!(is_all && quick.begun == 0 && quick.opened.len() == 1, "{quick:?}");
        let (is_all, first, rest) = heard(&text, "page.html", Duration::ZERO);
        assert!(!is_all);
        assert_eq!((first, rest), (Heard::default(), quick));
    }

    #[test]
    fn of_a_long_text_the_beginning_is_told_once_and_then_all() {
        let text = "A paragraph of a long text.\n\n".repeat(20_000);
        for patience in [Duration::ZERO, Duration::from_hours(1)] {
            let (is_all, first, rest) = heard(&text, "long.txt", patience);
            assert!(!is_all);
            assert_eq!((first, rest), (Heard { begun: 1, opened: Vec::new() }, Heard { begun: 0, opened: vec![text.len()] }));
        }
    }

    #[test]
    fn a_short_text_is_read_at_once() {
        let (is_all, first, _) = heard("One line.\n", "short.txt", Duration::from_hours(1));
        assert_eq!((is_all, first), (true, Heard { begun: 0, opened: vec![10] }));
    }
}
