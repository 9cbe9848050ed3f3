//! A file's TOML as typed entries, with every problem of the file at once.
//!
//! Nothing is merged here, and nothing is known of other files but the kinds that lower layers declare.

mod entry;
mod forms;
mod kinds;
mod plain;
mod slices;
#[cfg(test)]
mod tests;

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

pub use plain::Place;
use toml::de::{DeTable, DeValue};

use super::file::File;
use super::finding::{Effect, Finding};
use super::form::{Form, List, Say};
use super::value::{Value, Walk, nearest, quoted};
use crate::engine::dictionary::{Details, Role};
use crate::engine::few::Seldom;
use crate::engine::kind::{KindId, Kinds};

/// The names of top-level tables that are no kinds.
const RESERVED: [&str; 4] = ["defaults", "kinds", "hide", "prefer"];

/// What one file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contents {
    /// The kinds known after this file.
    pub kinds: Kinds,
    /// `[defaults]`
    pub defaults: Defaults,
    /// In the order of the file.
    pub entries: Vec<Entry>,
    /// `[[hide]] id = …`
    pub hidden_ids: Vec<Link>,
    /// `[[hide]] form = …`
    pub hidden_forms: Vec<Link>,
    /// `[[prefer]]`: the form, and the id that it means.
    pub preferred: Vec<(Link, Link)>,
}

/// `[defaults]`: how the forms written in this file may be matched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    /// `case`, `accents`, `inflect`, `edge`
    pub say: Say,
    /// `short`
    pub short: Option<bool>,
    /// `infer`
    pub infer: Option<bool>,
}

/// A word with its bytes in the file: an id, mostly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The word.
    pub text: Arc<str>,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// One entry, as far as it is sound.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The kind.
    pub kind: KindId,
    /// The bytes of its header.
    pub span: Range<usize>,
    /// Given or made of the name.
    pub id: Link,
    /// The headword; an entry that amends a lower layer needs none.
    pub name: Option<Form>,
    /// The forms of all lists.
    pub forms: Vec<(List, Form)>,
    /// `short = false` or `true`, or `Some(false)` for an empty list.
    pub short: Option<bool>,
    /// Whether `heads` is given, if only as an empty list.
    pub heads: bool,
    /// `of`
    pub of: Option<Link>,
    /// `capital`
    pub capital: Option<Link>,
    /// `roles`, each with the bytes of its `of`.
    pub roles: Vec<(Role, Option<Link>)>,
    /// `rank`
    pub rank: Option<i64>,
    /// `infer`
    pub infer: Option<bool>,
    /// What the entry says on how its forms may be matched.
    pub say: Say,
    /// What is passed through; `tags` are among the forms.
    pub details: Seldom<Details>,
    /// `remove`: the list (`None`: roles) and the form to be taken from it.
    pub remove: Vec<(Option<List>, Link)>,
}

/// What one file says, with its entries in parts.
#[derive(Debug, Default)]
pub struct Said {
    /// All but the entries.
    pub contents: Contents,
    /// In the order of the file.
    pub entries: Vec<Entries>,
}

#[cfg(test)]
impl Said {
    /// Whether of some entries only their places are told.
    pub fn has_places(&self) -> bool {
        self.entries.iter().any(|entries| matches!(entries, Entries::Plain(places) if !places.is_empty()))
    }
}

/// Entries that follow each other.
#[derive(Debug)]
pub enum Entries {
    /// As they were read.
    Full(Vec<Entry>),
    /// Plain ones, which are read again when they are wanted.
    Plain(Vec<Place>),
}

impl Entries {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Full(entries) => entries.len(),
            Self::Plain(places) => places.len(),
        }
    }

    /// All of them, of this file.
    fn read(self, file: &File, kinds: &Kinds) -> Vec<Entry> {
        match self {
            Self::Full(entries) => entries,
            Self::Plain(places) => places.into_iter().filter_map(|place| place.entry(file, kinds)).collect(),
        }
    }
}

impl Entry {
    /// Notes the number of the file in which it stands.
    pub fn is_of(&mut self, file: u16) {
        for form in self.name.iter_mut().chain(self.forms.iter_mut().map(|(_, form)| form)) {
            form.written.origin.file = file;
        }
    }
}

impl From<Contents> for Said {
    fn from(mut contents: Contents) -> Self {
        let entries = vec![Entries::Full(std::mem::take(&mut contents.entries))];
        Self { contents, entries }
    }
}

/// A hash of an id, the same for as long as the program runs.
pub fn hash(id: &str) -> u64 {
    static KEYS: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    KEYS.hash_one(id)
}

/// As [`parse`]; of plain entries of a large file only their places are told.
#[must_use]
pub fn parse_in_parts(file: &Arc<File>, below: &Kinds) -> (Option<Said>, Vec<Finding>) {
    if let Some((said, findings)) = slices::said(file, below, slices::worth(file.text.len())) {
        return judged(Some(said), findings);
    }
    let (contents, findings) = parse_whole(file, below);
    (contents.map(Said::from), findings)
}

/// Reads a file's entries. `None` when the file must be refused; the findings, in the order of the file, say why.
#[must_use]
pub fn parse(file: &Arc<File>, below: &Kinds) -> (Option<Contents>, Vec<Finding>) {
    match slices::parse(file, below, slices::worth(file.text.len())) {
        Some((contents, findings)) => judged(Some(contents), findings),
        None => parse_whole(file, below),
    }
}

fn parse_whole(file: &Arc<File>, below: &Kinds) -> (Option<Contents>, Vec<Finding>) {
    let mut walk = Walk::new(file);
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    let contents = contents(&mut walk, table.get_ref(), below);
    if !errors.is_empty() {
        keep_what_precedes(&mut walk, syntax(file, &errors));
    }
    judged(Some(contents), walk.findings)
}

/// Sorts the findings, and refuses the contents if one of them wants that.
fn judged<T>(said: Option<T>, mut findings: Vec<Finding>) -> (Option<T>, Vec<Finding>) {
    findings.sort_by_key(|finding| finding.span.as_ref().map(|span| span.start));
    let refused = findings.iter().any(|finding| finding.effect == Effect::Refused);
    (said.filter(|_| !refused), findings)
}

/// The lines with a syntax error, each with its first one: what follows on a line is mostly its echo.
fn syntax(file: &Arc<File>, errors: &[toml::de::Error]) -> Vec<(Range<usize>, String)> {
    let end = file.text.len();
    // Only keys that are nested too deeply have no place of their own.
    let span = |error: &toml::de::Error| error.span().map_or(0..0, |span| span.start.min(end)..span.end.min(end));
    let mut found: Vec<_> = errors.iter().map(|error| (span(error), format!("no valid TOML: {}", error.message()))).collect();
    found.sort_by_key(|(span, _)| span.start);
    found.dedup_by_key(|(span, _)| file.line(span.start));
    found
}

/// What the schema finds after a syntax error may be its consequence; what it refuses before the first one is sound.
fn keep_what_precedes(walk: &mut Walk, syntax: Vec<(Range<usize>, String)>) {
    let first = syntax.first().map_or(0, |(span, _)| span.start);
    let line = walk.file.line_range(walk.file.line(first)).start;
    let sound = |finding: &Finding| finding.effect == Effect::Refused && finding.span.as_ref().is_some_and(|span| span.start < line);
    walk.findings.retain(sound);
    for (span, message) in syntax {
        walk.refuse(span, message);
    }
}

fn contents(walk: &mut Walk, table: &DeTable, below: &Kinds) -> Contents {
    let mut contents = Contents { kinds: below.clone(), ..Contents::default() };
    if let Some(kinds) = table.get("kinds") {
        kinds::declare(walk, kinds, &mut contents.kinds);
    }
    if let Some(defaults) = table.get("defaults") {
        contents.defaults = kinds::defaults(walk, defaults);
    }
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "kinds" | "defaults" => {}
            "hide" => kinds::hide(walk, value, &mut contents),
            "prefer" => kinds::prefer(walk, value, &mut contents),
            name => match contents.kinds.find(name) {
                Some(kind) => entries(walk, name, kind, value, &mut contents.entries),
                None => unknown_table(walk, name, key.span(), value, &contents.kinds),
            },
        }
    }
    contents.entries.sort_by_key(|entry| entry.span.start);
    contents
}

fn entries(walk: &mut Walk, name: &str, kind: KindId, value: &Value, entries: &mut Vec<Entry>) {
    if value.get_ref().is_table() {
        walk.refuse(value.span(), format!("an entry begins with [[{name}]], not [{name}]"));
        return;
    }
    for item in walk.list(value, name) {
        if let Some(table) = walk.table(item, name) {
            entries.extend(entry::entry(walk, kind, table, &item.span()));
        }
    }
}

/// A top-level name that is neither a kind nor reserved.
fn unknown_table(walk: &mut Walk, name: &str, span: Range<usize>, value: &Value, kinds: &Kinds) {
    let tables = matches!(value.get_ref(), DeValue::Array(_) | DeValue::Table(_));
    let known = kinds.iter().map(|(_, kind)| kind.name.as_str()).chain(RESERVED);
    let advice = match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None if tables => format!("declare it with [kinds.{}]", toml_key(name)),
        None => "entries begin with [[person]], [[place]] and the like".to_owned(),
    };
    let what = if tables { "undeclared kind" } else { "unknown key" };
    walk.refuse(span, format!("{what} {}; {advice}", quoted(name)));
}

/// The name as a key is written in TOML, where that is easy; a placeholder else.
fn toml_key(name: &str) -> &str {
    let bare = name.len() <= 40 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if bare && !name.is_empty() { name } else { "NAME" }
}
