//! Whether a changed file says what the old one said and exactly the one change.

use super::super::form::{Form, List, Say};
use super::super::schema::{Contents, Entry, Link};
use crate::engine::dictionary::{Origin, Policy, Written};
use crate::engine::edit::{Changes, Edit};

/// # Errors
/// What is said now is something else; in the user's words.
pub fn verify(before: &Contents, after: &Contents, edit: &Edit) -> Result<(), String> {
    let (before, after) = (bare(before), bare(after));
    let expected = match edit {
        Edit::Add { kind, id, name, note, aliases } => {
            let changes = Changes { name: Some(name.clone()), aliases: aliases.clone(), note: Some(note.clone()), ..Changes::default() };
            added(&before, &after, id, kind, &changes)
        }
        Edit::Amend { of, changes } => amended(&before, &after, &of.id, &of.kind, changes),
        Edit::HideForm(form) => rest(&before, &after) && one_more(&before.hidden_forms, &after.hidden_forms, &link(form)),
        Edit::HideEntry(of) => rest(&before, &after) && one_more(&before.hidden_ids, &after.hidden_ids, &link(&of.id)),
        Edit::Prefer { form, of } => rest(&before, &after) && one_more(&before.preferred, &after.preferred, &(link(form), link(&of.id))),
    };
    if expected { Ok(()) } else { Err("the file is written in a way that namedrop cannot change by itself; change it by hand".to_owned()) }
}

/// Whether everything but the list that changes is the same.
fn rest(before: &Contents, after: &Contents) -> bool {
    let without = |contents: &Contents, like: &Contents| Contents {
        hidden_ids: like.hidden_ids.clone(),
        hidden_forms: like.hidden_forms.clone(),
        preferred: like.preferred.clone(),
        ..contents.clone()
    };
    let lists = [
        before.hidden_ids.len().abs_diff(after.hidden_ids.len()),
        before.hidden_forms.len().abs_diff(after.hidden_forms.len()),
        before.preferred.len().abs_diff(after.preferred.len()),
    ];
    without(after, before) == *before && lists.iter().sum::<usize>() == 1
}

fn one_more<T: PartialEq>(before: &[T], after: &[T], new: &T) -> bool {
    after.len() == before.len() + 1 && (0..after.len()).any(|at| without(after, at).eq(before.iter()) && after[at] == *new)
}

fn without<T>(all: &[T], at: usize) -> impl Iterator<Item = &T> {
    all[..at].iter().chain(&all[at + 1..])
}

fn added(before: &Contents, after: &Contents, id: &str, kind: &str, changes: &Changes) -> bool {
    let Some(at) = after.entries.iter().position(|entry| &*entry.id.text == id) else { return false };
    let same = without(&after.entries, at).eq(before.entries.iter());
    let entry = &after.entries[at];
    let blank = Entry { name: None, forms: Vec::new(), details: crate::engine::few::Seldom::default(), ..entry.clone() };
    let plain = Entry { id: link(id), ..said_nothing(&blank) };
    let rest = Contents { entries: before.entries.clone(), ..after.clone() } == *before;
    same && rest && after.kinds[entry.kind].name == kind && like(&with(&plain, changes), entry)
}

fn amended(before: &Contents, after: &Contents, id: &str, kind: &str, changes: &Changes) -> bool {
    let Some(at) = before.entries.iter().position(|entry| &*entry.id.text == id) else {
        // The name may be repeated where no lower layer has it.
        let name = after.entries.iter().find(|entry| &*entry.id.text == id).and_then(|entry| entry.name.as_ref());
        let name = changes.name.clone().or(name.map(|name| name.written.text.clone()));
        return added(before, after, id, kind, &Changes { name, ..changes.clone() });
    };
    let Some(now) = after.entries.iter().position(|entry| &*entry.id.text == id) else { return false };
    let same = without(&after.entries, now).eq(without(&before.entries, at));
    let rest = Contents { entries: before.entries.clone(), ..after.clone() } == *before;
    let mut wanted = with(&before.entries[at], changes);
    if let Some(kind) = changes.kind.as_deref().and_then(|kind| after.kinds.find(kind)) {
        wanted.kind = kind;
    }
    same && rest && like(&wanted, &after.entries[now])
}

/// An entry that says nothing but its kind.
fn said_nothing(entry: &Entry) -> Entry {
    Entry {
        short: None,
        heads: false,
        of: None,
        capital: None,
        roles: Vec::new(),
        rank: None,
        infer: None,
        say: Say::default(),
        remove: Vec::new(),
        ..entry.clone()
    }
}

/// The entry as it is to be.
fn with(entry: &Entry, changes: &Changes) -> Entry {
    let mut entry = entry.clone();
    if let Some(name) = &changes.name {
        match &mut entry.name {
            Some(old) => name.trim().clone_into(&mut old.written.text),
            None => entry.name = Some(form(name)),
        }
    }
    if let Some(note) = changes.note.as_ref().filter(|note| !note.is_empty() || entry.details.note.is_some()) {
        entry.details.note = Some(note.trim().to_owned());
    }
    for gone in &changes.without {
        let is = |(list, known): &(List, Form)| *list == List::Aliases && known.written.text == *gone;
        match entry.forms.iter().position(is) {
            Some(at) => drop(entry.forms.remove(at)),
            None => entry.remove.push((Some(List::Aliases), link(gone))),
        }
    }
    for (list, new) in [(List::Aliases, &changes.aliases), (List::Not, &changes.not)] {
        for new in new {
            if !entry.forms.iter().any(|(of, known)| *of == list && known.written.text == new.trim()) {
                entry.forms.push((list, form(new)));
            }
        }
    }
    entry
}

/// Equal but for the order of lists.
fn like(a: &Entry, b: &Entry) -> bool {
    let sorted = |entry: &Entry| {
        let mut entry = entry.clone();
        entry.forms.sort_by_cached_key(|form| format!("{form:?}"));
        entry.remove.sort_by_cached_key(|removal| format!("{removal:?}"));
        if entry.details.note.as_deref() == Some("") {
            entry.details.note = None;
        }
        entry
    };
    sorted(a) == sorted(b)
}

fn link(text: &str) -> Link {
    Link { text: text.trim().into(), span: 0..0 }
}

fn form(text: &str) -> Form {
    let origin = Origin::default();
    let written = Written { text: text.trim().to_owned(), lang: None, policy: Policy::default(), since: None, until: None, origin };
    Form { written, say: Say::default(), span: 0..0 }
}

/// What a file says without where it says it.
fn bare(contents: &Contents) -> Contents {
    let plain = |link: &Link| Link { span: 0..0, ..link.clone() };
    let form = |form: &Form| {
        let mut form = Form { span: 0..0, ..form.clone() };
        form.written.origin = Origin::default();
        form
    };
    let entry = |entry: &Entry| Entry {
        span: 0..0,
        id: plain(&entry.id),
        name: entry.name.as_ref().map(form),
        forms: entry.forms.iter().map(|(list, one)| (*list, form(one))).collect(),
        of: entry.of.as_ref().map(plain),
        capital: entry.capital.as_ref().map(plain),
        roles: entry.roles.iter().map(|(role, of)| (role.clone(), of.as_ref().map(plain))).collect(),
        remove: entry.remove.iter().map(|(list, link)| (*list, plain(link))).collect(),
        ..entry.clone()
    };
    Contents {
        entries: contents.entries.iter().map(entry).collect(),
        hidden_ids: contents.hidden_ids.iter().map(plain).collect(),
        hidden_forms: contents.hidden_forms.iter().map(plain).collect(),
        preferred: contents.preferred.iter().map(|(form, id)| (plain(form), plain(id))).collect(),
        ..contents.clone()
    }
}
