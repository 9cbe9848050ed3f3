//! The keeper of the dictionary: one thread that loads, saves and undoes, one after the other, and once a second looks
//! whether somebody else changed a file.
//!
//! Looking is polling: modification time, size and inode of a dozen files cost nothing that could be measured, work on
//! network file systems, too, and need no further crate (notify's licence, CC0, is none of those that the project takes).
//! What the keeper itself wrote is known to it when it looks next, so that it is no change.

use std::collections::VecDeque;
use std::env;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, SystemTime};

use super::work::{Work, Working};
use super::worker::{Answer, Tell, complaint, said, short_path};
use crate::engine::dictionary::Dictionary;
use crate::engine::edit::Edit;
use crate::engine::glyph::visible;
use crate::library::compiled;
use crate::reader::action::Action;
use crate::store;
use crate::store::edit::Refusal;
use crate::store::save::{self, Saved};

/// How often files are looked at.
const PERIOD: Duration = Duration::from_secs(1);
/// Edits that can be taken back.
const MOST: usize = 200;

/// What the keeper is asked for.
enum Wish {
    Load(store::Options),
    Save(Edit),
    /// Make an edit for this run only, for this reason.
    Keep(Edit, &'static str),
    Undo,
    /// The article that is open, where it is a file, as it looked before it was read.
    Article(Watched),
    /// The configuration file, whether it is there or not.
    Config(Watched),
    /// Look at the files now.
    Look,
}

/// Asks the keeper. Dropped, it ends.
pub struct Keeper {
    wishes: Sender<(Wish, Working)>,
    work: Work,
    /// What the thread takes over when it starts.
    idle: Option<(Receiver<(Wish, Working)>, Tell)>,
}

impl Keeper {
    /// A keeper whose every answer goes to `tell`. It begins with its first dictionary, and until then wishes wait: no
    /// thread stands in the way of the first screen.
    pub fn new(tell: Tell) -> Self {
        let (sender, wishes) = channel();
        Self { wishes: sender, work: Work::default(), idle: Some((wishes, tell)) }
    }

    /// Loads the dictionary, and again whenever one of its files changes.
    pub fn load(&mut self, options: store::Options) {
        self.ask(Wish::Load(options));
        if let Some((wishes, tell)) = self.idle.take() {
            let keep = move || Keeping::new(tell).run(&wishes);
            // Without a thread nothing is loaded, which shows at once.
            let _ = std::thread::Builder::new().name("keeper".into()).spawn(keep);
        }
    }

    /// Makes an edit and loads the dictionary again.
    pub fn save(&self, edit: Edit) {
        self.ask(Wish::Save(edit));
    }

    /// Makes an edit that no file is to know of, for this reason.
    pub fn keep(&self, edit: Edit, reason: &'static str) {
        self.ask(Wish::Keep(edit, reason));
    }

    /// Whether every wish was granted and answered.
    pub fn is_done(&self) -> bool {
        self.work.is_done()
    }

    /// Takes the last edit back and loads the dictionary again.
    pub fn undo(&self) {
        self.ask(Wish::Undo);
    }

    /// Watches this article instead of the one before.
    pub fn watch_article(&self, path: Option<PathBuf>) {
        self.ask(Wish::Article(Watched::of(path.into_iter().collect())));
    }

    /// Watches the configuration.
    pub fn watch_config(&self, path: PathBuf) {
        self.ask(Wish::Config(Watched::of(vec![path])));
    }

    /// Looks at the files at once.
    pub fn look(&self) {
        self.ask(Wish::Look);
    }

    fn ask(&self, wish: Wish) {
        let _ = self.wishes.send((wish, self.work.begin()));
    }
}

/// What a file looks like from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    size: u64,
    inode: u64,
}

/// `None`: there is no such file, or nobody may look.
fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    Some(Stamp { modified: metadata.modified().ok(), size: metadata.len(), inode: inode(&metadata) })
}

#[cfg(unix)]
fn inode(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_: &fs::Metadata) -> u64 {
    0
}

/// Files and how they looked.
#[derive(Default)]
struct Watched(Vec<(PathBuf, Option<Stamp>)>);

impl Watched {
    fn of(paths: Vec<PathBuf>) -> Self {
        Self(paths.into_iter().map(|path| (path.clone(), stamp(&path))).collect())
    }

    /// Whether any of them looks otherwise than before.
    fn changed(&mut self) -> bool {
        let mut changed = false;
        for (path, known) in &mut self.0 {
            let now = stamp(path);
            changed |= now != *known;
            *known = now;
        }
        changed
    }
}

/// An edit of this run.
enum Done {
    Saved(Saved, String),
    /// It is kept for this run only: with what was there before it.
    Kept(String, String),
}

struct Keeping {
    tell: Tell,
    options: store::Options,
    loaded: bool,
    dictionary: Arc<Dictionary>,
    done: VecDeque<Done>,
    layers: Watched,
    article: Watched,
    config: Watched,
}

impl Keeping {
    fn new(tell: Tell) -> Self {
        Self {
            tell,
            options: store::Options::default(),
            loaded: false,
            dictionary: Arc::default(),
            done: VecDeque::new(),
            layers: Watched::default(),
            article: Watched::default(),
            config: Watched::default(),
        }
    }

    fn run(mut self, wishes: &Receiver<(Wish, Working)>) {
        loop {
            match wishes.recv_timeout(PERIOD) {
                Ok((wish, _until_the_last_answer)) => {
                    // A fault in one wish is a line in the status row; the next one is granted.
                    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| self.grant(wish))) {
                        self.say(&format!("a fault in the program (dictionary): {}", said(&*panic)));
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.look(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn grant(&mut self, wish: Wish) {
        match wish {
            Wish::Load(options) => {
                self.options = options;
                self.loaded = true;
                self.load(None);
            }
            Wish::Save(edit) => self.save(&edit),
            Wish::Keep(edit, reason) => self.keep(&edit, reason),
            Wish::Undo => self.undo(),
            Wish::Article(file) => self.article = file,
            Wish::Look => self.look(),
            Wish::Config(file) => self.config = file,
        }
    }

    /// Looks whether somebody changed a file.
    fn look(&mut self) {
        if self.loaded && self.layers.changed() {
            self.reload();
        }
        if self.article.changed() {
            (self.tell)(Answer::ArticleChanged);
        }
        if self.config.changed() {
            (self.tell)(Answer::ConfigChanged);
        }
    }

    /// Loads the dictionary; `said` is told when it is there, unless something is wrong with it.
    fn load(&mut self, said: Option<String>) {
        let (loaded, complaint) = self.read();
        self.take(loaded, complaint.or(said));
    }

    /// Somebody changed a file: one that is broken now changes nothing.
    fn reload(&mut self) {
        let (loaded, complaint) = self.read();
        if loaded.refused().next().is_some() {
            self.say(&format!("{}; the dictionary stays as it was", complaint.unwrap_or_default()));
            return;
        }
        self.take(loaded, Some(complaint.unwrap_or_else(|| "the dictionary was changed, and read again".to_owned())));
    }

    /// The stamps are taken first: what changes while it is read is seen the next time.
    fn read(&mut self) -> (store::Loaded, Option<String>) {
        self.layers = Watched::of(store::layers::places(&self.options));
        let mut loaded = compiled::load(&self.options);
        let complaint = complaint(&loaded);
        for file in &mut loaded.dictionary.files {
            *file = shortened(file).into();
        }
        (loaded, complaint)
    }

    fn take(&mut self, loaded: store::Loaded, said: Option<String>) {
        self.dictionary = Arc::new(loaded.dictionary);
        let options = self.options.clone();
        (self.tell)(Answer::Dictionary(self.dictionary.clone(), options));
        if let Some(said) = said {
            self.say(&said);
        }
    }

    fn save(&mut self, edit: &Edit) {
        let words = edit.words();
        match store::own::save(&self.options, edit, &self.dictionary.kinds) {
            Ok(saved) => {
                let said = format!("{words} · saved to {}", shortened(&saved.path.to_string_lossy()));
                self.remember(Done::Saved(saved, words));
                self.load(Some(said));
            }
            Err(Refusal::Edit(reason)) => self.say(&format!("not saved: {reason}")),
            Err(Refusal::File(reason)) => self.keep(edit, &reason),
        }
    }

    /// The file cannot take it: it holds for this run.
    fn keep(&mut self, edit: &Edit, reason: &str) {
        let before = self.options.unsaved.clone();
        let reason = from_home(reason);
        match store::own::keep(&before, edit, &self.dictionary.kinds) {
            Ok(unsaved) => {
                self.options.unsaved = unsaved;
                self.remember(Done::Kept(before, edit.words()));
                self.load(Some(format!("not saved: {reason}; it holds until you quit")));
            }
            Err(Refusal::Edit(also) | Refusal::File(also)) => self.say(&format!("not saved: {reason}; {also}")),
        }
    }

    fn undo(&mut self) {
        let Some(last) = self.done.pop_back() else {
            self.say("nothing to undo: no edit was made in this session");
            return;
        };
        match last {
            Done::Saved(saved, words) => match save::undo(&saved, &self.dictionary.kinds) {
                Ok(()) => self.load(Some(format!("undone: {words}"))),
                Err(Refusal::Edit(reason) | Refusal::File(reason)) => {
                    self.say(&format!("not undone: {reason}"));
                    self.done.push_back(Done::Saved(saved, words));
                }
            },
            Done::Kept(before, words) => {
                self.options.unsaved = before;
                self.load(Some(format!("undone: {words}")));
            }
        }
    }

    fn remember(&mut self, done: Done) {
        if self.done.len() >= MOST {
            self.done.pop_front();
        }
        self.done.push_back(done);
    }

    fn say(&self, message: &str) {
        (self.tell)(Answer::Action(Action::Message(visible(message).into_owned())));
    }
}

/// What names files below the home folder, with `~` for it: a row is short.
pub fn from_home(message: &str) -> String {
    message.replace(&*home(), "~")
}

fn home() -> std::borrow::Cow<'static, str> {
    let home = env::home_dir().filter(|home| home.parent().is_some());
    home.map_or("\u{0}".into(), |home| home.to_string_lossy().into_owned().into())
}

fn shortened(path: &str) -> String {
    short_path(path, env::current_dir().ok().as_deref(), env::home_dir().as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{Receiver, channel};

    struct Fixture {
        folder: tempfile::TempDir,
        keeper: Keeper,
        answers: Receiver<Answer>,
    }

    impl Fixture {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let (sender, answers) = channel();
            let sender = std::sync::Mutex::new(sender);
            let keeper = Keeper::new(Arc::new(move |answer| drop(sender.lock().unwrap().send(answer))));
            let mut fixture = Self { folder, keeper, answers };
            std::fs::write(fixture.path(), "[[place]]\nname = \"Riga\"\n").unwrap();
            let options = store::Options { dicts: vec![fixture.path()], only_dict: true, ..store::Options::default() };
            fixture.keeper.load(options);
            assert_eq!(fixture.names(), ["Riga"]);
            fixture
        }

        fn path(&self) -> PathBuf {
            self.folder.path().join("own.toml")
        }

        fn next(&self) -> Answer {
            self.answers.recv_timeout(Duration::from_secs(20)).expect("an answer")
        }

        fn names(&self) -> Vec<String> {
            let Answer::Dictionary(dictionary, _) = self.next() else { panic!("no dictionary") };
            dictionary.entities().map(|entity| entity.name.text.clone()).collect()
        }

        fn said(&self) -> String {
            let Answer::Action(Action::Message(message)) = self.next() else { panic!("no message") };
            message
        }
    }

    fn add(name: &str) -> Edit {
        Edit::Add { kind: "person".into(), id: name.to_lowercase(), name: name.into(), note: String::new(), aliases: Vec::new() }
    }

    #[test]
    fn an_edit_is_saved_loaded_told_and_undone_and_is_no_change_by_somebody_else() {
        let fixture = Fixture::new();
        fixture.keeper.save(add("Ada"));
        assert_eq!(fixture.names(), ["Ada", "Riga"]);
        assert!(fixture.said().starts_with("added Ada · saved to "));
        fixture.keeper.save(add("Ada"));
        assert_eq!(fixture.said(), "not saved: the file has an entry with the id ada already, in line 4");
        fixture.keeper.undo();
        assert_eq!(fixture.names(), ["Riga"]);
        assert_eq!(fixture.said(), "undone: added Ada");
        fixture.keeper.undo();
        assert_eq!(fixture.said(), "nothing to undo: no edit was made in this session");
        assert!(fixture.answers.recv_timeout(Duration::from_millis(1500)).is_err(), "its own writing is no news");
    }

    #[test]
    fn what_somebody_else_writes_is_read_and_what_is_broken_is_told_and_changes_nothing() {
        let fixture = Fixture::new();
        std::fs::write(fixture.path(), "[[place]]\nname = \"Rom\"\n").unwrap();
        assert_eq!(fixture.names(), ["Rom"]);
        assert_eq!(fixture.said(), "the dictionary was changed, and read again");
        std::fs::write(fixture.path(), "[[place]]\nname = \n").unwrap();
        let said = fixture.said();
        assert!(said.contains("own.toml:2:8: no valid TOML") && said.ends_with("; the dictionary stays as it was"), "{said}");
        fixture.keeper.save(add("Ada"));
        assert!(matches!(fixture.next(), Answer::Dictionary(..)));
        assert!(fixture.said().contains("own.toml:2"));
        std::fs::write(fixture.path(), "[[place]]\nname = \"Rom\"\n").unwrap();
        assert_eq!(fixture.names(), ["Ada", "Rom"], "what could not be saved holds for this run");
    }

    #[test]
    fn what_is_changed_before_the_first_dictionary_is_asked_for_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("a.txt");
        std::fs::write(&article, "one").unwrap();
        let (sender, answers) = channel();
        let sender = std::sync::Mutex::new(sender);
        let mut keeper = Keeper::new(Arc::new(move |answer| drop(sender.lock().unwrap().send(answer))));
        keeper.watch_article(Some(article.clone()));
        std::fs::write(&article, "three").unwrap();
        keeper.load(store::Options { only_dict: true, ..store::Options::default() });
        let answers: Vec<Answer> = (0..2).filter_map(|_| answers.recv_timeout(Duration::from_secs(20)).ok()).collect();
        assert!(answers.iter().any(|answer| matches!(answer, Answer::ArticleChanged)));
    }

    #[test]
    fn a_changed_article_and_a_changed_configuration_are_told() {
        let fixture = Fixture::new();
        let (article, config) = (fixture.folder.path().join("a.txt"), fixture.folder.path().join("config.toml"));
        std::fs::write(&article, "one").unwrap();
        fixture.keeper.watch_article(Some(article.clone()));
        fixture.keeper.watch_config(config.clone());
        std::thread::sleep(Duration::from_millis(50));
        std::fs::write(&article, "three").unwrap();
        assert!(matches!(fixture.next(), Answer::ArticleChanged));
        std::fs::write(&config, "theme = 'dark'").unwrap();
        assert!(matches!(fixture.next(), Answer::ConfigChanged));
    }
}
