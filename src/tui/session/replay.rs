//! The session records what is done, or does what was recorded.

use std::io;
use std::sync::mpsc::Receiver;

use super::Session;
use crate::reader::action::{Action, Effect};
use crate::tui::step::Step;
use crate::tui::{Message, Options, look};

/// What a recording says of the session besides what was done: nothing that could name an article or its reader.
pub fn about(options: &Options) -> String {
    let theme = look::theme(options.look, |name| std::env::var(name).ok());
    let (version, system) = (env!("CARGO_PKG_VERSION"), std::env::consts::OS);
    let linear = if options.linear { " linear" } else { "" };
    format!(
        "namedrop {version}, {system}; {:?} {:?} unicode={} measure={}{linear}",
        theme.tone, theme.depth, theme.unicode, options.measure
    )
}

impl Session {
    /// Does the next step of a replay, once nothing is being worked on any more.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn play(&mut self, messages: &Receiver<Message>) -> io::Result<()> {
        if !self.is_replaying() || self.over || !self.worker.is_done() || !self.keeper.is_done() {
            return Ok(());
        }
        // What was answered before the work was done comes first.
        if let Ok(message) = messages.try_recv() {
            return self.take(message);
        }
        let Some(step) = self.replay.as_mut().and_then(Iterator::next) else { return Ok(()) };
        self.playing = true;
        if let Some(action) = step.action(&self.reader) {
            self.act(action);
        }
        self.playing = false;
        if !self.is_replaying() {
            self.act(Action::Message("the recording ends here".to_owned()));
        }
        Ok(())
    }

    pub(super) fn is_replaying(&self) -> bool {
        self.replay.as_ref().is_some_and(|recording| !recording.is_over())
    }

    /// Records a step, before it is done.
    pub(super) fn note(&mut self, step: &Step) {
        if let Err(error) = self.recorder.note(step) {
            self.act(Action::Message(format!("the recording ends here: {error}")));
        }
    }

    /// What a replay does of an effect: somebody else's keys must not write files, start programs or end the session.
    pub(super) fn harmless(&mut self, effect: Effect) -> Option<Effect> {
        if self.replay.is_none() {
            return Some(effect);
        }
        let said = match effect {
            Effect::Save(edit) => {
                self.keeper.keep(edit, "a replay writes no file");
                return None;
            }
            Effect::Quit | Effect::Suspend if self.playing => return None,
            Effect::Export { .. } => "a replay writes no file",
            Effect::Editor { .. } | Effect::Browse(_) => "a replay starts no program",
            Effect::Copy(_) => "a replay leaves the clipboard alone",
            other => return Some(other),
        };
        self.act(Action::Message(said.to_owned()));
        None
    }
}
