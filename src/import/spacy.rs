//! Patterns of spaCy's entity ruler and span ruler: `{"label": "ORG", "pattern": "Apple", "id": "apple"}`, one a line.
//!
//! Patterns with one id are one entry: the first is its name, the others are aliases. A pattern of tokens is taken when each
//! token is a word – `TEXT`, `ORTH`, or `LOWER`, which matches in any case. What `namedrop export spacy` adds in the key
//! `namedrop`, which spaCy passes over, is taken back.

use std::collections::HashMap;
use std::io::{self, BufRead};

use serde::Deserialize;
use serde_json::Value;

use super::table::{fields_of, put};
use super::{Draft, Item, Options, Sink, kind_of, lines};
use crate::store::slug::slug;

#[derive(Deserialize)]
struct Pattern {
    label: Option<String>,
    #[serde(rename = "pattern")]
    written: Value,
    id: Option<String>,
    #[serde(default)]
    namedrop: Ours,
}

/// What our own export says of a pattern.
#[derive(Default, Deserialize)]
struct Ours {
    /// `aliases`, `names.en`
    field: Option<String>,
    kind: Option<String>,
    /// The form as TOML, where it is more than its text.
    form: Option<String>,
    /// With the name: everything else, as lines of TOML.
    entry: Option<String>,
}

/// Reads all patterns; the entries come at the end, for patterns of one entry need not stand together.
pub fn import(input: &mut dyn BufRead, options: &Options, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut drafts: Vec<(usize, Draft)> = Vec::new();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    lines::each(input, |number, line| {
        if line.is_ok_and(|line| line.trim().is_empty()) {
            return Ok(());
        }
        let (form, pattern) = match line.map_err(str::to_owned).and_then(read) {
            Ok(read) => read,
            Err(reason) => {
                sink.refuse(number, reason);
                return Ok(());
            }
        };
        let id = pattern.id.clone().unwrap_or_else(|| slug(&form.text));
        let at = *by_id.entry(id.clone()).or_insert(drafts.len());
        if let Some((_, draft)) = drafts.get_mut(at) {
            let field = pattern.namedrop.field.as_deref().unwrap_or("aliases");
            put(draft, field, form).unwrap_or_else(|reason| sink.refuse(number, reason));
        } else {
            let kind = pattern.namedrop.kind.clone().or(pattern.label.as_deref().map(kind_of));
            let kind = kind.or(options.kind.clone()).unwrap_or_else(|| "organisation".to_owned());
            let mut draft = Draft { kind, id, name: form, ..Draft::default() };
            rest(&mut draft, &pattern.namedrop).unwrap_or_else(|reason| sink.refuse(number, reason));
            drafts.push((number, draft));
        }
        Ok(())
    })?;
    drafts.into_iter().try_for_each(|(line, draft)| sink.take(line, draft))
}

fn read(line: &str) -> Result<(Item, Pattern), String> {
    let pattern: Pattern = serde_json::from_str(line).map_err(|error| format!("is no pattern: {error}"))?;
    Ok((form(&pattern)?, pattern))
}

/// The fields that no pattern holds.
fn rest(draft: &mut Draft, ours: &Ours) -> Result<(), String> {
    let fields = ours.entry.as_deref().map(fields_of).transpose()?.unwrap_or_default();
    fields.into_iter().try_for_each(|(field, item)| put(draft, &field, item))
}

/// The pattern as a form.
fn form(pattern: &Pattern) -> Result<Item, String> {
    match &pattern.written {
        Value::String(text) => Ok(match &pattern.namedrop.form {
            Some(toml) if toml::from_str::<toml::Table>(&format!("x = {toml}")).is_ok() => Item::raw(text.trim(), toml),
            _ => Item::text(text.trim()),
        }),
        Value::Array(tokens) => of_tokens(tokens),
        _ => Err("its pattern is neither a text nor a list".to_owned()),
    }
}

fn of_tokens(tokens: &[Value]) -> Result<Item, String> {
    let mut words = Vec::new();
    let mut any_case = false;
    for token in tokens {
        let only = token.as_object().filter(|token| token.len() == 1).and_then(|token| token.iter().next());
        let Some((attribute, Value::String(word))) = only else {
            return Err("a token of its pattern is more than one word".to_owned());
        };
        match attribute.to_uppercase().as_str() {
            "TEXT" | "ORTH" => {}
            "LOWER" => any_case = true,
            other => return Err(format!("a token of its pattern asks for {other}")),
        }
        words.push(word.as_str());
    }
    let text = words.join(" ");
    let toml = format!("{{ text = {}, case = \"any\" }}", Item::text(text.as_str()).written());
    Ok(if any_case { Item::raw(text, toml) } else { Item::text(text) })
}
