//! Reading and scanning many articles on several threads.
//!
//! Each article is read, scanned and let go: what is kept is what the caller makes of it. Answers come in batches, so
//! that a thousand of them are no thousand messages, and early: the first as soon as it is there.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::Lexicons;
use crate::engine::article::Article;
use crate::engine::mentions::Mentions;
use crate::engine::side_by_side::threads;
use crate::source::{self, Input, Opened, Reason};

/// How long a thread gathers answers before it tells them.
const GATHER: Duration = Duration::from_millis(60);

/// How articles are read and scanned.
#[derive(Clone, Copy, Debug)]
pub struct Survey<'a> {
    /// How they are read.
    pub reading: &'a source::Options,
    /// With which dictionary.
    pub lexicons: &'a Lexicons,
    /// Becomes true when nobody wants the answers any more.
    pub cancelled: &'a AtomicBool,
}

/// What became of one article: its index, and what was made of it, or why it could not be read, in the user's words.
pub type Answer<T> = (usize, Result<T, String>);

/// What a look at one input comes to.
pub(super) enum Look<T> {
    /// It is left out.
    Passes,
    /// What was made of the article, or why it could not be read.
    Told(Result<T, String>),
    /// It is a feed: its entries, and what the user should know about it.
    Unfolds(Vec<Input>, Option<String>),
}

impl Survey<'_> {
    /// Reads and scans these articles, each with its index, and tells what `make` makes of them. Returns when all are told
    /// or the survey was called off. Standard input is left out: it can be read once only, by whoever opens it. What turns out
    /// to be a feed is not scanned: `unfold` is told of its entries.
    pub fn run<T: Send>(
        &self,
        inputs: &[(usize, Input)],
        make: impl Fn(&Article, &Mentions) -> T + Sync,
        tell: impl Fn(Vec<Answer<T>>) + Sync,
        unfold: impl Fn(usize, Vec<Input>, Option<String>) + Sync,
    ) {
        let look = |input: &Input| {
            let opened =
                if *input == Input::Stdin { return Look::Passes } else { source::load(input, self.reading, false, self.cancelled) };
            self.look(opened.map_err(|error| error.reason), &make)
        };
        self.each(inputs, look, tell, unfold);
    }

    /// Looks at these articles on several threads and tells what comes of it, early and in batches.
    pub(super) fn each<T: Send>(
        &self,
        inputs: &[(usize, Input)],
        look: impl Fn(&Input) -> Look<T> + Sync,
        tell: impl Fn(Vec<Answer<T>>) + Sync,
        unfold: impl Fn(usize, Vec<Input>, Option<String>) + Sync,
    ) {
        let next = AtomicUsize::new(0);
        let work = || {
            let mut gathered = Vec::new();
            let mut told: Option<Instant> = None;
            while let Some((index, input)) = inputs.get(next.fetch_add(1, Ordering::Relaxed)) {
                if self.cancelled.load(Ordering::Relaxed) {
                    return;
                }
                match look(input) {
                    Look::Passes => continue,
                    Look::Told(found) => gathered.push((*index, found)),
                    Look::Unfolds(entries, warning) => unfold(*index, entries, warning),
                }
                if !gathered.is_empty() && told.is_none_or(|told| told.elapsed() >= GATHER) {
                    tell(std::mem::take(&mut gathered));
                    told = Some(Instant::now());
                }
            }
            if !gathered.is_empty() {
                tell(gathered);
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..threads(inputs.len()) {
                scope.spawn(work);
            }
            work();
        });
    }

    /// What is made of what an input turned out to be.
    pub(super) fn look<T>(&self, opened: Result<Opened, Reason>, make: impl Fn(&Article, &Mentions) -> T) -> Look<T> {
        match opened {
            Ok(Opened::Article(article)) => Look::Told(Ok(self.scan(&article, make))),
            Ok(Opened::Entries(entries, warning)) => Look::Unfolds(entries, warning),
            Err(reason) => Look::Told(Err(reason.to_string())),
        }
    }

    fn scan<T>(&self, article: &Article, make: impl Fn(&Article, &Mentions) -> T) -> T {
        let mentions = self.lexicons.of(article).scan(article);
        make(article, &mentions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    fn run(count: usize, cancelled: bool) -> Vec<Answer<usize>> {
        let folder = tempfile::tempdir().unwrap();
        let input = |at: usize| {
            let path = folder.path().join(format!("{at}.txt"));
            if at % 10 != 3 {
                std::fs::write(&path, "word ".repeat(at)).unwrap();
            }
            (at, Input::File(path))
        };
        let inputs: Vec<_> = (0..count).map(input).chain([(count, Input::Stdin)]).collect();
        let told = Mutex::new(Vec::new());
        let survey = Survey {
            reading: &source::Options::default(),
            lexicons: &Lexicons::new(Arc::default()),
            cancelled: &AtomicBool::new(cancelled),
        };
        let unfold = |_: usize, _: Vec<Input>, _| unreachable!("there is no feed");
        survey.run(&inputs, |article, _| article.text.len(), |answers| told.lock().unwrap().extend(answers), unfold);
        let mut told = told.into_inner().unwrap();
        told.sort();
        told
    }

    #[test]
    fn every_file_is_told_once_and_one_that_cannot_be_read_with_the_reason() {
        let told = run(100, false);
        assert_eq!(told.len(), 100);
        for (at, (index, found)) in told.into_iter().enumerate() {
            assert_eq!(index, at);
            assert_eq!(found, if at % 10 == 3 { Err("no such file".to_owned()) } else { Ok(at * 5) });
        }
    }

    #[test]
    fn a_feed_is_told_by_its_entries_and_they_are_articles() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("feed.xml");
        std::fs::write(&path, "<rss><item><title>Riga</title></item><item><title>Oslo</title></item></rss>").unwrap();
        let (reading, lexicons, cancelled) = (source::Options::default(), Lexicons::new(Arc::default()), AtomicBool::new(false));
        let survey = Survey { reading: &reading, lexicons: &lexicons, cancelled: &cancelled };
        let run = |inputs: &[(usize, Input)]| {
            let (told, unfolded) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
            let unfold = |index, entries, _| unfolded.lock().unwrap().push((index, entries));
            survey.run(inputs, |article, _| article.text.clone(), |answers| told.lock().unwrap().extend(answers), unfold);
            let mut told = told.into_inner().unwrap();
            told.sort();
            (told, unfolded.into_inner().unwrap())
        };
        let (told, unfolded) = run(&[(7, Input::File(path))]);
        assert!(told.is_empty() && unfolded.len() == 1 && unfolded[0].0 == 7);
        let entries: Vec<_> = unfolded[0].1.iter().cloned().enumerate().collect();
        assert_eq!(run(&entries).0, [(0, Ok("Riga\n".to_owned())), (1, Ok("Oslo\n".to_owned()))]);
    }

    #[test]
    fn a_survey_that_was_called_off_says_nothing() {
        assert_eq!(run(20, true), []);
    }
}
