//! What the reader wants done: by the worker, with the dictionary's files, and at the terminal.

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

use super::Session;
use crate::reader::action::{Action, Effect, Newcomer};
use crate::source;
use crate::tui::look::Choice;
use crate::tui::scanning::Scan;
use crate::tui::{browser, editor, signals, terminal};

impl Session {
    pub(super) fn carry_out(&mut self, effect: Effect) {
        let Some(effect) = self.harmless(effect) else { return };
        match effect {
            Effect::Open { generation, index, anew, whole } => {
                self.keeper.watch_article(self.worker.file(index));
                self.worker.open(generation, index, anew, whole);
                self.memory.add(self.reader.changes());
                self.memory.save_aside();
            }
            Effect::Scan { generation, article, sight, chosen } => {
                let chosen = chosen.into_iter().map(|choice| (choice.form, choice.id)).collect();
                self.worker.scan(Scan { generation, article, sight, chosen });
            }
            Effect::Dossier { generation, id, articles } => self.worker.dossier(generation, &id, &articles),
            Effect::Export { name, text } => self.worker.export(name, text),
            Effect::CallOff => self.call_off(),
            Effect::Survey { generation, from } => self.worker.survey(generation, from),
            Effect::Save(edit) => self.keeper.save(edit),
            Effect::UndoEdit => self.keeper.undo(),
            Effect::Editor { file, line } => self.edit(&file, line),
            Effect::Preview { number, edit, article, mentions } => self.worker.preview(number, edit, article, mentions),
            Effect::Unknown { generation, article, mentions } => self.worker.seek(generation, article, mentions),
            Effect::Theme => {
                self.theme = self.theme.next();
                self.look = Choice::Always(self.theme.tone);
                self.reader.remember_theme((self.theme.tone != self.own_tone).then(|| self.theme.tone.word()));
                self.act(Action::Message(format!("theme: {}", self.theme.tone.word())));
            }
            Effect::Mouse => self.hand_over_mouse(),
            Effect::Copy(text) => self.copy(&text),
            Effect::Browse(address) => self.browse(&address),
            Effect::Redraw => self.repaint(),
            Effect::Suspend => signals::stop_job(),
            Effect::Quit => self.over = true,
        }
    }

    /// More articles were found; where there are none at all, there is nothing to do.
    pub(super) fn listed(&mut self, found: Vec<Result<source::Input, source::Error>>, last: bool) {
        let (mut inputs, mut refused) = (Vec::new(), None);
        for found in found {
            match found {
                Ok(input) => inputs.push(input),
                Err(error) => refused = Some(error.to_string()),
            }
        }
        let names = inputs.iter().map(source::Input::doc).collect();
        let keys = inputs.iter().map(source::Input::key).collect();
        self.worker.add(inputs);
        if last {
            self.worker.found_all();
            self.alone = self.worker.len() == 1;
        }
        self.act(Action::Listed { names, keys, last });
        if let Some(message) = refused {
            if last && self.worker.is_empty() {
                self.failed = Some(message);
                self.over = true;
            } else {
                self.act(Action::Message(message));
            }
        }
    }

    /// An article is a feed: worker and reader learn of its entries together, so that both mean the same by an index.
    pub(super) fn unfold(&mut self, opening: Option<u64>, index: usize, entries: Vec<source::Input>, warning: Option<String>) {
        let entries = if self.reader.library().is_unfolded(index) { Vec::new() } else { entries };
        let newcomer = |entry: &source::Input| Newcomer { name: entry.doc(), title: entry.title(), key: entry.key() };
        let newcomers = entries.iter().map(newcomer).collect();
        self.alone &= entries.is_empty();
        self.worker.add(entries);
        self.act(Action::Unfolded { opening, index, entries: newcomers, warning });
    }

    /// Nobody waits any more for what is being fetched. Where there is nothing else to read, that is the end.
    fn call_off(&mut self) {
        self.worker.call_off();
        if self.alone && self.reader.article().is_none() {
            self.failed = Some(format!("{}: called off", self.reader.name()));
            self.over = true;
        }
    }

    /// `zm`: the mouse is ours, or the terminal's, which can select text with it.
    pub(super) fn hand_over_mouse(&mut self) {
        self.mouse.ours = !self.mouse.ours;
        // When the terminal is gone, the next frame finds out.
        let _ = terminal::use_mouse(self.mouse.ours);
        let said = if self.mouse.ours { "the mouse works here; with Shift it is the terminal's" } else { "the mouse is the terminal's" };
        self.act(Action::Message(said.to_owned()));
    }

    /// The terminal's clipboard, over any connection: OSC 52. Whether it is allowed to, only the terminal knows.
    fn copy(&mut self, text: &str) {
        let mut sequence = String::new();
        let written = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence).is_ok();
        if !written || terminal::write(sequence.as_bytes()).is_err() {
            self.act(Action::Message("the terminal does not take what was copied".to_owned()));
        }
    }

    fn browse(&mut self, address: &str) {
        if let Err(message) = browser::open(address) {
            self.act(Action::Message(message));
        }
    }

    /// The terminal and the keyboard are the editor's until it ends; then all is painted anew, and files are looked at.
    fn edit(&mut self, file: &str, line: usize) {
        let Some(keyboard) = &self.keyboard else { return };
        let outcome = keyboard.lent(|keys| editor::run(&editor::path_of(file), line, keys));
        self.repaint();
        self.keeper.look();
        if let Err(message) = outcome {
            self.act(Action::Message(message));
        }
    }
}
