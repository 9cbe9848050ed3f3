//! Reading an article that was opened: all of it by a job, or first what the first screen shows of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::pipe;
use super::worker::{Answer, Tell};
use crate::reader::action::Action;
use crate::source::{self, Input, Opened, Part};

/// How long a file is read without a word about it, and between two.
const QUIET: Duration = Duration::from_millis(100);

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

    /// Reads the beginning of a long file, else all of it; whether that was all. What takes long is left to [`Opening::all`].
    pub fn first(&mut self, tell: &Tell) -> bool {
        let (mut begun, mut late, until) = (false, false, Instant::now() + QUIET);
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
