//! One entry's table.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::super::form::{List, Say};
use super::super::slug::slug;
use super::super::value::{Value, Walk, nearest, quoted};
use super::{Entry, Link, forms, kinds};
use crate::engine::dictionary::{Details, Role};
use crate::engine::few::Seldom;
use crate::engine::kind::KindId;

/// Every key of an entry.
const KEYS: [&str; 29] = [
    "id",
    "name",
    "names",
    "aliases",
    "short",
    "acronyms",
    "adjectives",
    "demonyms",
    "of",
    "capital",
    "heads",
    "roles",
    "not",
    "needs",
    "rank",
    "infer",
    "case",
    "inflect",
    "edge",
    "accents",
    "since",
    "until",
    "wikidata",
    "geonames",
    "url",
    "country",
    "note",
    "tags",
    "remove",
];

/// The keys of a role.
const ROLE_KEYS: [&str; 5] = ["title", "titles", "of", "since", "until"];

/// Reads an entry; `None` when it has neither a sound id nor a sound name, which is then among the findings.
pub fn entry(walk: &mut Walk, kind: KindId, table: &DeTable, header: &Range<usize>) -> Option<Entry> {
    // A bad head does not keep the other keys from being looked at.
    let head = head(walk, table, header);
    let mut entry = Entry { kind, span: walk.in_file(header), ..blank() };
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let known = matches!(name, "id" | "name")
            || lists(walk, name, value, &mut entry)
            || scalars(walk, name, value, &mut entry)
            || details(walk, name, value, &mut entry.details);
        if !known {
            walk.unknown_key(name, key.span(), &KEYS);
        }
    }
    forms::in_order(walk, table, entry.details.since, entry.details.until);
    let (id, name) = head?;
    Some(Entry { id, name, ..entry })
}

/// An entry that says nothing.
pub fn blank() -> Entry {
    let link = Link { text: "".into(), span: 0..0 };
    Entry {
        kind: KindId::PERSON,
        span: 0..0,
        id: link,
        name: None,
        forms: Vec::new(),
        short: None,
        heads: false,
        of: None,
        capital: None,
        roles: Vec::new(),
        rank: None,
        infer: None,
        say: Say::default(),
        details: Seldom::default(),
        remove: Vec::new(),
    }
}

/// Id and name: one of them must be there, and what is there must be sound.
fn head(walk: &mut Walk, table: &DeTable, span: &Range<usize>) -> Option<(Link, Option<super::Form>)> {
    let name = match table.get("name") {
        None => None,
        Some(value) => Some(forms::form(walk, "name", value, None)?),
    };
    if let Some(value) = table.get("id") {
        return Some((kinds::word(walk, "id", value)?, name));
    }
    let Some(form) = &name else {
        walk.skip(span.clone(), "an entry without `name`".to_owned());
        return None;
    };
    let id = Link { text: slug(&form.written.text).into(), span: form.span.clone() };
    Some((id, name))
}

/// The keys that hold lists.
fn lists(walk: &mut Walk, key: &str, value: &Value, entry: &mut Entry) -> bool {
    match key {
        "names" => {
            for (lang, value) in forms::by_language(walk, key, value) {
                entry.forms.extend(forms::form(walk, key, value, lang).map(|form| (List::Names, form)));
            }
        }
        "roles" => {
            for value in walk.list(value, key) {
                entry.roles.extend(role(walk, value));
            }
        }
        "remove" => {
            for value in walk.list(value, key) {
                entry.remove.extend(removal(walk, value));
            }
        }
        "short" if value.get_ref().is_bool() => entry.short = value.get_ref().as_bool(),
        _ => {
            let Some((_, list)) = List::ALL.into_iter().find(|(name, _)| *name == key) else { return false };
            let values = walk.list(value, key);
            entry.forms.reserve(values.len());
            for value in values {
                entry.forms.extend(forms::form(walk, key, value, None).map(|form| (list, form)));
            }
            match list {
                List::Short if values.is_empty() => entry.short = Some(false),
                List::Heads => entry.heads = true,
                _ => {}
            }
        }
    }
    true
}

/// The keys that steer the engine.
fn scalars(walk: &mut Walk, key: &str, value: &Value, entry: &mut Entry) -> bool {
    match key {
        "of" => entry.of = kinds::word(walk, key, value),
        "capital" => entry.capital = kinds::word(walk, key, value),
        "rank" => entry.rank = walk.integer(value, key),
        "infer" => entry.infer = walk.boolean(value, key),
        _ => return forms::say(walk, key, value, &mut entry.say),
    }
    true
}

/// The keys that are passed through to card and exports.
fn details(walk: &mut Walk, key: &str, value: &Value, details: &mut Details) -> bool {
    let field = match key {
        "since" => {
            details.since = walk.date(value, key);
            return true;
        }
        "until" => {
            details.until = walk.date(value, key);
            return true;
        }
        "geonames" => {
            details.geonames = match value.get_ref() {
                DeValue::Integer(_) => walk.integer(value, key).map(|number| number.to_string()),
                _ => walk.string(value, key).map(str::to_owned),
            };
            return true;
        }
        "wikidata" => &mut details.wikidata,
        "url" => &mut details.url,
        "country" => &mut details.country,
        "note" => &mut details.note,
        _ => return false,
    };
    *field = walk.string(value, key).map(|text| text.trim().to_owned());
    true
}

/// An office held.
fn role(walk: &mut Walk, value: &Value) -> Option<(Role, Option<Link>)> {
    let table = walk.table(value, "roles")?;
    let mut role = Role { titles: Vec::new(), of: None, since: None, until: None };
    let mut of = None;
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "title" => {
                let title = kinds::word(walk, "title", value);
                role.titles.splice(0..0, title.map(|title| (None, title.text.as_ref().to_owned())));
            }
            "titles" => {
                for (lang, value) in forms::by_language(walk, "titles", value) {
                    let title = kinds::word(walk, "titles", value);
                    role.titles.extend(title.map(|title| (lang, title.text.as_ref().to_owned())));
                }
            }
            "of" => of = kinds::word(walk, "of", value),
            "since" => role.since = walk.date(value, "since"),
            "until" => role.until = walk.date(value, "until"),
            other => walk.unknown_key(other, key.span(), &ROLE_KEYS),
        }
    }
    forms::in_order(walk, table, role.since, role.until);
    role.of = of.as_ref().map(|of| of.text.clone());
    if role.titles.is_empty() {
        walk.skip(value.span(), "a role without `title`".to_owned());
        return None;
    }
    Some((role, of))
}

/// `aliases:IS`
fn removal(walk: &mut Walk, value: &Value) -> Option<(Option<List>, Link)> {
    let text = walk.string(value, "remove")?;
    let (field, form) = text.split_once(':').unwrap_or((text, ""));
    let known = || List::ALL.into_iter().map(|(name, _)| name).chain(["roles"]);
    let list = List::ALL.into_iter().find(|(name, _)| *name == field.trim()).map(|(_, list)| list);
    if (list.is_none() && field.trim() != "roles") || form.trim().is_empty() {
        let advice = match nearest(field.trim(), known()) {
            Some(near) if list.is_none() => format!("did you mean `{near}:…`?"),
            _ => "write the list and the form: \"aliases:IS\"".to_owned(),
        };
        walk.skip(value.span(), format!("cannot remove {}; {advice}", quoted(text)));
        return None;
    }
    Some((list, Link { text: form.trim().into(), span: walk.in_file(&value.span()) }))
}
