//! Forms as entries write them: strings, tables, lists, by language.

use toml::de::{DeTable, DeValue};

use super::super::form::{Form, Say, fault};
use super::super::value::{Value, Walk, quoted};
use crate::engine::dictionary::{Case, Origin, Policy, Written};
use crate::engine::language::Language;

const CASES: [(&str, Case); 3] = [("auto", Case::Auto), ("exact", Case::Exact), ("any", Case::Any)];
const INFLECT: [(&str, bool); 2] = [("auto", true), ("none", false)];
const EDGES: [(&str, bool); 2] = [("word", false), ("strict", true)];
const ACCENTS: [(&str, bool); 2] = [("auto", false), ("exact", true)];

/// What a form written as a table may hold.
const KEYS: [&str; 8] = ["text", "lang", "case", "inflect", "edge", "accents", "since", "until"];

/// Takes in `case`, `inflect`, `edge` or `accents`; `false` for any other key.
pub fn say(walk: &mut Walk, key: &str, value: &Value, say: &mut Say) -> bool {
    match key {
        "case" => say.case = walk.choice(value, key, &CASES),
        "inflect" => say.inflect = walk.choice(value, key, &INFLECT),
        "edge" => say.strict_edge = walk.choice(value, key, &EDGES),
        "accents" => say.exact_accents = walk.choice(value, key, &ACCENTS),
        _ => return false,
    }
    true
}

/// A form: a string, or a table with `text`. `None` for a bad one, which is then among the findings.
pub fn form(walk: &mut Walk, key: &str, value: &Value, lang: Option<Language>) -> Option<Form> {
    if let DeValue::Table(table) = value.get_ref() {
        return from_table(walk, key, value, table, lang);
    }
    let text = if key == "name" { walk.string(value, key)? } else { walk.item(value, key)? };
    from_text(walk, key, value, text, lang)
}

fn from_text(walk: &mut Walk, key: &str, value: &Value, text: &str, lang: Option<Language>) -> Option<Form> {
    let text = text.trim();
    let span = value.span();
    if let Some(fault) = fault(text) {
        walk.skip(span, format!("this form of `{key}` {fault}"));
        return None;
    }
    let span = walk.in_file(&span);
    let line = u32::try_from(walk.file.line(span.start)).unwrap_or(u32::MAX);
    let origin = Origin { file: 0, line };
    let written = Written { text: text.to_owned(), lang, policy: Policy::default(), since: None, until: None, origin };
    Some(Form { written, say: Say::default(), span })
}

fn from_table(walk: &mut Walk, key: &str, value: &Value, table: &DeTable, lang: Option<Language>) -> Option<Form> {
    let (mut own, mut lang) = (Say::default(), lang);
    let (mut since, mut until) = (None, None);
    for (name, value) in table {
        match name.get_ref().as_ref() {
            "text" => {}
            "lang" => lang = language_value(walk, value),
            "since" => since = walk.date(value, "since"),
            "until" => until = walk.date(value, "until"),
            other if say(walk, other, value, &mut own) => {}
            other => walk.unknown_key(other, name.span(), &KEYS),
        }
    }
    in_order(walk, table, since, until);
    let Some(text) = table.get("text") else {
        walk.skip(value.span(), format!("this form of `{key}` has no `text`"));
        return None;
    };
    let string = walk.string(text, "text")?;
    let mut form = from_text(walk, key, text, string, lang)?;
    form.say = own;
    (form.written.since, form.written.until) = (since, until);
    Some(form)
}

/// An interval must not end before it begins.
pub fn in_order(
    walk: &mut Walk,
    table: &DeTable,
    since: Option<crate::engine::date::PartialDate>,
    until: Option<crate::engine::date::PartialDate>,
) {
    if let (Some(since), Some(until), Some(at)) = (since, until, table.get("since"))
        && since.first_day() > until.last_day()
    {
        walk.error(at.span(), format!("`since` {since} is after `until` {until}"));
    }
}

fn language_value(walk: &mut Walk, value: &Value) -> Option<Language> {
    let code = walk.string(value, "lang")?;
    language(walk, code, value.span())
}

/// The language of a code. A language that namedrop does not know is none, and no fault: its names match as written.
pub fn language(walk: &mut Walk, code: &str, span: std::ops::Range<usize>) -> Option<Language> {
    let base = code.split(['-', '_']).next().unwrap_or_default();
    if !(2..=3).contains(&base.len()) || !base.bytes().all(|b| b.is_ascii_alphabetic()) {
        walk.skip(span, format!("{} is no language code such as \"de\"", quoted(code)));
    }
    Language::parse(code)
}

/// A table language → string or list, in the order of the file.
pub fn by_language<'v, 'i>(walk: &mut Walk, key: &str, value: &'v Value<'i>) -> Vec<(Option<Language>, &'v Value<'i>)> {
    let Some(table) = walk.table(value, key) else { return Vec::new() };
    let mut found = Vec::new();
    for (code, value) in table {
        let lang = language(walk, code.get_ref(), code.span());
        found.extend(Walk::one_or_many(value).iter().map(|value| (lang, value)));
    }
    found.sort_by_key(|(_, value)| value.span().start);
    found
}
