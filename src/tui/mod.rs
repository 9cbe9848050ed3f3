//! The reader in a terminal: the loop between keys, jobs, the session and the screen.
//!
//! One channel brings everything that can happen: bytes of the keyboard, signals, answers of jobs. The loop takes what
//! there is, lets the session know, and draws once. It sleeps as long as nothing happens: no ticks. What the session is
//! stands in [`crate::reader`]; how it looks, in [`draw`]; what keys mean, in [`keys`].

mod browser;
mod changes;
pub mod decode;
pub mod draw;
mod editor;
pub mod encode;
pub mod glyphs;
mod input;
mod keeper;
pub mod keys;
mod less;
pub mod look;
mod memory;
mod mouse;
mod opening;
mod paint;
mod panic;
mod pipe;
mod question;
pub mod rebind;
pub mod recording;
mod scanning;
pub mod screen;
mod sequence;
mod session;
mod signals;
pub mod step;
mod terminal;
pub mod theme;
mod work;
pub mod worker;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use crate::engine::glyph::visible;
use crate::library;
use crate::reader;
use crate::reader::action::Action;
use crate::reader::keymap::Keymap;
use crate::source::{self, Input};
use crate::store;
use recording::{Recorder, Recording};
use session::Session;
use worker::Answer;

/// How many messages may wait. The rest waits where it comes from: keys in the terminal, answers in their jobs.
const WAITING: usize = 64;
/// How long the first screen waits for an article that is not a plain file: `echo … | namedrop` needs no "reading …". And
/// for the rest of a long file that was left further down.
const GRACE: Duration = Duration::from_millis(150);
/// How long the loop may take messages before it draws, however many there are.
const LATEST_DRAW: Duration = Duration::from_millis(30);

/// What the reader is started with.
#[expect(clippy::struct_excessive_bools, reason = "switches of the user that have nothing to do with each other")]
#[derive(Debug)]
pub struct Options {
    /// The articles to read; at least one, or there are more.
    pub articles: Vec<Input>,
    /// Brings more articles, until it is closed.
    pub more: Option<library::find::More>,
    /// How they are read.
    pub reading: source::Options,
    /// Which dictionaries are loaded.
    pub dictionaries: store::Options,
    /// Dark, light, mono, or as the terminal says.
    pub look: look::Choice,
    /// The most columns that text may take, 40 to 90.
    pub measure: u16,
    /// Which keys mean what.
    pub keymap: Arc<Keymap>,
    /// Whether the mouse is used; else it is the terminal's.
    pub mouse: bool,
    /// Whether hints are given, as long as they are remembered.
    pub hints: bool,
    /// Nothing beside the text, for screen readers.
    pub linear: bool,
    /// Where reading begins in the first article.
    pub begin: Option<reader::Begin>,
    /// How wide the terminal draws lines and blocks; `None`: it is asked.
    pub ambiguous: Option<look::Ambiguous>,
    /// Whether addresses on the web are told to the terminal.
    pub links: bool,
    /// The file of what is remembered; `None`: nothing is.
    pub history: Option<PathBuf>,
    /// The folder that what was found in articles is kept in; `None`: it is not kept.
    pub cache: Option<PathBuf>,
    /// Whether the remembered theme counts: nobody has asked for another one.
    pub recalls_theme: bool,
    /// Where the user's wishes stand, to be followed when they change; `None`: nowhere.
    pub configuration: Option<Configuration>,
    /// The new file into which is written what is done.
    pub record: Option<PathBuf>,
    /// What is done before anybody types. A session that replays writes no file and starts no program.
    pub replay: Option<Recording>,
}

/// The configuration file while the reader runs.
#[derive(Clone)]
pub struct Configuration {
    /// The file, whether it is there or not.
    pub path: PathBuf,
    /// Reads it again: what it and the options say together, or what is wrong with it.
    pub read: Arc<dyn Fn() -> Result<Wishes, String>>,
}

impl std::fmt::Debug for Configuration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Configuration").field(&self.path).finish()
    }
}

/// What of the configuration can change while the reader runs.
#[expect(clippy::struct_excessive_bools, reason = "switches of the user that have nothing to do with each other")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wishes {
    /// Dark, light, mono, or as the terminal says.
    pub look: look::Choice,
    /// The most columns that text may take.
    pub measure: u16,
    /// Which keys mean what.
    pub keymap: Arc<Keymap>,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Whether hints are given.
    pub hints: bool,
    /// Nothing beside the text.
    pub linear: bool,
    /// How wide the terminal draws lines and blocks; `None`: as it said itself.
    pub ambiguous: Option<look::Ambiguous>,
    /// Whether addresses on the web are told to the terminal.
    pub links: bool,
}

impl Options {
    /// What of it the configuration may change later.
    fn wishes(&self) -> Wishes {
        Wishes {
            look: self.look,
            measure: self.measure,
            keymap: self.keymap.clone(),
            mouse: self.mouse,
            hints: self.hints,
            linear: self.linear,
            ambiguous: self.ambiguous,
            links: self.links,
        }
    }
}

/// Whatever can happen.
enum Message {
    Bytes(Vec<u8>),
    Signal(signals::Signal),
    Answer(Answer),
}

/// Reads in the terminal that is standard output, until the user quits. What cannot be read at all is a line on standard
/// error and status 2, and the terminal is not touched.
#[must_use]
pub fn run(options: Options) -> ExitCode {
    // NO_COLOR is a matter of the theme; crossterm's own reading of it takes bold and underline away, too.
    crossterm::style::force_color_output(true);
    match start(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            complain(&message);
            ExitCode::from(2)
        }
    }
}

/// # Errors
/// In the user's words; the terminal was given back.
fn start(options: Options) -> Result<(), String> {
    terminal::find()?;
    let single = options.articles.len() == 1 && options.more.is_none();
    let patience = options.articles.first().is_some_and(worker::may_wait).then_some(GRACE);
    let dictionaries = options.dictionaries.clone();
    let record = options.record.clone();
    let recorder = record.as_deref().map(|path| Recorder::new(path, &session::about(&options))).transpose()?;
    let (sender, messages) = sync_channel(WAITING);
    let mut session = Session::new(options, recorder.unwrap_or_default(), answers_to(sender.clone()));
    // Several articles are a list, which waits for none of them.
    if single {
        first_answer(&mut session, &messages, patience)?;
    }

    let no_terminal = |why: std::io::Error| format!("the terminal cannot be used: {why}");
    signals::serve(signals_to(sender.clone())).map_err(no_terminal)?;
    panic::give_the_terminal_back_first(record);
    let guard = terminal::enter().map_err(no_terminal)?;
    let drawn = session.first_draw();
    let keyboard = input::read(move |bytes| sender.send(Message::Bytes(bytes)).is_ok()).map_err(no_terminal)?;
    session.hold_keyboard(keyboard);
    let outcome = drawn.and_then(|()| {
        session.read_on();
        session.load(dictionaries);
        turn(&mut session, &messages)?;
        session.settle(&messages)
    });
    drop(guard);
    if let Err(message) = session.remember() {
        complain(&message);
    }
    match outcome {
        Ok(()) => session.nothing_to_read().map_or(Ok(()), Err),
        // Nothing can be told to anyone: the terminal is gone.
        Err(_) => terminal::die(signal_hook::consts::SIGHUP),
    }
}

/// A line on standard error; when that is closed there is nobody to tell.
fn complain(message: &str) {
    let _ = writeln!(std::io::stderr(), "namedrop: {}", visible(message));
}

fn answers_to(sender: SyncSender<Message>) -> worker::Tell {
    Arc::new(move |answer| drop(sender.send(Message::Answer(answer))))
}

/// Never waits: when the channel is full the loop is awake, and looks at the size by itself.
fn signals_to(sender: SyncSender<Message>) -> impl Fn(signals::Signal) + Send + 'static {
    move |signal| drop(sender.try_send(Message::Signal(signal)))
}

/// Waits for the article before the terminal is taken over, so that an article that cannot be read is plain text.
fn first_answer(session: &mut Session, messages: &Receiver<Message>, patience: Option<Duration>) -> Result<(), String> {
    let first = match patience {
        None => messages.recv().ok(),
        Some(patience) => messages.recv_timeout(patience).ok(),
    };
    let begun = matches!(first, Some(Message::Answer(Answer::Action(Action::Begun { .. }))));
    first.map_or(Ok(()), |message| take_answer(session, message))?;
    // Where reading goes on further down, the beginning alone is no screen.
    if !begun || session.has_article() {
        return Ok(());
    }
    session.read_on();
    messages.recv_timeout(GRACE).map_or(Ok(()), |message| take_answer(session, message))
}

fn take_answer(session: &mut Session, message: Message) -> Result<(), String> {
    match message {
        Message::Answer(Answer::Action(Action::Failed { message, .. })) => Err(message),
        message => session.take(message).map_err(|error| error.to_string()),
    }
}

/// The loop.
///
/// # Errors
/// When the terminal is gone.
fn turn(session: &mut Session, messages: &Receiver<Message>) -> std::io::Result<()> {
    while !session.over() {
        match wait(messages, session.deadline()) {
            Ok(message) => session.take(message)?,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        // Of a storm of events only what comes of it is drawn.
        let latest = Instant::now() + LATEST_DRAW;
        while !session.over() && Instant::now() < latest {
            let Ok(message) = messages.try_recv() else { break };
            session.take(message)?;
        }
        session.time_is_up();
        session.play(messages)?;
        if session.should_stop() {
            session.settle(messages)?;
            session.stop()?;
        }
        session.draw()?;
    }
    Ok(())
}

fn wait(messages: &Receiver<Message>, deadline: Option<Instant>) -> Result<Message, RecvTimeoutError> {
    match deadline {
        None => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
        Some(deadline) => messages.recv_timeout(deadline.saturating_duration_since(Instant::now())),
    }
}
