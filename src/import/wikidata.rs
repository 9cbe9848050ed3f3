//! Wikidata: the results of a SPARQL query as JSON, or entities as JSON – a dump with one a line, `Special:EntityData`, or
//! `wbgetentities`.
//!
//! Of an entity labels, aliases, descriptions, demonyms (P1549), short names (P1813), `GeoNames` ids (P1566) and offices
//! (P39, with P580 and P582) are taken. An office is told by an item: its label must be in the input, too. Who is in the
//! dictionaries in use by a Wikidata id gets the id and the kind there, so that the import adds to that entry.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, BufRead};

use serde_json::Value;

use super::{Draft, Item, Options, Sink, broken, kind_of, lines};
use crate::engine::date::PartialDate;
use crate::store::slug::slug;

/// Texts by language.
type Texts = Vec<(String, String)>;

/// What is known of an item.
#[derive(Default)]
struct Found {
    line: usize,
    labels: Texts,
    aliases: Texts,
    descriptions: Texts,
    demonyms: Vec<String>,
    shorts: Vec<String>,
    offices: Vec<Office>,
    classes: Vec<String>,
    /// The items that it is of: jurisdiction, country.
    of: Option<String>,
    geonames: Option<String>,
    kind: Option<String>,
    somewhere: bool,
}

#[derive(Clone, Default, PartialEq)]
struct Office {
    item: String,
    titles: Texts,
    of: Option<String>,
    since: Option<String>,
    until: Option<String>,
}

/// All items, in the order in which they came.
#[derive(Default)]
struct Items {
    all: Vec<(String, Found)>,
    at: HashMap<String, usize>,
}

impl Items {
    fn of(&mut self, id: &str, line: usize) -> Option<&mut Found> {
        let at = *self.at.entry(id.to_owned()).or_insert(self.all.len());
        if at == self.all.len() {
            self.all.push((id.to_owned(), Found { line, ..Found::default() }));
        }
        self.all.get_mut(at).map(|(_, found)| found)
    }

    fn get(&self, id: &str) -> Option<&Found> {
        self.at.get(id).and_then(|at| self.all.get(*at)).map(|(_, found)| found)
    }
}

/// Reads everything; the entries come at the end, for an item may have many rows, and offices their labels elsewhere.
pub fn import(input: &mut dyn BufRead, options: &Options, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut items = Items::default();
    let mut rest = String::new();
    lines::each(input, |number, line| {
        let line = line.map_err(|reason| broken(format!("line {number} {reason}")))?;
        let plain = line.trim().trim_end_matches(',');
        if rest.is_empty() && (plain.is_empty() || (matches!(plain, "[" | "]") && number > 1)) {
            return Ok(());
        }
        match serde_json::from_str::<Value>(plain) {
            Ok(value) if rest.is_empty() || rest == "[\n" => {
                rest.clear();
                any(&value, number, &mut items, options, sink);
            }
            // A document over many lines.
            _ => {
                rest.push_str(line);
                rest.push('\n');
            }
        }
        Ok(())
    })?;
    if !matches!(rest.trim(), "" | "[") {
        let value = serde_json::from_str(&rest).map_err(|error| broken(format!("no JSON of Wikidata: {error}")))?;
        any(&value, 1, &mut items, options, sink);
    }
    finish(&items, options, sink)
}

/// An entity, a list of them, a document with entities, or results.
fn any(value: &Value, line: usize, items: &mut Items, options: &Options, sink: &mut Sink<'_>) {
    if let Some(bindings) = value.pointer("/results/bindings").or(Some(value).filter(|value| value.is_array())) {
        for value in bindings.as_array().into_iter().flatten() {
            if value.get("labels").is_some() {
                entity(value, line, items, sink);
            } else if !row(value, line, items, options) {
                sink.refuse(line, "a row without an item of Wikidata");
            }
        }
    } else if let Some(entities) = value.get("entities").and_then(Value::as_object) {
        entities.values().for_each(|value| entity(value, line, items, sink));
    } else {
        entity(value, line, items, sink);
    }
}

/// The last part of an item's address, if it is one.
fn item_of(text: &str) -> Option<&str> {
    let id = text.rsplit('/').next()?;
    id.strip_prefix('Q').filter(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).map(|_| id)
}

/// A row of results: what a variable means is told by its name.
fn row(value: &Value, line: usize, items: &mut Items, options: &Options) -> bool {
    let Some(row) = value.as_object() else { return false };
    let text = |value: &'_ Value| value.get("value").unwrap_or(value).as_str().map(str::to_owned);
    let fallback = options.languages.first().cloned().unwrap_or_default();
    let cells: BTreeMap<String, (String, String)> = row
        .iter()
        .filter_map(|(name, value)| {
            let language = value.get("xml:lang").and_then(Value::as_str).unwrap_or(&fallback).to_owned();
            Some((name.to_lowercase(), (language, text(value)?)))
        })
        .collect();
    let offices = ["office", "position", "post", "role"];
    let others = ["of", "country", "jurisdiction", "kind", "type", "class", "instance"];
    let is_item = |name: &&String| !offices.contains(&name.as_str()) && !others.contains(&name.as_str());
    let first = row
        .keys()
        .map(|name| name.to_lowercase())
        .find(|name| is_item(&name) && cells.get(name).is_some_and(|(_, text)| item_of(text).is_some()));
    let Some((variable, id)) = first.and_then(|name| Some((name.clone(), item_of(&cells.get(&name)?.1)?.to_owned()))) else { return false };
    let Some(found) = items.of(&id, line) else { return false };
    let cell = |names: &[&str]| names.iter().find_map(|name| cells.get(*name)).cloned();
    let own = |suffix: &str| format!("{variable}{suffix}");
    push(&mut found.labels, cell(&[&own("label"), "label", "name"]).filter(|(_, label)| *label != id));
    push(&mut found.descriptions, cell(&[&own("description"), "description", "note"]));
    push(&mut found.aliases, cell(&["alias", "aliases"]));
    if let Some((language, all)) = cell(&[&own("altlabel"), "altlabel"]) {
        all.split(", ").for_each(|alias| push(&mut found.aliases, Some((language.clone(), alias.to_owned()))));
    }
    add_once(&mut found.demonyms, cell(&["demonym", "demonyms"]).map(|(_, text)| text));
    add_once(&mut found.shorts, cell(&["shortname", "short"]).map(|(_, text)| text));
    add_once(&mut found.classes, cell(&["instance", "class"]).and_then(|(_, text)| item_of(&text).map(str::to_owned)));
    found.kind = found.kind.take().or(cell(&["kindlabel", "kind", "typelabel", "type"]).map(|(_, text)| kind_of(&text)));
    found.geonames = found.geonames.take().or(cell(&["geonames", "geonamesid"]).map(|(_, text)| text));
    let of = cell(&["of", "country", "jurisdiction"]).and_then(|(_, text)| item_of(&text).map(str::to_owned));
    if let Some(office) = offices.iter().find(|name| cells.contains_key(**name) || cells.contains_key(&format!("{name}label"))) {
        let date = |names: &[&str]| cell(names).and_then(|(_, date)| day(&date, 11));
        let item = cell(&[office]).and_then(|(_, text)| item_of(&text).map(str::to_owned)).unwrap_or_default();
        let titles = cell(&[&format!("{office}label")]).into_iter().filter(|(_, title)| item_of(title).is_none()).collect();
        let office = Office { item, titles, of, since: date(&["start", "since", "from", "begin"]), until: date(&["end", "until", "to"]) };
        if !found.offices.contains(&office) {
            found.offices.push(office);
        }
    } else {
        found.of = found.of.take().or(of);
    }
    true
}

fn push(texts: &mut Texts, text: Option<(String, String)>) {
    texts.extend(text.filter(|text| !text.1.trim().is_empty() && !texts.contains(text)));
}

fn add_once(texts: &mut Vec<String>, text: Option<String>) {
    let new = text.filter(|text| !texts.contains(text));
    texts.extend(new);
}

/// `+2022-05-20T00:00:00Z` of this precision (9: year, 10: month, 11: day); a month or day 00 is not known.
fn day(text: &str, precision: u64) -> Option<String> {
    let date = text.trim_start_matches('+').split('T').next()?;
    let date = date.get(
        ..match precision {
            0..=9 => 4,
            10 => 7,
            _ => date.len(),
        },
    )?;
    let date = date.trim_end_matches("-00");
    PartialDate::parse(date).map(|date| date.to_string())
}

/// An entity with its statements.
fn entity(value: &Value, line: usize, items: &mut Items, sink: &mut Sink<'_>) {
    let id = value.get("id").and_then(Value::as_str).filter(|id| item_of(id).is_some());
    let Some(found) = id.and_then(|id| items.of(id, line)) else {
        sink.refuse(line, "is neither an item of Wikidata nor a result");
        return;
    };
    let texts = |key: &str| -> Texts {
        let by_language = value.get(key).and_then(Value::as_object);
        let each = by_language.into_iter().flatten().flat_map(|(code, value)| {
            let all = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            all.iter().filter_map(|text| Some((code.clone(), text.get("value")?.as_str()?.to_owned())))
        });
        each.collect()
    };
    (found.labels, found.aliases, found.descriptions) = (texts("labels"), texts("aliases"), texts("descriptions"));
    let text = |snak: &Value| snak.pointer("/datavalue/value/text").and_then(Value::as_str).map(str::to_owned);
    let item = |snak: &Value| snak.pointer("/datavalue/value/id").and_then(Value::as_str).map(str::to_owned);
    let main = |property: &str| snaks(value, property).map(|claim| &claim["mainsnak"]);
    found.demonyms = main("P1549").filter_map(text).collect();
    found.shorts = main("P1813").filter_map(text).collect();
    found.classes = main("P31").filter_map(item).collect();
    found.of = main("P1001").chain(main("P17")).find_map(item);
    found.geonames = main("P1566").find_map(|snak| snak.pointer("/datavalue/value")?.as_str().map(str::to_owned));
    found.somewhere = main("P625").next().is_some();
    found.offices = snaks(value, "P39")
        .filter_map(|claim| {
            let date = |property: &str| {
                let time = claim.pointer(&format!("/qualifiers/{property}/0/datavalue/value"))?;
                day(time.get("time")?.as_str()?, time.get("precision").and_then(Value::as_u64).unwrap_or(11))
            };
            let of = ["P1001", "P642"].iter().find_map(|property| claim.pointer(&format!("/qualifiers/{property}/0")).and_then(item));
            Some(Office { item: item(&claim["mainsnak"])?, titles: Vec::new(), of, since: date("P580"), until: date("P582") })
        })
        .collect();
}

/// The statements of a property, the deprecated ones left out.
fn snaks<'v>(value: &'v Value, property: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    let claims = value.get("claims").and_then(|claims| claims.get(property)).and_then(Value::as_array);
    claims.into_iter().flatten().filter(|claim| claim.get("rank").and_then(Value::as_str) != Some("deprecated"))
}

/// Makes entries of the items. Those that are only the offices of others are none.
fn finish(items: &Items, options: &Options, sink: &mut Sink<'_>) -> io::Result<()> {
    let offices: HashSet<&str> = items.all.iter().flat_map(|(_, found)| found.offices.iter().map(|office| office.item.as_str())).collect();
    let mut ids: HashMap<&str, String> = HashMap::new();
    let mut taken = HashSet::new();
    let entries: Vec<&(String, Found)> = items.all.iter().filter(|(item, _)| !offices.contains(item.as_str())).collect();
    for (item, found) in &entries {
        let known = options.known.get(item).map(|(id, _)| id.clone());
        let id = known.or_else(|| headword(found, options).map(|(_, name)| slug(name)));
        let id = id.map(|id| if taken.contains(&id) { format!("{id}-{}", item.to_lowercase()) } else { id });
        ids.extend(id.map(|id| (item.as_str(), id)));
        taken.extend(ids.get(item.as_str()).cloned());
    }
    for (item, found) in entries {
        match (ids.get(item.as_str()), headword(found, options)) {
            (Some(id), Some(name)) => {
                let draft = draft(item, found, (id, name), items, &ids, options, sink);
                sink.take(found.line, draft)?;
            }
            _ => sink.refuse(found.line, format!("{item} has no label in {}", options.languages.join(", "))),
        }
    }
    Ok(())
}

/// The label in the first of the wanted languages that has one; `mul` is any language.
fn headword<'f>(found: &'f Found, options: &Options) -> Option<(&'f str, &'f str)> {
    let wanted = options.languages.iter().map(String::as_str).chain(["mul"]);
    let mut in_order = wanted.filter_map(|code| found.labels.iter().find(|(of, _)| of == code));
    in_order.next().map(|(code, name)| (code.as_str(), name.as_str()))
}

fn draft(
    item: &str,
    found: &Found,
    (id, (language, name)): (&str, (&str, &str)),
    items: &Items,
    ids: &HashMap<&str, String>,
    options: &Options,
    sink: &mut Sink<'_>,
) -> Draft {
    let known = options.known.get(item).map(|(_, kind)| kind.clone());
    let kind = known.or(options.kind.clone()).or(found.kind.clone()).unwrap_or_else(|| kind(found).to_owned());
    let mut draft = Draft::new(&kind, id, name);
    let wanted = |code: &str| options.languages.iter().any(|wanted| wanted == code);
    for (code, label) in found.labels.iter().filter(|(code, label)| wanted(code) && !(code == language && label == name)) {
        draft.name_in(code, Item::text(label.trim()));
    }
    for (code, alias) in found.aliases.iter().filter(|(code, _)| wanted(code)) {
        let text = Item::text(alias.trim());
        draft.add("aliases", Item::raw(alias.trim(), format!("{{ text = {}, lang = \"{code}\" }}", text.written())));
    }
    for short in &found.shorts {
        let acronym = (2..=6).contains(&short.chars().count()) && short.chars().all(char::is_uppercase);
        draft.add(if acronym { "acronyms" } else { "aliases" }, Item::text(short.trim()));
    }
    for demonym in &found.demonyms {
        draft.add("demonyms", Item::text(demonym.trim()));
    }
    for office in &found.offices {
        match role(office, items, ids, options) {
            Some(role) => draft.add("roles", role),
            None => sink.refuse(found.line, format!("{item}: the office {} has no label in the input", office.item)),
        }
    }
    draft.set("wikidata", item);
    draft.set("geonames", found.geonames.as_deref().unwrap_or_default());
    let note = options.languages.iter().find_map(|code| found.descriptions.iter().find(|(of, _)| of == code));
    draft.set("note", note.map_or("", |(_, note)| note));
    draft
}

/// The kind that the classes (P31) mean; without one that is known here what has coordinates is a place.
fn kind(found: &Found) -> &'static str {
    let is = |wanted: &[&str]| found.classes.iter().any(|class| wanted.contains(&class.as_str()));
    // Human; ministry; country, sovereign state, city, big city, capital, town, village, settlement, island, river, mountain.
    if is(&["Q5"]) || !found.offices.is_empty() {
        "person"
    } else if is(&["Q192350"]) {
        "ministry"
    } else if is(&["Q6256", "Q3624078", "Q515", "Q1549591", "Q5119", "Q3957", "Q532", "Q486972", "Q23442", "Q4022", "Q8502"])
        || found.somewhere
        || found.geonames.is_some()
    {
        "place"
    } else {
        "organisation"
    }
}

/// The office with its titles by language; `None` without any.
fn role(office: &Office, items: &Items, ids: &HashMap<&str, String>, options: &Options) -> Option<Item> {
    let of_item = items.get(&office.item);
    let titles = if office.titles.is_empty() { &of_item?.labels } else { &office.titles };
    let wanted = |code: &&String| titles.iter().find(|(of, _)| of == *code);
    let mut titles = options.languages.iter().filter(|code| wanted(code).is_some()).filter_map(|code| wanted(&code));
    let (_, title) = titles.next()?;
    let mut toml = format!("{{ title = {}", Item::text(title.trim()).written());
    let others: Vec<String> = titles.map(|(code, title)| format!("{code} = {}", Item::text(title.trim()).written())).collect();
    if !others.is_empty() {
        toml = format!("{toml}, titles = {{ {} }}", others.join(", "));
    }
    // Only what some dictionary has may be named.
    let of = office.of.as_deref().or(of_item.and_then(|found| found.of.as_deref()));
    let of = of.and_then(|of| options.known.get(of).map(|(id, _)| id).or(ids.get(of)));
    toml.extend(of.map(|of| format!(", of = {}", Item::text(of.as_str()).written())));
    for (key, date) in [("since", &office.since), ("until", &office.until)] {
        toml.extend(date.iter().map(|date| format!(", {key} = \"{date}\"")));
    }
    Some(Item::raw(title.trim(), toml + " }"))
}
