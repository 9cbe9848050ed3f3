//! One [`Edit`] applied to the text of a dictionary file: bytes are put in at places that the parser tells, and every
//! other byte stays – comments, order, line ends, a byte order mark, a missing line end at the end. Nothing is read or
//! written here.
//!
//! What comes out is parsed again and compared: the old entries and exactly the one change, or the edit is refused.

mod bulk;
mod change;
mod expect;
mod splice;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub use bulk::{Merged, merge};
pub use change::Change;
pub use splice::text as quoted_toml;

use super::file::File;
use super::form::{List, fault};
use super::schema::{self, Contents, Entry};
use super::slug::slug;
use crate::engine::edit::{Changes, Edit, Subject};
use crate::engine::kind::Kinds;
use splice::{Splice, Splices};

/// Why an edit was not made, in the user's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The edit itself cannot be: there is such an entry already, a form is blank …
    Edit(String),
    /// The file is not one that can be changed now; the edit is good.
    File(String),
}

/// A file's text with what it says.
struct Source<'a> {
    text: &'a str,
    table: &'a DeTable<'a>,
    contents: &'a Contents,
}

/// What the edit changes in `text`. `kinds` are those known without this file. `lower`: whether what is amended stands in
/// a layer below this file; otherwise an amendment repeats the name, so that it is whole by itself.
///
/// # Errors
/// The edit cannot be made, or not without changing something else.
pub fn edit(text: &str, edit: &Edit, kinds: &Kinds, lower: bool) -> Result<Change, Refusal> {
    check_words(edit)?;
    let edit = &tidy(edit);
    let bom = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let body = &text[bom..];
    let before = parse(body, kinds)?;
    let table = DeTable::parse(body).map_err(|error| Refusal::File(error.message().to_owned()))?;
    let source = Source { text: body, table: table.get_ref(), contents: &before };
    let mut splices = match edit {
        Edit::Add { kind, id, name, note, aliases } => source.add_entry(kind, id, name, note, aliases)?,
        Edit::Amend { of, changes } => source.amend(of, changes, lower)?,
        Edit::HideForm(form) => source.add("hide", &[("form", splice::text(form))]),
        Edit::HideEntry(of) => source.add("hide", &[("id", splice::text(&of.id))]),
        Edit::Prefer { form, of } => source.add("prefer", &[("form", splice::text(form)), ("id", splice::text(&of.id))]),
    };
    splices.shift(bom);
    let change = splices.into_change(text);
    let after = parse(change.done(text).as_deref().unwrap_or(text).trim_start_matches('\u{FEFF}'), kinds)?;
    expect::verify(&before, &after, edit).map_err(Refusal::Edit)?;
    Ok(change)
}

/// Takes a change back, wherever in the file it stands by now.
///
/// # Errors
/// It was changed since, or the file would be broken without it.
pub fn undo(text: &str, change: &Change, kinds: &Kinds) -> Result<String, Refusal> {
    let changed = "what was saved was changed since then; the file is left as it is";
    let undone = change.undone(text).ok_or_else(|| Refusal::File(changed.to_owned()))?;
    parse(undone.trim_start_matches('\u{FEFF}'), kinds)?;
    Ok(undone)
}

/// What a text without a byte order mark says.
fn parse(text: &str, kinds: &Kinds) -> Result<Contents, Refusal> {
    let file = Arc::new(File::new("", text.to_owned()));
    let (contents, findings) = schema::parse(&file, kinds);
    contents.ok_or_else(|| {
        let first = findings.iter().find(|finding| finding.effect == super::Effect::Refused);
        Refusal::File(first.map_or_else(String::new, |finding| {
            let (line, column) = finding.position();
            format!("line {line}:{column}: {}", finding.message)
        }))
    })
}

/// The edit with each form once, without blanks around it.
fn tidy(edit: &Edit) -> Edit {
    let once = |forms: &[String]| {
        let mut kept: Vec<String> = Vec::new();
        for form in forms.iter().map(|form| form.trim()) {
            if !kept.iter().any(|known| known == form) {
                kept.push(form.to_owned());
            }
        }
        kept
    };
    let mut edit = edit.clone();
    match &mut edit {
        Edit::Add { name, aliases, .. } => (*name, *aliases) = (name.trim().to_owned(), once(aliases)),
        Edit::Amend { changes, .. } => {
            for list in [&mut changes.aliases, &mut changes.without, &mut changes.not] {
                *list = once(list);
            }
            changes.without.retain(|form| !changes.aliases.contains(form));
        }
        _ => {}
    }
    edit
}

/// Every word of an edit is a sound form.
fn check_words(edit: &Edit) -> Result<(), Refusal> {
    let words: Vec<&str> = match edit {
        Edit::Add { id, name, aliases, .. } => [id.as_str(), name].into_iter().chain(aliases.iter().map(String::as_str)).collect(),
        Edit::Amend { changes, .. } => {
            let lists = changes.aliases.iter().chain(&changes.without).chain(&changes.not).map(String::as_str);
            changes.name.as_deref().into_iter().chain(lists).collect()
        }
        Edit::HideForm(form) | Edit::Prefer { form, .. } => vec![form],
        Edit::HideEntry(_) => Vec::new(),
    };
    let note = match edit {
        Edit::Add { note, .. } => Some(note.as_str()),
        Edit::Amend { changes, .. } => changes.note.as_deref(),
        _ => None,
    };
    let bad = words.into_iter().find_map(|word| fault(word).map(|fault| (word, fault)));
    let bad = bad.or(note.filter(|note| note.chars().any(char::is_control)).map(|note| (note, "holds a control character")));
    bad.map_or(Ok(()), |(word, fault)| {
        Err(Refusal::Edit(if word.trim().is_empty() { format!("a name {fault}") } else { format!("“{word}” {fault}") }))
    })
}

impl Source<'_> {
    fn add_entry(&self, kind: &str, id: &str, name: &str, note: &str, aliases: &[String]) -> Result<Splices, Refusal> {
        if let Some(known) = self.contents.entries.iter().find(|entry| *entry.id.text == *id) {
            return Err(Refusal::Edit(format!("the file has an entry with the id {id} already, in line {}", self.line(known))));
        }
        let mut pairs = Vec::new();
        if slug(name) != id {
            pairs.push(("id", splice::text(id)));
        }
        pairs.push(("name", splice::text(name)));
        if !aliases.is_empty() {
            pairs.push(("aliases", splice::list(aliases)));
        }
        if !note.is_empty() {
            pairs.push(("note", splice::text(note)));
        }
        Ok(self.add(kind, &pairs))
    }

    fn line(&self, entry: &Entry) -> usize {
        1 + self.text.get(..entry.span.start).map_or(0, |before| before.matches('\n').count())
    }

    /// A table more in the list of this name: at the end of the file, or in the list where that is written as one.
    fn add(&self, name: &str, pairs: &[(&str, String)]) -> Splices {
        let written = self.table.get(name).filter(|list| self.opens(list, '['));
        if let Some(list) = written.filter(|list| elements(list).is_none_or(|all| all.first().is_none_or(|first| self.opens(first, '{')))) {
            return vec![self.push(list, &[splice::inline(pairs)])].into();
        }
        let lines = [format!("[[{}]]", splice::key(name))].into_iter().chain(pairs.iter().map(|(key, value)| format!("{key} = {value}")));
        vec![splice::at_end(self.text, &lines.collect::<Vec<_>>())].into()
    }

    fn amend(&self, of: &Subject, changes: &Changes, lower: bool) -> Result<Splices, Refusal> {
        let Some(entry) = self.contents.entries.iter().find(|entry| entry.id.text == of.id) else {
            return self.amend_from_outside(of, changes, lower);
        };
        let own_kind = &self.contents.kinds[entry.kind].name;
        if *own_kind != of.kind {
            return Err(Refusal::File(format!("{} is a {own_kind} in line {}, not a {}", of.id, self.line(entry), of.kind)));
        }
        let item = self.item(entry, own_kind).ok_or_else(|| Refusal::File(format!("the entry {} was not found again", of.id)))?;
        let table = item.get_ref().as_table().ok_or_else(|| Refusal::File(format!("{} is no table", of.id)))?;
        let mut splices = Splices::default();
        let mut fresh: Vec<(&str, String)> = Vec::new();
        if changes.name.is_some() && !table.contains_key("id") {
            // It was made of the name, and the entry stays the same one.
            fresh.push(("id", splice::text(&of.id)));
        }
        for (key, value) in [("name", &changes.name), ("note", &changes.note)] {
            let Some(value) = value else { continue };
            match table.get(key) {
                Some(old) => splices.push(Splice { at: text_of(old), new: splice::text(value) }),
                None => fresh.push((key, splice::text(value))),
            }
        }
        let (own, removed, all_gone) = self.aliases_without(table, &changes.without);
        splices.extend(own);
        for (key, forms) in [("aliases", &changes.aliases), ("not", &changes.not), ("remove", &removed)] {
            let forms: Vec<String> = forms.iter().filter(|form| !has(entry, key, form)).map(|form| splice::text(form)).collect();
            if forms.is_empty() {
                continue;
            }
            match table.get(key) {
                // In the place of all that go.
                Some(_)
                    if key == "aliases"
                        && let Some(at) = &all_gone =>
                {
                    splices.push(Splice { at: at.end..at.end, new: forms.join(", ") });
                }
                Some(list) => splices.push(self.push(list, &forms)),
                None => fresh.push((key, format!("[{}]", forms.join(", ")))),
            }
        }
        if !fresh.is_empty() {
            splices.push(splice::keys(self.text, item, table, &fresh));
        }
        if let Some(kind) = &changes.kind {
            splices.push(self.other_kind(item, table, own_kind, kind)?);
        }
        if splices.is_empty() { Err(Refusal::Edit("nothing would change".to_owned())) } else { Ok(splices) }
    }

    /// The entry is in another layer: an entry of the same id here adds to it.
    fn amend_from_outside(&self, of: &Subject, changes: &Changes, lower: bool) -> Result<Splices, Refusal> {
        if changes.kind.is_some() {
            return Err(Refusal::Edit(format!("the kind of {} is set in another file; change it there", of.name)));
        }
        let mut pairs = vec![("id", splice::text(&of.id))];
        let name = changes.name.as_deref().or((!lower).then_some(of.name.as_str()));
        pairs.extend(name.map(|name| ("name", splice::text(name))));
        pairs.extend(changes.note.as_deref().map(|note| ("note", splice::text(note))));
        let removed: Vec<String> = changes.without.iter().map(|form| format!("aliases:{form}")).collect();
        for (key, forms) in [("aliases", &changes.aliases), ("not", &changes.not), ("remove", &removed)] {
            if !forms.is_empty() {
                pairs.push((key, splice::list(forms)));
            }
        }
        if changes.is_empty() { Err(Refusal::Edit("nothing would change".to_owned())) } else { Ok(self.add(&of.kind, &pairs)) }
    }

    /// The table of an entry.
    fn item(&self, entry: &Entry, kind: &str) -> Option<&Spanned<DeValue<'_>>> {
        elements(self.table.get(kind)?)?.iter().find(|item| item.span() == entry.span)
    }

    /// Whether a value begins with this character. The tables of `[[person]]` begin with `[`, too, but their list does not.
    fn opens(&self, value: &Spanned<DeValue<'_>>, character: char) -> bool {
        self.text.get(value.span()).is_some_and(|text| text.starts_with(character))
    }

    /// What is taken out of the entry's own aliases, what must be removed from lower layers, and the bytes of all own ones
    /// when none of them stays.
    fn aliases_without(&self, table: &DeTable<'_>, without: &[String]) -> (Vec<Splice>, Vec<String>, Option<Range<usize>>) {
        let list = table.get("aliases");
        let own = list.and_then(elements).unwrap_or_default();
        let says = |item: &Spanned<DeValue<'_>>, form: &str| {
            let inner = item.get_ref().as_table().and_then(|table| table.get("text")).unwrap_or(item);
            inner.get_ref().as_str().is_some_and(|text| text.trim() == form)
        };
        let at = |form: &String| own.iter().position(|item| says(item, form));
        let gone: Vec<usize> = without.iter().filter_map(at).collect();
        let lower = without.iter().filter(|form| at(form).is_none()).map(|form| format!("aliases:{form}")).collect();
        let whole = own.first().zip(own.last()).map(|(first, last)| first.span().start..last.span().end);
        match whole.filter(|_| (0..own.len()).all(|at| gone.contains(&at))) {
            Some(at) => {
                // A comma after the last one goes, too.
                let tail = list.and_then(|list| self.text.get(at.end..list.span().end)).unwrap_or_default();
                let comma = splice::comma_in(tail).map(|comma| at.end + comma..at.end + comma + 1);
                let cut = std::iter::once(at.clone()).chain(comma).map(|at| Splice { at, new: String::new() });
                (cut.collect(), lower, Some(at))
            }
            None => (splice::out_of_list(self.text, own, &gone), lower, None),
        }
    }

    fn push(&self, list: &Spanned<DeValue<'_>>, values: &[String]) -> Splice {
        splice::into_list(self.text, list.span(), elements(list).unwrap_or_default(), values)
    }

    /// The header of an entry with another kind.
    fn other_kind(&self, item: &Spanned<DeValue<'_>>, table: &DeTable<'_>, from: &str, to: &str) -> Result<Splice, Refusal> {
        let header = self.text.get(item.span()).unwrap_or_default();
        let parts = table.iter().any(|(key, _)| splice::is_header(self.text, key.span().start));
        if header.starts_with("[[") && !parts {
            return Ok(Splice { at: item.span(), new: header.replacen(from, &splice::key(to), 1) });
        }
        Err(Refusal::File("this entry is written in several parts; change its kind in the file".to_owned()))
    }
}

fn elements<'v, 'i>(list: &'v Spanned<DeValue<'i>>) -> Option<&'v [Spanned<DeValue<'i>>]> {
    if let DeValue::Array(array) = list.get_ref() { Some(array) } else { None }
}

/// The bytes of a form's text: the value, or its `text` where it is a table.
fn text_of(value: &Spanned<DeValue<'_>>) -> Range<usize> {
    let inner = value.get_ref().as_table().and_then(|table| table.get("text"));
    inner.map_or(value.span(), Spanned::span)
}

/// Whether the entry has the form in this list already.
fn has(entry: &Entry, key: &str, form: &str) -> bool {
    let list = List::ALL.into_iter().find(|(name, _)| *name == key).map(|(_, list)| list);
    entry.forms.iter().any(|(of, known)| Some(*of) == list && known.written.text == form.trim())
}
