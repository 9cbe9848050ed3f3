//! Entries of a dictionary in the formats of other tools: a table, or spaCy's patterns. What `namedrop import` makes of them
//! again means the same; `docs/formats.md` says what is lost.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::json::push_line;
use crate::engine::dictionary::{Case, Dictionary, Entity, Policy, Role, Written};
use crate::engine::language::Language;

/// What a dictionary can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum DictionaryFormat {
    /// A table with commas between the columns
    Csv,
    /// A table with tabs between the columns
    Tsv,
    /// Patterns for spaCy's entity ruler, one JSON object a line
    Spacy,
}

/// A value: what it says, and the TOML where that is more than the text.
#[derive(Clone)]
struct Cell {
    text: String,
    toml: Option<String>,
}

impl Cell {
    fn text(text: &str) -> Self {
        Self { text: text.to_owned(), toml: None }
    }

    fn raw(text: &str, toml: String) -> Self {
        Self { text: text.to_owned(), toml: Some(toml) }
    }

    fn written(&self) -> String {
        self.toml.clone().unwrap_or_else(|| quoted(&self.text))
    }
}

/// A field of an entry; `None` instead of a list: a single value.
struct Field {
    key: String,
    cells: Vec<Cell>,
    list: bool,
}

/// Writes the entries; those that are hidden are left out.
///
/// # Errors
/// What `out` says.
pub fn write(dictionary: &Dictionary, format: DictionaryFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        DictionaryFormat::Csv => table(dictionary, b',', out),
        DictionaryFormat::Tsv => table(dictionary, b'\t', out),
        DictionaryFormat::Spacy => patterns(dictionary, out),
    }
}

/// The columns that are always there are the first three; of the others those that some entry has.
fn table(dictionary: &Dictionary, delimiter: u8, out: &mut dyn Write) -> io::Result<()> {
    let entities = || dictionary.entities().filter(|entity| !entity.hidden);
    let mut columns: Vec<String> = ["kind", "id", "name"].map(str::to_owned).into();
    for field in entities().flat_map(|entity| fields(&entity)) {
        if !columns.contains(&field.key) {
            columns.push(field.key);
        }
    }
    columns[3..].sort_by_key(|column| ORDER.iter().position(|key| column.starts_with(key)));
    let mut table = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
    table.write_record(&columns)?;
    for entity in entities() {
        let fields = fields(&entity);
        let cell = |column: &String| match column.as_str() {
            "kind" => dictionary.kinds[entity.kind].name.clone(),
            "id" => entity.id.to_string(),
            "name" => name_cell(&entity.name),
            _ => fields.iter().find(|field| field.key == *column).map(in_cell).unwrap_or_default(),
        };
        table.write_record(columns.iter().map(cell))?;
    }
    table.flush()
}

const ORDER: [&str; 24] = [
    "names.",
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
    "since",
    "until",
    "country",
    "tags",
    "url",
    "wikidata",
    "geonames",
    "note",
    "",
    "",
];

fn name_cell(name: &Written) -> String {
    let cell = form(name, true);
    if cell.text.starts_with('{') { format!("{{ text = {} }}", quoted(&cell.text)) } else { cell.toml.unwrap_or(cell.text) }
}

/// A list is parted by `|`, or, where that would not do, written as TOML.
fn in_cell(field: &Field) -> String {
    let plain = |cell: &Cell| cell.toml.is_none() && !cell.text.contains(['|', ';']) && !cell.text.starts_with('[');
    let words = field.cells.iter().any(|cell| matches!(cell.text.as_str(), "true" | "false"));
    match field.cells.as_slice() {
        [one] if !field.list => one.toml.clone().unwrap_or_else(|| one.text.clone()),
        cells if !cells.is_empty() && !words && cells.iter().all(plain) => {
            cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|")
        }
        cells => format!("[{}]", cells.iter().map(Cell::written).collect::<Vec<_>>().join(", ")),
    }
}

/// A pattern for each form that names the entity; with the first all that no pattern says.
fn patterns(dictionary: &Dictionary, out: &mut dyn Write) -> io::Result<()> {
    let mut lines = Vec::new();
    for entity in dictionary.entities().filter(|entity| !entity.hidden) {
        let kind = &dictionary.kinds[entity.kind].name;
        let (found, rest): (Vec<Field>, Vec<Field>) = fields(&entity).into_iter().partition(|field| is_found(&field.key));
        let entry = rest.iter().map(|field| [&field.key, " = ", &in_toml(field), "\n"].concat()).collect::<Vec<_>>().concat();
        let mut ours = Map::new();
        ours.insert("kind".to_owned(), kind.as_str().into());
        if !entry.is_empty() {
            ours.insert("entry".to_owned(), entry.into());
        }
        push_line(&mut lines, &pattern(&entity, kind, &form(&entity.name, true), ours))?;
        for field in &found {
            for cell in &field.cells {
                let ours = Map::from_iter([("field".to_owned(), field.key.as_str().into())]);
                push_line(&mut lines, &pattern(&entity, kind, cell, ours))?;
            }
        }
        out.write_all(&lines)?;
        lines.clear();
    }
    Ok(())
}

/// Whether the forms of this field name the entity by themselves.
fn is_found(key: &str) -> bool {
    key.starts_with("names.") || matches!(key, "aliases" | "acronyms" | "adjectives" | "demonyms")
}

fn pattern(entity: &Entity, kind: &str, cell: &Cell, mut ours: Map<String, Value>) -> Value {
    if let Some(toml) = &cell.toml {
        ours.insert("form".to_owned(), toml.as_str().into());
    }
    json!({ "label": kind.to_uppercase(), "pattern": cell.text, "id": &*entity.id, "namedrop": ours })
}

fn in_toml(field: &Field) -> String {
    match field.cells.as_slice() {
        [one] if !field.list => one.written(),
        cells => format!("[{}]", cells.iter().map(Cell::written).collect::<Vec<_>>().join(", ")),
    }
}

/// All that an entry says beyond kind, id and name, and only what is not the default.
fn fields(entity: &Entity) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for name in &entity.names {
        let key = format!("names.{}", name.lang.map_or("und", Language::code));
        match fields.iter_mut().find(|field| field.key == key) {
            Some(field) => field.cells.push(form(name, true)),
            None => fields.push(Field { key, cells: vec![form(name, true)], list: true }),
        }
    }
    let mut list = |key: &str, cells: Vec<Cell>, always: bool| {
        if always || !cells.is_empty() {
            fields.push(Field { key: key.to_owned(), cells, list: true });
        }
    };
    let forms = |all: &[Written]| all.iter().map(|written| form(written, false)).collect::<Vec<_>>();
    let texts = |all: &[String]| all.iter().map(|text| Cell::text(text)).collect::<Vec<_>>();
    list("aliases", forms(&entity.aliases), false);
    list("acronyms", forms(&entity.acronyms), false);
    list("adjectives", forms(&entity.adjectives), false);
    list("demonyms", forms(&entity.demonyms), false);
    list("short", forms(entity.short.as_deref().unwrap_or_default()), entity.short.is_some());
    list("heads", forms(entity.heads.as_deref().unwrap_or_default()), entity.heads.is_some());
    list("roles", entity.roles.iter().map(role).collect(), false);
    list("not", texts(&entity.not), false);
    list("needs", texts(&entity.needs), false);
    list("tags", texts(&entity.details.tags), false);
    let details = &entity.details;
    let dates = [details.since, details.until].map(|date| date.map(|date| date.to_string()));
    let of = |id: &Option<std::sync::Arc<str>>| id.as_ref().map(ToString::to_string);
    let singles = [
        ("of", of(&entity.of)),
        ("capital", of(&entity.capital)),
        ("since", dates[0].clone()),
        ("until", dates[1].clone()),
        ("wikidata", details.wikidata.clone()),
        ("geonames", details.geonames.clone()),
        ("url", details.url.clone()),
        ("country", details.country.clone()),
        ("note", details.note.clone()),
    ];
    let raw = [("rank", (entity.rank != 0).then(|| entity.rank.to_string())), ("infer", (!entity.infer).then(|| "false".to_owned()))];
    let texts = singles.into_iter().filter_map(|(key, text)| text.map(|text| (key, Cell::text(&text))));
    let raw = raw.into_iter().filter_map(|(key, text)| text.map(|text| (key, Cell::raw(&text, text.clone()))));
    fields.extend(texts.chain(raw).map(|(key, cell)| Field { key: key.to_owned(), cells: vec![cell], list: false }));
    fields
}

/// A form: its text, or a table where it says more. `told`: its language is told by its field.
fn form(written: &Written, told: bool) -> Cell {
    let mut pairs = vec![("text", written.text.clone())];
    let mut add = |key, value: Option<&str>| pairs.extend(value.map(|value| (key, value.to_owned())));
    add("lang", written.lang.filter(|_| !told).map(Language::code));
    let Policy { case, inflect, strict_edge, exact_accents } = written.policy;
    add(
        "case",
        match case {
            Case::Auto => None,
            Case::Exact => Some("exact"),
            Case::Any => Some("any"),
        },
    );
    add("inflect", (!inflect).then_some("none"));
    add("edge", strict_edge.then_some("strict"));
    add("accents", exact_accents.then_some("exact"));
    let dates = [written.since, written.until].map(|date| date.map(|date| date.to_string()));
    add("since", dates[0].as_deref());
    add("until", dates[1].as_deref());
    if pairs.len() == 1 { Cell::text(&written.text) } else { Cell::raw(&written.text, inline(&pairs)) }
}

fn role(role: &Role) -> Cell {
    let first = role.titles.iter().position(|(language, _)| language.is_none());
    let title = first.and_then(|at| role.titles.get(at)).map(|(_, title)| title.clone());
    let mut pairs: Vec<(&str, String)> = title.iter().map(|title| ("title", title.clone())).collect();
    pairs.extend(role.of.as_deref().map(|of| ("of", of.to_owned())));
    pairs.extend(role.since.map(|date| ("since", date.to_string())));
    pairs.extend(role.until.map(|date| ("until", date.to_string())));
    let mut toml = inline(&pairs);
    let mut titles: Vec<(&str, Vec<String>)> = Vec::new();
    for (_, (language, title)) in role.titles.iter().enumerate().filter(|(at, _)| Some(*at) != first) {
        let code = language.map_or("und", Language::code);
        match titles.iter_mut().find(|(known, _)| *known == code) {
            Some((_, all)) => all.push(quoted(title)),
            None => titles.push((code, vec![quoted(title)])),
        }
    }
    if !titles.is_empty() {
        let titles: Vec<String> = titles.iter().map(|(code, all)| format!("{code} = [{}]", all.join(", "))).collect();
        let comma = if pairs.is_empty() { "" } else { "," };
        toml = format!("{}{comma} titles = {{ {} }} }}", toml.trim_end_matches(" }"), titles.join(", "));
    }
    let said = title.or_else(|| role.titles.first().map(|(_, title)| title.clone()));
    Cell::raw(&said.unwrap_or_default(), toml)
}

fn inline(pairs: &[(&str, String)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key} = {}", quoted(value))).collect();
    format!("{{ {} }}", pairs.join(", "))
}

fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}
