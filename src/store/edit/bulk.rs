//! Many entries put into the text of a dictionary file at once: those whose id it has add to what stands there, the others
//! come at its end. What the file says stays, to the byte; nothing that it says is replaced.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::draft::{Draft, Item, key};
use super::super::file::File;
use super::super::schema::{self, Contents};
use super::super::slug::slug;
use super::splice::{self, Splices};
use super::{Refusal, elements, parse};
use crate::engine::kind::Kinds;

/// What became of the entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The text with all of them.
    pub text: String,
    /// Entries that are new in the file.
    pub added: usize,
    /// Entries that got something more.
    pub amended: usize,
    /// Entries that were all there.
    pub unchanged: usize,
    /// Ids whose entry in the file is of another kind: nothing is taken from these.
    pub of_other_kind: Vec<String>,
    /// Keys that the file has with another value, which stays: id and key.
    pub kept: Vec<(String, &'static str)>,
}

/// Puts the entries into `text`.
///
/// # Errors
/// The file is broken, or would not say the same as before with the entries in it.
pub fn merge(text: &str, drafts: &[Draft], kinds: &Kinds) -> Result<Merged, Refusal> {
    let bom = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let body = &text[bom..];
    let before = parse(body, kinds)?;
    let table = DeTable::parse(body).map_err(|error| Refusal::File(error.message().to_owned()))?;
    let known = index(table.get_ref(), &before);
    let mut merged = Merged::default();
    let (mut splices, mut lines) = (Splices::default(), Vec::new());
    let mut new_kinds = HashSet::new();
    for draft in drafts {
        match known.get(draft.id.as_str()) {
            Some((kind, _)) if *kind != draft.kind => merged.of_other_kind.push(draft.id.clone()),
            Some((_, item)) => amend(body, item, draft, &mut splices, &mut merged),
            None => {
                if before.kinds.find(&draft.kind).is_none() && new_kinds.insert(draft.kind.as_str()) {
                    lines.extend([format!("[kinds.{}]", key(&draft.kind)), String::new()]);
                }
                lines.push(format!("[[{}]]", key(&draft.kind)));
                lines.extend(draft.pairs().into_iter().map(|(key, value)| format!("{key} = {value}")));
                lines.push(String::new());
                merged.added += 1;
            }
        }
    }
    lines.pop();
    if !lines.is_empty() {
        splices.push(splice::at_end(body, &lines));
    }
    splices.shift(bom);
    merged.text = splices.into_change(text).done(text).unwrap_or_default();
    verify(&before, &merged, kinds)?;
    Ok(merged)
}

/// The entries' tables by id, with their kinds.
type Index<'t, 'i> = HashMap<String, (&'t str, &'t Spanned<DeValue<'i>>)>;

fn index<'t, 'i>(table: &'t DeTable<'i>, contents: &Contents) -> Index<'t, 'i> {
    let mut index: Index<'t, 'i> = HashMap::new();
    for (kind, list) in table.iter().filter(|(kind, _)| contents.kinds.find(kind.get_ref()).is_some()) {
        for item in elements(list).unwrap_or_default() {
            let Some(entry) = item.get_ref().as_table() else { continue };
            let text = |key: &str| entry.get(key).and_then(said);
            let Some(id) = text("id").map(str::to_owned).or_else(|| text("name").map(slug)) else { continue };
            index.entry(id).or_insert((kind.get_ref(), item));
        }
    }
    index
}

/// The text of a value: itself, the `text` of a form, the `title` of a role.
fn said<'v>(value: &'v Spanned<DeValue<'_>>) -> Option<&'v str> {
    let inner = value.get_ref().as_table().and_then(|table| table.get("text").or_else(|| table.get("title")));
    inner.unwrap_or(value).get_ref().as_str().map(str::trim)
}

fn amend(text: &str, item: &Spanned<DeValue<'_>>, draft: &Draft, splices: &mut Splices, merged: &mut Merged) {
    let Some(table) = item.get_ref().as_table() else { return };
    let mut fresh: Vec<(&str, String)> = Vec::new();
    let count = splices.len();
    let mut draft = draft.clone();
    new_names(table, &mut draft, &mut fresh);
    for (key, items) in &draft.lists {
        let Some(list) = table.get(*key) else {
            fresh.push((key, list_of(items.iter())));
            continue;
        };
        // `short = false` is an answer, too.
        let Some(elements) = elements(list) else { continue };
        let missing: Vec<String> = items.iter().filter(|item| !has(text, elements, item)).map(Item::written).collect();
        if !missing.is_empty() {
            splices.push(splice::into_list(text, list.span(), elements, &missing));
        }
    }
    for (key, item) in &draft.scalars {
        match table.get(*key) {
            None => fresh.push((key, item.written())),
            Some(old) if said(old) != Some(&item.text) && text.get(old.span()) != item.toml.as_deref() => {
                merged.kept.push((draft.id.clone(), key));
            }
            Some(_) => {}
        }
    }
    if !fresh.is_empty() {
        splices.push(splice::keys(text, item, table, &fresh));
    }
    *(if splices.len() > count { &mut merged.amended } else { &mut merged.unchanged }) += 1;
}

/// Names in other languages: the whole table where the entry has none, else those that it lacks go to its aliases, each with
/// its language, for a table may be written in many ways.
fn new_names(table: &DeTable<'_>, draft: &mut Draft, fresh: &mut Vec<(&str, String)>) {
    let name = table.get("name").and_then(said).unwrap_or_default();
    let Some(names) = table.get("names").and_then(|names| names.get_ref().as_table()) else {
        if !draft.names.is_empty()
            && let Some((_, written)) = draft.pairs().into_iter().find(|(key, _)| *key == "names")
        {
            fresh.push(("names", written));
        }
        return;
    };
    let all = names.iter().flat_map(|(_, value)| elements(value).unwrap_or(std::slice::from_ref(value)));
    let known: HashSet<&str> = all.filter_map(said).chain([name]).collect();
    let missing = draft.names.iter().filter(|(_, item)| !known.contains(item.text.as_str()));
    let as_alias = |(code, item): &(String, Item)| match item.toml {
        None => Item::raw(item.text.clone(), format!("{{ text = {}, lang = \"{code}\" }}", item.written())),
        Some(_) => item.clone(),
    };
    let missing: Vec<Item> = missing.map(as_alias).collect();
    for item in missing {
        draft.add("aliases", item);
    }
}

fn has(text: &str, elements: &[Spanned<DeValue<'_>>], item: &Item) -> bool {
    let is_role = item.toml.as_ref().is_some_and(|toml| toml.contains("title"));
    // One title may be held twice: roles are compared as they are written, forms by their text.
    let plain = |toml: &str| toml.split_whitespace().collect::<String>();
    elements.iter().any(|known| {
        if is_role { text.get(known.span()).map(plain) == item.toml.as_deref().map(plain) } else { said(known) == Some(&item.text) }
    })
}

fn list_of<'i>(items: impl Iterator<Item = &'i Item>) -> String {
    format!("[{}]", items.map(Item::written).collect::<Vec<_>>().join(", "))
}

/// Reads the new text: it must be sound, every entry of before must be there, and as many new ones as were added.
fn verify(before: &Contents, merged: &Merged, kinds: &Kinds) -> Result<(), Refusal> {
    let file = Arc::new(File::new("", merged.text.clone()));
    let after = schema::parse(&file, kinds).0;
    let ids = |contents: &Contents| contents.entries.iter().map(|entry| entry.id.text.clone()).collect::<HashSet<_>>();
    let sound = after.is_some_and(|after| {
        let same = after.entries.len() == before.entries.len() + merged.added && ids(&after).is_superset(&ids(before));
        let rest = after.hidden_ids.len() == before.hidden_ids.len() && after.defaults == before.defaults;
        let grown = after.entries.iter().zip(&before.entries).all(|(after, before)| after.forms.len() >= before.forms.len());
        same && rest && grown
    });
    if sound { Ok(()) } else { Err(Refusal::File("the file is written in a way that namedrop cannot add to by itself".to_owned())) }
}
