//! Entities of `FollowTheMoney`, one a line, as `OpenSanctions` publishes them. People, organisations, public bodies and
//! companies are entries; positions and who held them become offices. All other things and links are passed over.

use std::collections::HashMap;
use std::io::{self, BufRead};

use serde::Deserialize;

use super::{Draft, Item, Options, Sink, lines};
use crate::engine::date::PartialDate;

#[derive(Deserialize)]
struct Entity {
    id: String,
    schema: String,
    caption: Option<String>,
    #[serde(default)]
    properties: HashMap<String, Vec<String>>,
}

impl Entity {
    fn all(&self, property: &str) -> &[String] {
        self.properties.get(property).map_or(&[], Vec::as_slice)
    }

    fn first(&self, property: &str) -> Option<&str> {
        self.all(property).first().map(String::as_str)
    }
}

/// Who held which position.
struct Occupancy {
    holder: String,
    post: String,
    since: Option<String>,
    until: Option<String>,
}

/// Reads all entities; the entries come at the end, when all offices are known.
pub fn import(input: &mut dyn BufRead, options: &Options, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut drafts: Vec<(usize, String, Draft)> = Vec::new();
    let mut positions: HashMap<String, String> = HashMap::new();
    let mut held: HashMap<String, Vec<Occupancy>> = HashMap::new();
    lines::each(input, |number, line| {
        if line.is_ok_and(|line| line.trim().is_empty()) {
            return Ok(());
        }
        let parsed = line
            .map_err(str::to_owned)
            .and_then(|line| serde_json::from_str::<Entity>(line).map_err(|error| format!("is no entity: {error}")));
        let entity = match parsed {
            Ok(entity) => entity,
            Err(reason) => {
                sink.refuse(number, reason);
                return Ok(());
            }
        };
        match kind(&entity) {
            Some(kind) => match draft(&entity, kind, options) {
                Some(draft) => drafts.push((number, entity.id, draft)),
                None => sink.refuse(number, "has no name"),
            },
            None if entity.schema == "Position" => {
                let name = entity.first("name").or(entity.caption.as_deref());
                positions.extend(name.map(|name| (entity.id.clone(), name.to_owned())));
            }
            None => match occupancy(&entity) {
                Some(occupancy) => held.entry(occupancy.holder.clone()).or_default().push(occupancy),
                None => sink.leave_out(),
            },
        }
        Ok(())
    })?;
    for (line, id, mut draft) in drafts {
        for occupancy in held.get(&id).into_iter().flatten() {
            if let Some(title) = positions.get(&occupancy.post) {
                draft.add("roles", role(title, occupancy));
            }
        }
        sink.take(line, draft)?;
    }
    Ok(())
}

fn kind(entity: &Entity) -> Option<&'static str> {
    match entity.schema.as_str() {
        "Person" => Some("person"),
        "PublicBody" => {
            let ministry = |name: &String| ["minist", "министерств", "міністерств"].iter().any(|part| name.to_lowercase().contains(part));
            Some(if entity.all("name").iter().chain(&entity.caption).any(ministry) { "ministry" } else { "organisation" })
        }
        "Organization" | "Company" | "LegalEntity" => Some("organisation"),
        "Address" | "Territory" => Some("place"),
        _ => None,
    }
}

fn draft(entity: &Entity, kind: &str, options: &Options) -> Option<Draft> {
    let name = entity.caption.as_deref().or(entity.first("name")).or(entity.first("full"))?;
    let wikidata = entity.first("wikidataId").or(Some(entity.id.as_str()).filter(|id| is_item(id)));
    let known = wikidata.and_then(|item| options.known.get(item));
    let (id, kind) = known.map_or((entity.id.as_str(), kind), |(id, kind)| (id, kind));
    let mut draft = Draft::new(options.kind.as_deref().unwrap_or(kind), id, name);
    let lists = [
        ("name", "aliases"),
        ("alias", "aliases"),
        ("previousName", "aliases"),
        ("weakAlias", "short"),
        ("abbreviation", "acronyms"),
        ("topics", "tags"),
        ("keywords", "tags"),
    ];
    for (property, list) in lists {
        for text in entity.all(property).iter().map(|text| text.trim()).filter(|text| *text != name.trim()) {
            draft.add(list, Item::text(text));
        }
    }
    for title in entity.all("position") {
        draft.add("roles", Item::raw(title, format!("{{ title = {} }}", Item::text(title).written())));
    }
    draft.set("wikidata", wikidata.unwrap_or_default());
    draft.set("country", entity.first("country").unwrap_or_default());
    draft.set("url", entity.first("website").or(entity.first("sourceUrl")).unwrap_or_default());
    let note = entity.first("notes").or(entity.first("summary")).unwrap_or_default();
    draft.set("note", &note.split_whitespace().collect::<Vec<_>>().join(" "));
    Some(draft)
}

fn is_item(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

fn occupancy(entity: &Entity) -> Option<Occupancy> {
    let (holder, post) = (entity.first("holder")?.to_owned(), entity.first("post")?.to_owned());
    let date = |property| entity.first(property).filter(|date| PartialDate::parse(date).is_some()).map(str::to_owned);
    let (since, until) = (date("startDate"), date("endDate"));
    (entity.schema == "Occupancy").then_some(Occupancy { holder, post, since, until })
}

fn role(title: &str, occupancy: &Occupancy) -> Item {
    let mut toml = format!("{{ title = {}", Item::text(title.trim()).written());
    for (key, date) in [("since", &occupancy.since), ("until", &occupancy.until)] {
        toml.extend(date.iter().map(|date| format!(", {key} = \"{date}\"")));
    }
    Item::raw(title, toml + " }")
}
