//! Jobs: what takes longer than a key press may, on threads of their own.
//!
//! A job has a flag that calls it off, asked per slice, and answers over the one channel. The answer carries the
//! generation of what was asked, so that the session can drop what it no longer wants. A job that panics is a line in
//! the status row, nothing more. The lexicons are shared by all jobs, each made by the first that needs it.

use std::any::Any;
use std::env;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use super::opening::{Opening, QUIET};
use super::panic;
use super::scanning::Scan;
use super::work::Work;
use crate::engine::article::Article;
use crate::engine::dictionary::Dictionary;
use crate::engine::dossier::Source;
use crate::engine::edit::Edit;
use crate::engine::language::Language;
use crate::engine::lexicon::Lexicon;
use crate::engine::mentions::Mentions;
use crate::engine::suggest;
use crate::library::Lexicons;
use crate::library::cache::Cache;
use crate::library::compiled::Shelf;
use crate::library::corpus::Survey;
use crate::library::export;
use crate::library::find::More;
use crate::reader::action::Action;
use crate::reader::index::Facts;
use crate::reader::preview::Preview;
use crate::source::{self, Input};
use crate::store::{self, edit::Refusal};

/// How long a question waits for the next letter.
const PAUSE: Duration = Duration::from_millis(120);

/// What a job has to say.
pub enum Answer {
    /// For the session as it is.
    Action(Action),
    /// The dictionary was loaded, from these layers.
    Dictionary(Arc<Dictionary>, store::Options),
    /// Further articles of the session, or in the place of one why it is none; and whether these are all.
    Listed(Vec<Result<Input, source::Error>>, bool),
    /// An article turned out to be a feed.
    Unfolded {
        /// The generation of the article that was to be opened; `None`: it was looked through.
        opening: Option<u64>,
        /// Its index.
        index: usize,
        /// Its entries.
        entries: Vec<Input>,
        /// What the user should know about it.
        warning: Option<String>,
    },
    /// Somebody changed the file of the article.
    ArticleChanged,
    /// Somebody changed the configuration.
    ConfigChanged,
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
    /// More articles are on their way.
    expecting: bool,
    /// The folder that what was found in articles is kept in; `None`: it is not kept.
    cache: Option<PathBuf>,
    /// What the survey keeps there.
    shelf: Option<Arc<Cache>>,
    /// Where a survey waits for them.
    following: Option<Sender<Vec<(usize, Input)>>>,
    reading: source::Options,
    /// The dictionary, once it is there, made ready for every language that turns up.
    lexicons: Option<Arc<Lexicons>>,
    /// Waits for the dictionary.
    wanted: Option<Scan>,
    /// Waits for it, too: the generation of a survey, and where it begins.
    wanted_survey: Option<(u64, usize)>,
    opening: Cancel,
    scanning: Cancel,
    /// The generation of the survey, whatever part of it.
    surveyed: u64,
    surveying: Cancel,
    testifying: Cancel,
    previewing: Cancel,
    /// The layers of the dictionary.
    options: store::Options,
    work: Work,
    /// See [`Worker::read_at_once`].
    at_once: bool,
    /// See [`Worker::read_on`].
    rest: Option<Opening>,
}

impl Worker {
    /// Reads these articles on demand; every answer goes to `tell`.
    pub fn new(inputs: Vec<Input>, reading: source::Options, cache: Option<PathBuf>, tell: Tell) -> Self {
        let (opening, scanning, surveying, testifying, previewing, options) = Default::default();
        let (lexicons, wanted, wanted_survey, expecting, following, shelf) = (None, None, None, false, None, None);
        let (surveyed, work, at_once) = (0, Work::default(), false);
        Self {
            tell,
            inputs,
            expecting,
            cache,
            shelf,
            following,
            reading,
            lexicons,
            wanted,
            wanted_survey,
            opening,
            scanning,
            surveyed,
            surveying,
            testifying,
            previewing,
            options,
            work,
            at_once,
            rest: None,
        }
    }

    /// What the first screen shows of the first article is read where it is asked for: whoever asks has nothing else to do.
    /// Of a long file the rest waits for [`Worker::read_on`].
    pub fn read_at_once(&mut self) {
        self.at_once = true;
    }

    /// Whether every job has ended and given its answers.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.work.is_done()
    }

    /// Tells of articles that are still being found.
    pub fn expect(&mut self, more: More) {
        self.expecting = true;
        self.start("find", Action::Message, move |tell| {
            while let Ok(found) = more.recv() {
                tell(Answer::Listed(found, false));
            }
            tell(Answer::Listed(Vec::new(), true));
        });
    }

    /// Takes further articles, after those that there are. While more are on their way, the survey looks through them, too.
    pub fn add(&mut self, inputs: Vec<Input>) {
        let known = self.inputs.len();
        self.inputs.extend(inputs);
        if let Some(following) = &self.following {
            // When the survey is over, nobody waits.
            let _ = following.send((known..).zip(self.inputs[known..].iter().cloned()).collect());
        }
    }

    /// No more articles are on their way.
    pub fn found_all(&mut self) {
        self.expecting = false;
        self.following = None;
    }

    /// Keeps what a survey has found that is not over yet.
    pub fn keep(&self) {
        if let Some(cache) = &self.shelf {
            // What could not be saved is found again the next time.
            let _ = cache.save();
        }
    }

    /// How many articles there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.inputs.len()
    }

    /// Whether there are no articles.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.inputs.is_empty()
    }

    /// The file of an article; `None` for standard input.
    #[must_use]
    pub fn file(&self, index: usize) -> Option<PathBuf> {
        self.inputs.get(index)?.file().map(Path::to_owned)
    }

    /// Nobody waits any more for the article that is being read.
    pub fn call_off(&mut self) {
        self.opening = Cancel::default();
    }

    /// Reads the article of this index; with `anew` nothing that is held of it counts, with `whole` all text of a page is
    /// wanted. Older work on articles is called off.
    pub fn open(&mut self, generation: u64, index: usize, anew: bool, whole: bool) {
        self.wanted = None;
        self.scanning = Cancel::default();
        self.opening = Cancel::default();
        let cancelled = self.opening.0.clone();
        let Some(input) = self.inputs.get(index).cloned() else { return };
        let reading = source::Options { raw: whole, ..self.reading };
        let mut opening = Opening { generation, index, input, reading, anew, cancelled, begun: false };
        let all = std::mem::take(&mut self.at_once)
            && guarded("open", &self.tell, opening.fault(), || opening.first(&self.tell, QUIET)).is_none_or(|all| all);
        self.rest = Some(opening).filter(|_| !all);
        if !self.rest.as_ref().is_some_and(|rest| rest.begun) {
            self.read_on();
        }
    }

    /// Reads the rest of an article of which the beginning was told.
    pub fn read_on(&mut self) {
        if let Some(rest) = self.rest.take() {
            self.start("open", rest.fault(), move |tell| rest.all(tell));
        }
    }

    /// Tells what an edit would do to an article. An older question is called off.
    pub fn preview(&mut self, number: u64, edit: Edit, article: Arc<Article>, mentions: Arc<Mentions>) {
        self.previewing = Cancel::default();
        let cancelled = self.previewing.0.clone();
        let Some(dictionary) = self.lexicons.as_ref().map(|lexicons| lexicons.dictionary().clone()) else { return };
        let options = self.options.clone();
        let fault = move |message| Action::Preview { number, found: Err(message) };
        self.start("preview", fault, move |tell| {
            // Whoever types is not asked at every letter.
            std::thread::sleep(PAUSE);
            let off = || cancelled.load(Ordering::Relaxed);
            if off() {
                return;
            }
            let found = match store::own::preview(&options, &edit, &dictionary.kinds) {
                Err(Refusal::Edit(reason) | Refusal::File(reason)) => Err(reason),
                Ok(_) if off() => return,
                Ok(changed) => {
                    let lexicon = Lexicon::new(Arc::new(changed), article.language.unwrap_or(Language::En));
                    if off() {
                        return;
                    }
                    Ok(Preview::of((&mentions, &dictionary), (&lexicon.scan(&article), lexicon.dictionary())))
                }
            };
            tell(Answer::Action(Action::Preview { number, found }));
        });
    }

    /// Looks for names that the dictionary lacks.
    pub fn seek(&mut self, generation: u64, article: Arc<Article>, mentions: Arc<Mentions>) {
        self.start("names", Action::Message, move |tell| {
            let names = Arc::new(suggest::unknown(&article, &mentions));
            tell(Answer::Action(Action::Unknown { generation, names }));
        });
    }

    /// The dictionary is there: what waited for it goes on.
    pub fn know(&mut self, dictionary: Arc<Dictionary>, options: store::Options) {
        // Whoever edits does so again soon: what is made in between is not worth keeping.
        let kept = if self.lexicons.is_none() { Shelf::of(&dictionary, &options) } else { Shelf::default() };
        self.options = options;
        self.lexicons = Some(Arc::new(Lexicons::with(dictionary, kept)));
        if let Some(scan) = self.wanted.take() {
            self.scan(scan);
        }
        if let Some((generation, from)) = self.wanted_survey.take() {
            self.survey(generation, from);
        }
    }

    /// Looks through all articles from this index on, or waits with it for the dictionary. An older survey is called off,
    /// unless this is more of it.
    pub fn survey(&mut self, generation: u64, from: usize) {
        let more = generation == self.surveyed && from > 0;
        if more && self.following.is_some() {
            // It has been told of them.
            return;
        }
        if !more {
            self.surveying = Cancel::default();
        }
        self.surveyed = generation;
        let Some(lexicons) = self.lexicons.clone() else {
            self.wanted_survey = Some((generation, self.wanted_survey.map_or(from, |(_, begun)| begun.min(from))));
            return;
        };
        let cancelled = self.surveying.0.clone();
        let (sender, parts) = channel();
        // When the thread cannot be had, nobody waits.
        let _ = sender.send(self.inputs.iter().cloned().enumerate().skip(from).collect::<Vec<_>>());
        self.following = self.expecting.then_some(sender);
        let reading = self.reading;
        let cache = self.shelf.take().filter(|_| more);
        let cache = cache.unwrap_or_else(|| Arc::new(Cache::new(self.cache.as_deref(), lexicons.dictionary(), &reading)));
        self.shelf = Some(cache.clone());
        self.start("survey", Action::Message, move |tell| {
            let survey = Survey { reading: &reading, lexicons: &lexicons, cancelled: &cancelled };
            let unfold = |index, entries, warning| tell(Answer::Unfolded { opening: None, index, entries, warning });
            for inputs in parts {
                survey.triage(&inputs, &cache, |found| tell(Answer::Action(Action::Surveyed { generation, found })), unfold);
            }
            // What could not be saved is found again the next time.
            let _ = cache.save();
            lexicons.keep();
        });
    }

    /// Looks for an entity in these articles. An older search is called off.
    pub fn dossier(&mut self, generation: u64, id: &str, articles: &[usize]) {
        self.testifying = Cancel::default();
        let Some(lexicons) = self.lexicons.clone().filter(|_| !articles.is_empty()) else { return };
        let Some(entity) = lexicons.dictionary().find(id) else { return };
        let cancelled = self.testifying.0.clone();
        let inputs: Vec<_> = articles.iter().filter_map(|at| Some((*at, self.inputs.get(*at)?.clone()))).collect();
        let reading = self.reading;
        self.start("dossier", Action::Message, move |tell| {
            let survey = Survey { reading: &reading, lexicons: &lexicons, cancelled: &cancelled };
            let source = |article: &Article, mentions: &Mentions| Source::new(0, article, mentions, entity);
            let unfold = |index, entries, warning| tell(Answer::Unfolded { opening: None, index, entries, warning });
            survey.run(&inputs, source, |found| tell(Answer::Action(Action::Testified { generation, found })), unfold);
        });
    }

    /// Writes a dossier to a new file in the current folder.
    pub fn export(&self, name: String, text: String) {
        self.start("export", Action::Message, move |tell| {
            let outcome = env::current_dir().and_then(|folder| export::dossier(&folder, &name, &text));
            let said = match outcome {
                Ok(path) => format!("written: {}", short_path(&path.to_string_lossy(), None, env::home_dir().as_deref())),
                Err(error) => format!("not written: {error}"),
            };
            tell(Answer::Action(Action::Message(said)));
        });
    }

    /// Scans an article, or waits with it for the dictionary. An older scan is called off.
    pub fn scan(&mut self, scan: Scan) {
        self.scanning = Cancel::default();
        let Some(lexicons) = self.lexicons.clone() else {
            self.wanted = Some(scan);
            return;
        };
        let cancelled = self.scanning.0.clone();
        self.start("scan", Action::Message, move |tell| {
            panic::for_a_test("worker");
            let lexicon = lexicons.of(&scan.article);
            let generation = scan.generation;
            scan.run(&lexicon, &cancelled, |mentions, last| {
                let dictionary = lexicon.dictionary().clone();
                let facts = Arc::new(Facts::new(&scan.article, &dictionary, Arc::new(mentions)));
                tell(Answer::Action(Action::Mentions { generation, facts, dictionary, last }));
            });
            lexicons.keep();
        });
    }

    fn start(&self, name: &str, fault: impl Fn(String) -> Action + Send + 'static, job: impl FnOnce(&Tell) + Send + 'static) {
        let (tell, title, working) = (self.tell.clone(), name.to_owned(), self.work.begin());
        let run = move || {
            let _until_the_last_answer = working;
            guarded(&title, &tell, fault, || job(&tell));
        };
        if let Err(error) = std::thread::Builder::new().name(name.into()).spawn(run) {
            (self.tell)(Answer::Action(Action::Message(format!("{name}: no thread to be had: {error}"))));
        }
    }
}

/// Does a job; when it panics there is no outcome, and a line says so.
fn guarded<T>(title: &str, tell: &Tell, fault: impl Fn(String) -> Action, job: impl FnOnce() -> T) -> Option<T> {
    let told = |panic: Box<dyn Any + Send>| tell(Answer::Action(fault(format!("a fault in the program ({title}): {}", said(&*panic)))));
    catch_unwind(AssertUnwindSafe(job)).map_err(told).ok()
}

/// A path as people say it: from the current folder, else from the home folder.
#[must_use]
pub fn short_path(path: &str, here: Option<&Path>, home: Option<&Path>) -> String {
    let below = |folder: Option<&Path>| Path::new(path).strip_prefix(folder.filter(|folder| folder.parent().is_some())?).ok();
    match (below(here), below(home)) {
        (Some(rest), _) => rest.to_string_lossy().into_owned(),
        (None, Some(rest)) => format!("~/{}", rest.to_string_lossy()),
        (None, None) => path.to_owned(),
    }
}

/// What is wrong with the dictionary, in one line.
#[must_use]
pub fn complaint(loaded: &store::Loaded) -> Option<String> {
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
        Input::Stdin | Input::Web(_) => true,
        Input::Entry(..) => false,
        Input::Part(whole, _) => may_wait(whole),
        Input::File(path) => fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()),
    }
}

/// What a panic said.
pub fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it said nothing")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::sync::mpsc::{Receiver, channel};
    use std::time::Duration;

    /// An article of this many paragraphs, of about 1 KiB each; the hundredth, two hundredth … name Riga.
    pub fn long_article(paragraphs: usize) -> Arc<Article> {
        let paragraph = |n: usize| format!("{}{}\n\n", if n.is_multiple_of(100) { "Riga " } else { "" }, "word ".repeat(200));
        let text: String = (1..=paragraphs).map(paragraph).collect();
        Arc::new(source::from_bytes("long.txt", text.into_bytes(), &source::Options::default()).unwrap())
    }

    pub fn riga() -> Arc<Dictionary> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("entities.toml");
        fs::write(&path, "[[place]]\nname = \"Riga\"\n").unwrap();
        Arc::new(store::load(&store::Options { dicts: vec![path], only_dict: true, ..store::Options::default() }).dictionary)
    }

    fn worker(inputs: Vec<Input>) -> (Worker, Receiver<Answer>) {
        let (sender, answers) = channel();
        let tell = Arc::new(move |answer| drop(sender.send(answer)));
        (Worker::new(inputs, source::Options::default(), None, tell), answers)
    }

    fn next(answers: &Receiver<Answer>) -> Answer {
        answers.recv_timeout(Duration::from_secs(30)).expect("an answer")
    }

    #[test]
    fn paths_are_said_from_the_current_folder_or_from_home() {
        let short = |path| short_path(path, Some(Path::new("/home/mia/news")), Some(Path::new("/home/mia")));
        assert_eq!(short("/home/mia/news/entities.toml"), "entities.toml");
        assert_eq!(short("/home/mia/.config/namedrop/entities.toml"), "~/.config/namedrop/entities.toml");
        assert_eq!([short("/srv/all.toml"), short("built in"), short("../all.toml")], ["/srv/all.toml", "built in", "../all.toml"]);
        assert_eq!(short_path("/all.toml", Some(Path::new("/")), Some(Path::new("/"))), "/all.toml");
    }

    #[test]
    fn a_scan_waits_for_the_dictionary() {
        let (mut worker, answers) = worker(Vec::new());
        worker.scan(Scan { generation: 7, article: long_article(100), sight: 0..1, chosen: Vec::new() });
        assert!(answers.try_recv().is_err());
        worker.know(riga(), store::Options::default());
        let Answer::Action(Action::Mentions { generation: 7, facts, last: true, .. }) = next(&answers) else { panic!("no mentions") };
        assert_eq!(facts.mentions().len(), 1);
        worker.scan(Scan { generation: 8, article: long_article(100), sight: 0..1, chosen: Vec::new() });
        assert!(matches!(next(&answers), Answer::Action(Action::Mentions { generation: 8, .. })));
    }

    #[test]
    fn an_article_that_cannot_be_read_is_an_answer_in_words() {
        let (mut worker, answers) = worker(vec![Input::File("missing.txt".into())]);
        worker.open(3, 0, false, false);
        let Answer::Action(Action::Failed { generation: 3, message }) = next(&answers) else { panic!("it was read") };
        assert_eq!(message, "missing.txt: no such file");
    }

    #[test]
    fn of_a_long_file_that_is_read_at_once_the_rest_waits() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.txt");
        fs::write(&path, "A word about Riga.\n\n".repeat(20_000)).unwrap();
        let (mut worker, answers) = worker(vec![Input::File(path)]);
        worker.read_at_once();
        worker.open(4, 0, false, false);
        let Ok(Answer::Action(Action::Begun { generation: 4, article, whole: 400_000 })) = answers.try_recv() else {
            panic!("no beginning")
        };
        assert!(article.text.len() < 40_000);
        assert!(answers.recv_timeout(Duration::from_millis(50)).is_err());
        worker.read_on();
        let Answer::Action(Action::Opened { generation: 4, article }) = next(&answers) else { panic!("it began again") };
        assert_eq!(article.blocks.len(), 20_000);
    }

    #[test]
    fn a_short_file_that_is_read_at_once_is_there_when_it_was_asked_for_and_the_next_is_read_by_a_job() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("short.txt");
        fs::write(&path, "Riga\n").unwrap();
        let (mut worker, answers) = worker(vec![Input::File(path)]);
        worker.read_at_once();
        for generation in [1, 2] {
            worker.open(generation, 0, false, false);
            let answer = if generation == 1 { answers.try_recv().ok() } else { Some(next(&answers)) };
            assert!(matches!(answer, Some(Answer::Action(Action::Opened { generation: told, .. })) if told == generation));
        }
    }

    #[test]
    fn a_job_that_panics_is_an_answer_in_words() {
        let (worker, answers) = worker(Vec::new());
        worker.start("wash", Action::Message, |_| panic!("no water"));
        let Answer::Action(Action::Message(message)) = next(&answers) else { panic!("it was silent") };
        assert_eq!(message, "a fault in the program (wash): no water");
    }
}
