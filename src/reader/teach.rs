//! Hints while reading: one line at the first start, and later the key that would have saved steps.
//!
//! A hint is a message in the last row, gone with the next key. It is given at most three times, in all sessions together.

use std::collections::BTreeMap;
use std::collections::VecDeque;

use super::action::{Command, Stop, Way};
use super::keymap::spoken_key;
use super::{Focus, Reader};
use crate::engine::dictionary::EntityIx;
use crate::engine::glyph::columns;

/// How often a hint is given.
const TIMES: u8 = 3;
/// The name under which the line of the first start is remembered.
const START: &str = "start";
/// Between its parts.
const DOT: &str = " · ";
/// Steps among which a name that is come to again and again is noticed.
const STEPS: usize = 10;

/// After a command was given so often in a row: another one, and what it does.
struct Rule {
    name: &'static str,
    focus: Focus,
    after: fn(Command) -> bool,
    times: usize,
    key: Command,
    says: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        name: "page",
        focus: Focus::Article,
        after: |command| command == Command::Line(Way::Next),
        times: 20,
        key: Command::Page(Way::Next),
        says: "turns the page",
    },
    Rule {
        name: "page-back",
        focus: Focus::Article,
        after: |command| command == Command::Line(Way::Previous),
        times: 20,
        key: Command::Page(Way::Previous),
        says: "turns the page back",
    },
    Rule {
        name: "end",
        focus: Focus::Article,
        after: |command| command == Command::Page(Way::Next),
        times: 12,
        key: Command::Bottom,
        says: "goes to the end, 12 before it to paragraph 12",
    },
    Rule {
        name: "letters",
        focus: Focus::Article,
        after: |command| matches!(command, Command::Step(Stop::Any, _)),
        times: 12,
        key: Command::Hints,
        says: "shows letters that lead to every name in sight",
    },
    Rule {
        name: "first",
        focus: Focus::Article,
        after: |command| command == Command::Step(Stop::SameEntity, Way::Previous),
        times: 5,
        key: Command::First,
        says: "goes to its first mention",
    },
    Rule {
        name: "fold",
        focus: Focus::Article,
        after: |command| matches!(command, Command::Repeat(_)),
        times: 8,
        key: Command::Fold,
        says: "shows only the paragraphs with it",
    },
    Rule {
        name: "filter",
        focus: Focus::Cast,
        after: |command| matches!(command, Command::Line(_)),
        times: 12,
        key: Command::Filter,
        says: "finds a name in the cast",
    },
];

/// What was noticed so far.
#[derive(Debug, Default)]
pub(super) struct Teacher {
    wanted: bool,
    /// How often each hint was given, by name.
    given: BTreeMap<String, u8>,
    /// Which command was given last, and how often in a row.
    run: Option<(Command, usize)>,
    /// Whom the last steps led to.
    met: VecDeque<EntityIx>,
}

impl Reader {
    /// Hints are given from now on, except those that were given often enough. To be called before [`Reader::start`].
    pub fn teach(&mut self, given: BTreeMap<String, u8>) {
        self.teacher = Teacher { wanted: true, given, ..Teacher::default() };
    }

    /// Whether hints are given from now on; how often each was given stays known.
    pub fn give_hints(&mut self, wanted: bool) {
        self.teacher.wanted = wanted;
    }

    /// How often each hint was given.
    #[must_use]
    pub fn hints_given(&self) -> &BTreeMap<String, u8> {
        &self.teacher.given
    }

    /// The line of the first start. In a narrow window the ways to the help and out remain.
    pub(super) fn greet(&mut self) {
        if self.size() != (0, 0) && self.teacher.wanted && !self.teacher.given.contains_key(START) && self.message.is_none() {
            let key = |focus, command| self.keymap().key_of(focus, command).map(spoken_key).unwrap_or_default();
            let keys = [
                (Command::Step(Stop::Any, Way::Next), "next name"),
                (Command::Enter, "its card"),
                (Command::Page(Way::Next), "page"),
                (Command::Help, "all keys"),
                (Command::Close, "quit"),
            ];
            let mut parts = keys.map(|(command, word)| format!("{} {word}", key(Focus::Article, command))).to_vec();
            let room = usize::from(self.size().0).saturating_sub(2);
            for least in [2, 1, 0, 1] {
                if columns(&parts.join(DOT)) > room {
                    parts.remove(least);
                }
            }
            let said = parts.join(DOT);
            self.teacher.given.insert(START.to_owned(), TIMES);
            self.say(said);
        }
    }

    /// After a command, given without a count: whether another key would have saved steps.
    pub(super) fn notice(&mut self, command: Command) {
        if !self.teacher.wanted {
            return;
        }
        let times = self.teacher.run.filter(|(before, _)| *before == command).map_or(1, |(_, times)| times + 1);
        self.teacher.run = Some((command, times));
        let focus = self.focus;
        let due = RULES.iter().find(|rule| rule.focus == focus && (rule.after)(command) && times.is_multiple_of(rule.times));
        match due {
            Some(rule) => self.hint_at(rule.name, rule.key, rule.says),
            None if self.comes_back(command) => {
                self.hint_at("same", Command::Step(Stop::SameEntity, Way::Next), "goes to its next mention");
            }
            None => {}
        }
    }

    /// Whether steps from name to name led to the same one again and again, past others.
    fn comes_back(&mut self, command: Command) -> bool {
        if command != Command::Step(Stop::Any, Way::Next) {
            self.teacher.met.clear();
            return false;
        }
        let Some(entity) = self.subject() else { return false };
        self.teacher.met.push_back(entity);
        if self.teacher.met.len() > STEPS {
            self.teacher.met.pop_front();
        }
        let again = self.teacher.met.iter().filter(|met| **met == entity).count() >= 3;
        if again {
            self.teacher.met.clear();
        }
        again
    }

    fn hint_at(&mut self, name: &str, command: Command, says: &str) {
        let given = self.teacher.given.get(name).copied().unwrap_or(0);
        let Some(key) = self.keymap().key_of(self.focus, command).map(spoken_key) else { return };
        if given < TIMES && self.message.is_none() {
            self.teacher.given.insert(name.to_owned(), given + 1);
            self.say(format!("hint: {key} {says}"));
        }
    }
}
