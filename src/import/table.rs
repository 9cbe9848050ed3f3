//! Tables: a head, then an entry a row. What our own export writes is read back as it was; other tables need a column that
//! is called `name`, or `--map`.
//!
//! A cell of a list is parted by `|` (and by `;` where that does not part the columns), or is a list in TOML: `["a", "b"]`.

use std::io::{self, BufRead};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Draft, Item, Options, Sink, broken, kind_of};
use crate::engine::date::PartialDate;
use crate::store::slug::slug;

/// The fields that are lists.
const LISTS: [&str; 10] = ["aliases", "short", "acronyms", "adjectives", "demonyms", "heads", "roles", "not", "needs", "tags"];

/// The fields that are single values.
const SCALARS: [&str; 15] = [
    "of", "capital", "rank", "infer", "case", "inflect", "edge", "accents", "since", "until", "wikidata", "geonames", "url", "country",
    "note",
];

/// Other words for fields in the heads of tables.
const SYNONYMS: [(&str, &str); 18] = [
    ("type", "kind"),
    ("category", "kind"),
    ("art", "kind"),
    ("headword", "name"),
    ("title", "name"),
    ("alias", "aliases"),
    ("synonyms", "aliases"),
    ("alternative names", "aliases"),
    ("acronym", "acronyms"),
    ("abbreviation", "acronyms"),
    ("abkürzung", "acronyms"),
    ("kürzel", "acronyms"),
    ("adjective", "adjectives"),
    ("demonym", "demonyms"),
    ("role", "roles"),
    ("tag", "tags"),
    ("description", "note"),
    ("qid", "wikidata"),
];

/// Reads all rows. `delimiter`: what parts the columns; `None`: what the head has most of.
pub fn import(input: &mut dyn BufRead, delimiter: Option<u8>, options: &Options, sink: &mut Sink<'_>) -> io::Result<()> {
    let delimiter = match delimiter {
        Some(delimiter) => delimiter,
        None => guessed(input.fill_buf()?),
    };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(input);
    let mut rows = reader.byte_records();
    let head = rows.next().transpose()?.ok_or_else(|| broken("the table is empty"))?;
    let head = csv::StringRecord::from_byte_record(head).map_err(|_| broken("the head is not UTF-8"))?;
    let fields: Vec<Option<String>> = head.iter().map(|word| field(word, options)).collect();
    if !fields.iter().flatten().any(|field| field == "name") {
        let words = head.iter().collect::<Vec<_>>().join(", ");
        return Err(broken(format!("no column is called `name`; write --map COLUMN=name. The columns are {words}")));
    }
    for (word, _) in head.iter().zip(&fields).filter(|(word, field)| field.is_none() && !word.trim().is_empty()) {
        sink.refuse(1, format!("the column “{word}” is nothing that an entry has; see --map"));
    }
    for row in rows {
        let row = row?;
        let line = row.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(0));
        match csv::StringRecord::from_byte_record(row) {
            Ok(row) => {
                if let Some(draft) = entry(&row, &fields, delimiter, line, options, sink) {
                    sink.take(line, draft)?;
                }
            }
            Err(_) => sink.refuse(line, "is not UTF-8"),
        }
    }
    Ok(())
}

/// What there is most of in the first line.
fn guessed(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| memchr::memchr_iter(delimiter, line).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}

/// The field that a column's head means; `-` in `--map` passes it over.
fn field(word: &str, options: &Options) -> Option<String> {
    let plain = word.trim_start_matches('\u{FEFF}').trim();
    let mapped = options.columns.iter().find(|(column, _)| column == plain).map(|(_, field)| field.as_str());
    let plain = mapped.unwrap_or(plain).to_lowercase();
    if plain == "-" && mapped.is_some() {
        return Some(plain);
    }
    let known = SYNONYMS.iter().find(|(synonym, _)| *synonym == plain).map_or(plain.as_str(), |(_, field)| field);
    if ["id", "name", "kind"].contains(&known) || LISTS.contains(&known) || SCALARS.contains(&known) {
        return Some(known.to_owned());
    }
    let (head, code) = known.split_once(['.', '_', ':', ' '])?;
    let code = code.trim_matches(['(', ')']);
    let is_code = (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
    (matches!(head, "name" | "names" | "label") && is_code).then(|| format!("names.{code}"))
}

/// The entry of a row; what it has no use for is refused. An empty row is none.
fn entry(
    row: &csv::StringRecord,
    fields: &[Option<String>],
    delimiter: u8,
    line: usize,
    options: &Options,
    sink: &mut Sink<'_>,
) -> Option<Draft> {
    let mut draft = Draft::default();
    let cells = fields.iter().zip(row).filter_map(|(field, cell)| Some((field.as_deref()?, cell.trim())));
    for (field, cell) in cells.filter(|(_, cell)| !cell.is_empty()) {
        match field {
            "-" => {}
            "id" => cell.clone_into(&mut draft.id),
            "kind" => draft.kind = kind_of(cell),
            "name" => draft.name = one(cell),
            _ => {
                let is_list = LISTS.contains(&field) || field.starts_with("names.");
                let items = if is_list { items(cell, delimiter) } else { vec![Item::text(cell)] };
                for item in items {
                    put(&mut draft, field, item).unwrap_or_else(|reason| sink.refuse(line, reason));
                }
            }
        }
    }
    if row.iter().all(|cell| cell.trim().is_empty()) {
        return None;
    }
    if draft.kind.is_empty() {
        let Some(kind) = &options.kind else {
            sink.refuse(line, "has no kind: add a column `kind`, or say --kind person");
            return None;
        };
        draft.kind.clone_from(kind);
    }
    if draft.id.is_empty() {
        draft.id = sink.free_id(slug(&draft.name.text));
    }
    Some(draft)
}

/// A cell as one value: a table in TOML, or the text.
fn one(cell: &str) -> Item {
    let list = cell.starts_with('{').then(|| toml_items(&format!("x = [{cell}]")).ok()).flatten();
    list.and_then(|mut items| items.pop()).unwrap_or_else(|| Item::text(cell))
}

/// A cell as a list.
fn items(cell: &str, delimiter: u8) -> Vec<Item> {
    if matches!(cell, "false" | "true") {
        return vec![Item::raw(cell, cell)];
    }
    if cell.starts_with('[')
        && let Ok(items) = toml_items(&format!("x = {cell}"))
    {
        return if items.is_empty() { vec![Item::raw("", "[]")] } else { items };
    }
    let parts = cell.split(|c| c == '|' || (c == ';' && delimiter != b';'));
    parts.map(str::trim).filter(|part| !part.is_empty()).map(Item::text).collect()
}

/// The values of `x` in a text of TOML.
fn toml_items(text: &str) -> Result<Vec<Item>, String> {
    Ok(fields_of(text)?
        .into_iter()
        .filter(|(field, item)| field == "x" && item.toml.as_deref() != Some("[]"))
        .map(|(_, item)| item)
        .collect())
}

/// Fields and values of a text of TOML: a list gives several, `names` one for each language and name.
pub fn fields_of(text: &str) -> Result<Vec<(String, Item)>, String> {
    let table = DeTable::parse(text).map_err(|error| format!("no valid TOML: {}", error.message()))?;
    let mut fields = Vec::new();
    for (key, value) in table.get_ref() {
        let key = key.get_ref().as_ref();
        match value.get_ref() {
            DeValue::Table(languages) if key == "names" => {
                for (code, value) in languages {
                    add(text, &format!("names.{}", code.get_ref()), value, &mut fields);
                }
            }
            _ => add(text, key, value, &mut fields),
        }
    }
    Ok(fields)
}

fn add(text: &str, key: &str, value: &Spanned<DeValue<'_>>, fields: &mut Vec<(String, Item)>) {
    match value.get_ref() {
        DeValue::Array(items) if items.is_empty() => fields.push((key.to_owned(), Item::raw("", "[]"))),
        DeValue::Array(items) => fields.extend(items.iter().map(|item| (key.to_owned(), self::item(text, item)))),
        _ => fields.push((key.to_owned(), item(text, value))),
    }
}

fn item(text: &str, value: &Spanned<DeValue<'_>>) -> Item {
    if let Some(plain) = value.get_ref().as_str() {
        return Item::text(plain.trim());
    }
    let written = text.get(value.span()).unwrap_or_default();
    let inner = value.get_ref().as_table().and_then(|table| table.get("text").or_else(|| table.get("title")));
    let said = inner.and_then(|inner| inner.get_ref().as_str()).unwrap_or(written);
    Item::raw(said, written)
}

/// Puts a value into the field of an entry.
///
/// # Errors
/// In words: there is no such field, or it cannot have this value.
pub fn put(draft: &mut Draft, field: &str, item: Item) -> Result<(), String> {
    if let Some(code) = field.strip_prefix("names.") {
        draft.name_in(code, item);
    } else if let Some(list) = LISTS.into_iter().find(|list| *list == field) {
        match item.toml.as_deref() {
            Some("true" | "false" | "[]") => draft.single(list, item)?,
            _ if draft.scalars.iter().any(|(key, _)| *key == list) => return Err(format!("`{list}` has a single value already")),
            None if list == "roles" => {
                let toml = format!("{{ title = {} }}", item.written());
                draft.add(list, Item::raw(item.text, toml));
            }
            _ => draft.add(list, item),
        }
    } else if let Some(key) = SCALARS.into_iter().find(|key| *key == field) {
        let item = scalar(key, item)?;
        draft.single(key, item)?;
    } else {
        return Err(format!("an entry has no field `{field}`"));
    }
    Ok(())
}

/// A single value as its field wants it.
fn scalar(key: &str, item: Item) -> Result<Item, String> {
    let text = item.text.as_str();
    let sound = match key {
        "since" | "until" => PartialDate::parse(text).is_some(),
        "rank" => text.parse::<i64>().is_ok(),
        "infer" => matches!(text, "true" | "false"),
        "case" => matches!(text, "auto" | "exact" | "any"),
        "inflect" => matches!(text, "auto" | "none"),
        "edge" => matches!(text, "word" | "strict"),
        "accents" => matches!(text, "auto" | "exact"),
        _ => true,
    };
    if !sound {
        return Err(format!("`{key}` cannot be “{text}”"));
    }
    Ok(match key {
        "rank" | "infer" => Item::raw(text, text),
        "since" | "until" => Item::text(text),
        _ => item,
    })
}
