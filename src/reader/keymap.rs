//! Which keys mean what, as a value: the shell's table with what the user's configuration changes in it.
//!
//! Keys are names here (`j`, `C-d`, `gg`), nothing of a terminal: help, hints, popups and the palette are made from this,
//! so that they cannot lie. What a terminal event is called, and the table itself, are the shell's business.

use super::Focus;
use super::action::Command;

/// Stands for any letter at the end of a sequence: `m…` is `m` and the letter of a mark.
pub const ANY: char = '…';

/// One row: an action in a focus, and its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where it holds.
    pub focus: Focus,
    /// The keys, the one to be shown in hints first; none: only the palette has it.
    pub keys: Vec<String>,
    /// What they mean.
    pub command: Command,
    /// What the help says; empty where another row says it.
    pub help: &'static str,
    /// The heading in the help; bindings of one heading stand together.
    pub group: &'static str,
}

/// All rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// One row of the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpRow {
    /// A group's heading.
    Heading(&'static str),
    /// Keys, and what they do.
    Keys(String, &'static str),
    /// Nothing.
    Blank,
}

impl Keymap {
    /// The rows in their order.
    #[must_use]
    pub fn new(bindings: Vec<Binding>) -> Self {
        Self { bindings }
    }

    /// All rows.
    #[must_use]
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    fn of(&self, focus: Focus) -> impl Iterator<Item = &Binding> {
        self.bindings.iter().filter(move |binding| binding.focus == focus)
    }

    /// What a key or sequence means in a focus.
    #[must_use]
    pub fn command(&self, focus: Focus, keys: &str) -> Option<Command> {
        self.of(focus).find(|binding| binding.keys.iter().any(|own| own == keys)).map(|binding| binding.command)
    }

    /// What takes any letter after this prefix.
    #[must_use]
    pub fn letter_command(&self, focus: Focus, prefix: char) -> Option<Command> {
        self.command(focus, &format!("{prefix}{ANY}"))
    }

    /// The rows that continue a prefix, each with the sequence that does.
    pub fn continuations(&self, focus: Focus, prefix: char) -> impl Iterator<Item = (&str, &Binding)> {
        let sequence = move |keys: &&String| is_sequence(keys) && keys.starts_with(prefix);
        self.of(focus).filter_map(move |binding| Some((binding.keys.iter().find(sequence)?.as_str(), binding)))
    }

    /// Whether the key only begins sequences.
    #[must_use]
    pub fn is_prefix(&self, focus: Focus, key: char) -> bool {
        self.continuations(focus, key).next().is_some()
    }

    /// The first key of an action, for hints.
    #[must_use]
    pub fn key_of(&self, focus: Focus, command: Command) -> Option<&str> {
        self.of(focus).find(|binding| binding.command == command)?.keys.first().map(String::as_str)
    }

    /// What the help says of an action, wherever it says it.
    #[must_use]
    pub fn help_of(&self, focus: Focus, command: Command) -> &'static str {
        let rows = || self.bindings.iter().filter(|binding| binding.command == command && !binding.help.is_empty());
        rows().find(|binding| binding.focus == focus).or_else(|| rows().next()).map_or("", |binding| binding.help)
    }

    /// The rows of the help, as they stand in one column.
    #[must_use]
    pub fn help(&self) -> Vec<HelpRow> {
        let mut rows = Vec::new();
        let mut group = "";
        for binding in self.bindings.iter().filter(|binding| !binding.group.is_empty()) {
            if binding.group != group {
                group = binding.group;
                if !rows.is_empty() {
                    rows.push(HelpRow::Blank);
                }
                rows.push(HelpRow::Heading(group));
            }
            rows.push(HelpRow::Keys(spoken(&binding.keys), binding.help));
        }
        rows
    }
}

/// Two plain characters, and not the name of a key.
#[must_use]
pub fn is_sequence(keys: &str) -> bool {
    let function_key = keys.strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok());
    keys.chars().count() == 2 && !function_key && keys != "Up"
}

/// Keys as people read them: `Ctrl-d`, `Shift-Tab`, `PgDn`.
#[must_use]
pub fn spoken(keys: &[String]) -> String {
    keys.iter().map(|key| spoken_key(key)).collect::<Vec<_>>().join(" ")
}

/// One key as people read it.
#[must_use]
pub fn spoken_key(key: &str) -> String {
    let modified =
        [("C-", "Ctrl-"), ("S-", "Shift-"), ("A-", "Alt-")].into_iter().find_map(|(short, long)| Some((long, key.strip_prefix(short)?)));
    match modified {
        Some((long, rest)) if !rest.is_empty() => format!("{long}{}", page_key(rest)),
        _ => page_key(key).to_owned(),
    }
}

fn page_key(key: &str) -> &str {
    match key {
        "PageDown" => "PgDn",
        "PageUp" => "PgUp",
        _ => key,
    }
}
