//! One session at the terminal: messages to actions, effects to jobs and to the terminal.

mod effects;
mod input;
mod replay;
mod wishes;

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use super::decode::Decoder;
use super::input::Keyboard;
use super::keeper::Keeper;
use super::look::{self, Ambiguous, Choice};
use super::memory::{self, Memory};
use super::mouse::Mouse;
use super::question::{self, Question};
use super::recording::{Recorder, Recording};
use super::screen::Screen;
use super::step::Step;
use super::theme::{Theme, Tone};
use super::worker::{self, Answer, Tell, Worker};
use super::{Configuration, Message, Options, Wishes, draw, terminal};
use crate::engine::dictionary::Dictionary;
use crate::reader::action::Action;
use crate::reader::{self, Reader};
use crate::{source, store};

pub use replay::about;

/// How often a replay looks whether it can go on.
const REPLAY_PAUSE: Duration = Duration::from_millis(2);

/// The session, and everything of the shell that it needs.
#[expect(clippy::struct_excessive_bools, reason = "each is a state that the others leave alone")]
pub struct Session {
    reader: Reader,
    theme: Theme,
    look: Choice,
    screen: Screen,
    worker: Worker,
    keeper: Keeper,
    /// Once keys are read.
    keyboard: Option<Keyboard>,
    configuration: Option<Configuration>,
    /// What the configuration said when it was read last.
    wished: Wishes,
    decoder: Decoder,
    question: Question,
    mouse: Mouse,
    /// How wide the terminal draws lines and blocks, once it is known.
    ambiguous: Option<Ambiguous>,
    /// When what the decoder holds is complete as it is.
    sequence_ends: Option<Instant>,
    /// When a prefix has waited long enough.
    prefix_shows: Option<Instant>,
    /// Something happened that may show.
    changed: bool,
    over: bool,
    should_stop: bool,
    /// The only article could not be read, and why.
    failed: Option<String>,
    /// There is one article only, and none to come.
    alone: bool,
    memory: Memory,
    /// Why nothing is remembered, to be told once somebody looks.
    complaint: Option<String>,
    /// The tone that the terminal has by itself, as far as it is known.
    own_tone: Tone,
    recorder: Recorder,
    /// What is still to be replayed, in a session that replays; it stays one when nothing is left.
    replay: Option<Recording>,
    /// A step of it is being done.
    playing: bool,
}

impl Session {
    /// A session on these articles; the first is being read from now on.
    pub fn new(options: Options, recorder: Recorder, tell: Tell) -> Self {
        let variable = |name: &str| std::env::var(name).ok();
        let wished = options.wishes();
        let names = options.articles.iter().map(source::Input::doc).collect::<Vec<_>>();
        let alone = names.len() == 1 && options.more.is_none();
        let mut reader = Reader::new(reader::Options {
            articles: names,
            dictionary: Arc::new(Dictionary::default()),
            measure: options.measure,
            keymap: options.keymap,
        });
        let (memory, history, complaint) = Memory::load(options.history);
        let own_tone = look::theme(Choice::Auto, variable).tone;
        let remembered = history.look.theme.as_deref().and_then(Tone::of_word).filter(|_| options.recalls_theme && own_tone != Tone::Mono);
        let look = remembered.map_or(options.look, Choice::Always);
        if let Some(today) = memory::today().filter(|_| memory.remembers()) {
            if options.hints {
                reader.teach(history.look.hints.clone());
            }
            reader.recall(history, today, options.articles.iter().map(crate::source::Input::key).collect());
        }
        let mut own_theme = Theme { links: options.links, ..look::theme(look, variable) };
        own_theme.unicode &= options.ambiguous != Some(Ambiguous::Wide);
        reader.begin_at(options.begin);
        let at_once = alone && !options.articles.first().is_some_and(worker::may_wait);
        let mut worker = Worker::new(options.articles, options.reading, options.cache, tell.clone());
        if at_once {
            worker.read_at_once();
        }
        if let Some(more) = options.more {
            reader.expect_articles();
            worker.expect(more);
        }
        reader.read_linearly(options.linear);
        reader.read_whole(options.reading.raw);
        let keeper = Keeper::new(tell);
        if let Some(configuration) = &options.configuration {
            keeper.watch_config(configuration.path.clone());
        }
        let mut session = Self {
            reader,
            theme: own_theme,
            look,
            screen: Screen::default(),
            worker,
            keeper,
            keyboard: None,
            configuration: options.configuration,
            wished,
            decoder: Decoder::default(),
            question: Question::default(),
            mouse: Mouse::new(options.mouse),
            ambiguous: options.ambiguous,
            sequence_ends: None,
            prefix_shows: None,
            changed: true,
            over: false,
            should_stop: false,
            failed: None,
            alone,
            memory,
            complaint,
            own_tone,
            recorder,
            replay: options.replay,
            playing: false,
        };
        for effect in session.reader.start() {
            session.carry_out(effect);
        }
        session
    }

    /// Draws the first screen and then asks the terminal for its colours: nobody waits for the answer.
    pub fn first_draw(&mut self) -> io::Result<()> {
        self.fit();
        let variable = |name: &str| std::env::var(name).ok();
        let probes = self.theme.unicode && self.ambiguous.is_none() && look::answers(variable);
        if probes {
            self.screen.put_ahead(question::PROBE);
        }
        self.draw()?;
        terminal::use_mouse(self.mouse.ours)?;
        let background = look::may_ask(self.look, variable);
        if background || probes {
            self.question.ask(background)?;
        }
        Ok(())
    }

    /// Reads the rest of an article whose beginning is on the screen.
    pub fn read_on(&mut self) {
        self.worker.read_on();
    }

    /// Loads the dictionary; mentions follow.
    pub fn load(&mut self, dictionaries: store::Options) {
        self.keeper.load(dictionaries);
        if let Some(complaint) = self.complaint.take() {
            self.act(Action::Message(complaint));
        }
    }

    /// Saves what is to be remembered.
    ///
    /// # Errors
    /// In the user's words.
    pub fn remember(&mut self) -> Result<(), String> {
        self.worker.keep();
        self.memory.add(self.reader.changes());
        self.memory.save()
    }

    /// The keyboard can be lent to another program from now on.
    pub fn hold_keyboard(&mut self, keyboard: Keyboard) {
        self.keyboard = Some(keyboard);
    }

    /// Lets a message happen.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn take(&mut self, message: Message) -> io::Result<()> {
        match message {
            Message::Bytes(bytes) => self.bytes(&bytes),
            Message::Signal(signal) => self.signal(signal)?,
            Message::Answer(Answer::Action(action)) => self.act(action),
            Message::Answer(Answer::Dictionary(dictionary, layers)) => {
                self.worker.know(dictionary.clone(), layers);
                self.act(Action::Dictionary(dictionary));
            }
            Message::Answer(Answer::Listed(found, last)) => self.listed(found, last),
            Message::Answer(Answer::Unfolded { opening, index, entries, warning }) => self.unfold(opening, index, entries, warning),
            Message::Answer(Answer::ArticleChanged) => self.act(Action::ArticleChanged),
            Message::Answer(Answer::ConfigChanged) => self.configure(),
        }
        Ok(())
    }

    /// When [`Session::time_is_up`] has something to do.
    pub fn deadline(&self) -> Option<Instant> {
        let replay = self.is_replaying().then(|| Instant::now() + REPLAY_PAUSE);
        [self.sequence_ends, self.prefix_shows, replay].into_iter().flatten().min()
    }

    /// Does what is due by now: nothing may have come before the deadline.
    pub fn time_is_up(&mut self) {
        let due = |at: Option<Instant>| at.is_some_and(|at| at <= Instant::now());
        if due(self.sequence_ends) {
            let mut inputs = Vec::new();
            self.decoder.time_is_up(&mut inputs);
            self.sequence_ends = None;
            self.inputs(inputs);
        }
        if due(self.prefix_shows) {
            self.prefix_shows = None;
            self.note(&Step::Pause);
            self.act(Action::PrefixTimeout);
        }
    }

    /// Draws, if anything happened that may show.
    pub fn draw(&mut self) -> io::Result<()> {
        if self.screen.resized() {
            self.fit();
        }
        if !std::mem::take(&mut self.changed) || self.over {
            return Ok(());
        }
        self.memory.add(self.reader.changes());
        self.memory.save_sometimes();
        let (reader, theme) = (&self.reader, &self.theme);
        let cursor = reader.is_linear().then(|| draw::cursor(reader));
        self.screen.show(cursor, |area, buffer| {
            if !area.is_empty() {
                draw::draw(reader, theme, area, buffer);
            }
        })
    }

    /// Whether there is an article to be seen.
    pub fn has_article(&self) -> bool {
        self.reader.article().is_some()
    }

    /// Whether the session has ended.
    pub fn over(&self) -> bool {
        self.over
    }

    /// Why there was nothing to read, when the only article came too late to refuse it in plain text.
    pub fn nothing_to_read(self) -> Option<String> {
        self.failed
    }

    /// Takes the terminal's answers that are still to come, so that they are not typed into the shell.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn settle(&mut self, messages: &Receiver<Message>) -> io::Result<()> {
        while let Some(until) = self.question.last_wait() {
            match messages.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(message) => self.take(message)?,
                Err(_) => self.question.answered(),
            }
        }
        Ok(())
    }

    /// Whether somebody asked the program to stop until it is continued.
    pub fn should_stop(&self) -> bool {
        self.should_stop
    }

    /// Gives the terminal back, stops, and takes it over again when continued.
    ///
    /// # Errors
    /// When the terminal is gone by then.
    pub fn stop(&mut self) -> io::Result<()> {
        self.should_stop = false;
        terminal::stop_and_return()?;
        self.repaint();
        Ok(())
    }

    fn act(&mut self, action: Action) {
        if let Action::Failed { message, .. } = &action
            && self.alone
            && self.reader.article().is_none()
        {
            self.failed = Some(message.clone());
            self.over = true;
        }
        self.changed = true;
        for effect in self.reader.update(action) {
            self.carry_out(effect);
        }
    }

    fn repaint(&mut self) {
        self.screen.forget();
        self.changed = true;
    }

    /// Tells the session how large the screen is.
    fn fit(&mut self) {
        let area = self.screen.area();
        let (columns, rows) = match &self.replay {
            Some(recording) if !recording.is_over() => recording.size(),
            _ => (area.width, area.height),
        };
        self.note(&Step::Size(columns, rows));
        self.act(Action::Resize(columns, rows));
    }
}
