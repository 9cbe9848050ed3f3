//! Jobs: what takes longer than a key press may, on threads of their own.
//!
//! A job has a flag that calls it off, asked per slice, and answers over the one channel. The answer carries the
//! generation of what was asked, so that the session can drop what it no longer wants. A job that panics is a line in
//! the status row, nothing more. The lexicons that jobs build come back with their answers: nothing is shared and changed.

use std::any::Any;
use std::collections::HashMap;
use std::fs;
use std::io;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::panic;
use crate::engine::article::Article;
use crate::engine::dictionary::Dictionary;
use crate::engine::language::Language;
use crate::engine::lexicon::Lexicon;
use crate::engine::mentions::Mentions;
use crate::reader::action::Action;
use crate::source::{self, Input};
use crate::store;

/// How much text is scanned before the flag is asked again, in bytes.
const SLICE: usize = 256 * 1024;

/// What a job has to say.
pub enum Answer {
    /// For the session as it is.
    Action(Action),
    /// The dictionary was loaded.
    Dictionary(Arc<Dictionary>),
    /// A lexicon was built, to be used again.
    Lexicon(Arc<Lexicon>),
}

/// What a scan needs to know.
#[derive(Clone, Debug)]
pub struct Scan {
    /// To be given back with the answer.
    pub generation: u64,
    /// What to scan.
    pub article: Arc<Article>,
    /// The blocks on the screen.
    pub sight: Range<usize>,
}

/// A flag that calls a job off when it is dropped.
#[derive(Debug, Default)]
struct Cancel(Arc<AtomicBool>);

impl Drop for Cancel {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Where answers go.
pub type Tell = Arc<dyn Fn(Answer) + Send + Sync>;

/// Starts jobs, and remembers what they need of each other.
pub struct Worker {
    tell: Tell,
    inputs: Vec<Input>,
    reading: source::Options,
    dictionary: Option<Arc<Dictionary>>,
    lexicons: HashMap<Language, Arc<Lexicon>>,
    /// Waits for the dictionary.
    wanted: Option<Scan>,
    opening: Cancel,
    scanning: Cancel,
}

impl Worker {
    /// Reads these articles on demand; every answer goes to `tell`.
    pub fn new(inputs: Vec<Input>, reading: source::Options, tell: Tell) -> Self {
        let (opening, scanning) = Default::default();
        Self { tell, inputs, reading, dictionary: None, lexicons: HashMap::new(), wanted: None, opening, scanning }
    }

    /// Reads the article of this index. Older work on articles is called off.
    pub fn open(&mut self, generation: u64, index: usize) {
        self.wanted = None;
        self.scanning = Cancel::default();
        self.opening = Cancel::default();
        let cancelled = self.opening.0.clone();
        let Some(input) = self.inputs.get(index).cloned() else { return };
        let reading = self.reading;
        self.start("open", move |tell| {
            let result = match &input {
                Input::Stdin => source::read("-", Cancellable { inner: io::stdin(), cancelled: &cancelled }, &reading),
                Input::File(path) => source::open(path, &reading),
            };
            tell(Answer::Action(match result {
                Ok(article) => Action::Opened { generation, article: Arc::new(article) },
                Err(error) => Action::Failed { generation, message: error.to_string() },
            }));
        });
    }

    /// Loads the dictionary.
    pub fn load(&mut self, options: store::Options) {
        self.start("dictionary", move |tell| {
            let loaded = store::load(&options);
            let complaint = complaint(&loaded);
            tell(Answer::Dictionary(Arc::new(loaded.dictionary)));
            if let Some(complaint) = complaint {
                tell(Answer::Action(Action::Message(complaint)));
            }
        });
    }

    /// The dictionary is there: what waited for it goes on.
    pub fn know(&mut self, dictionary: Arc<Dictionary>) {
        self.dictionary = Some(dictionary);
        self.lexicons.clear();
        if let Some(scan) = self.wanted.take() {
            self.scan(scan);
        }
    }

    /// A lexicon was built. One of a dictionary that was replaced meanwhile is of no more use.
    pub fn keep(&mut self, lexicon: Arc<Lexicon>) {
        if self.dictionary.as_ref().is_some_and(|dictionary| Arc::ptr_eq(dictionary, lexicon.dictionary())) {
            self.lexicons.insert(lexicon.language(), lexicon);
        }
    }

    /// Scans an article, or waits with it for the dictionary. An older scan is called off.
    pub fn scan(&mut self, scan: Scan) {
        self.scanning = Cancel::default();
        let Some(dictionary) = self.dictionary.clone() else {
            self.wanted = Some(scan);
            return;
        };
        let cancelled = self.scanning.0.clone();
        let language = scan.article.language.unwrap_or(Language::En);
        let known = self.lexicons.get(&language).cloned();
        self.start("scan", move |tell| {
            panic::for_a_test("worker");
            let lexicon = known.unwrap_or_else(|| {
                let built = Arc::new(Lexicon::new(dictionary, language));
                tell(Answer::Lexicon(built.clone()));
                built
            });
            let generation = scan.generation;
            slices(&scan, &lexicon, &cancelled, |mentions, last| {
                tell(Answer::Action(Action::Mentions {
                    generation,
                    mentions: Arc::new(mentions),
                    dictionary: lexicon.dictionary().clone(),
                    last,
                }));
            });
        });
    }

    fn start(&self, name: &'static str, job: impl FnOnce(&Tell) + Send + 'static) {
        let tell = self.tell.clone();
        let run = move || {
            if let Err(fault) = catch_unwind(AssertUnwindSafe(|| job(&tell))) {
                let message = format!("a fault in the program ({name}): {}; reading goes on", said(&*fault));
                tell(Answer::Action(Action::Message(message)));
            }
        };
        if let Err(error) = std::thread::Builder::new().name(name.into()).spawn(run) {
            (self.tell)(Answer::Action(Action::Message(format!("{name}: no thread to be had: {error}"))));
        }
    }
}

/// Scans what is in sight, then the rest, and tells after the first, whenever as much again is known, and at the end.
fn slices(scan: &Scan, lexicon: &Lexicon, cancelled: &AtomicBool, tell: impl Fn(Mentions, bool)) {
    let article = &scan.article;
    let count = article.blocks.len();
    let small = article.text.len() <= SLICE;
    let sight = if small { 0..count } else { scan.sight.start.min(count)..scan.sight.end.min(count) };
    let order = [sight.clone(), sight.end..count, 0..sight.start];
    let (mut found, mut scanned, mut told) = (Vec::new(), 0, 0);
    for slice in order.into_iter().flat_map(|blocks| cut(article, blocks)) {
        if cancelled.load(Ordering::Relaxed) {
            return;
        }
        scanned += slice.clone().filter_map(|block| article.blocks.get(block)).map(|block| block.range.len()).sum::<usize>();
        found.extend(lexicon.candidates(article, slice));
        if !small && scanned > 2 * told {
            told = scanned;
            tell(lexicon.mentions(article, found.clone()), false);
        }
    }
    if !cancelled.load(Ordering::Relaxed) {
        tell(lexicon.mentions(article, found), true);
    }
}

/// Cuts blocks into slices of about [`SLICE`] bytes.
fn cut(article: &Article, blocks: Range<usize>) -> Vec<Range<usize>> {
    let mut slices = Vec::new();
    let (mut begin, mut bytes) = (blocks.start, 0);
    for block in blocks.clone() {
        bytes += article.blocks.get(block).map_or(0, |block| block.range.len());
        if bytes >= SLICE || block + 1 == blocks.end {
            slices.push(begin..block + 1);
            (begin, bytes) = (block + 1, 0);
        }
    }
    slices
}

/// What is wrong with the dictionary, in one line.
fn complaint(loaded: &store::Loaded) -> Option<String> {
    let first = loaded.findings.first()?;
    let more = match loaded.findings.len() - 1 {
        0 => String::new(),
        more => format!(" (and {more} more; namedrop check tells)"),
    };
    Some(format!("{first}{more}"))
}

/// Whether reading this may wait for somebody else: then the screen does not wait for it.
#[must_use]
pub fn may_wait(input: &Input) -> bool {
    match input {
        Input::Stdin => true,
        Input::File(path) => fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()),
    }
}

/// What a panic said.
fn said(fault: &(dyn Any + Send)) -> &str {
    let text = fault.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| fault.downcast_ref::<&str>().copied()).unwrap_or("it said nothing")
}

/// A stream that ends with an error when the job is called off.
struct Cancellable<'a, R> {
    inner: R,
    cancelled: &'a AtomicBool,
}

impl<R: io::Read> io::Read for Cancellable<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(io::Error::other("called off"));
        }
        self.inner.read(buffer)
    }
}
