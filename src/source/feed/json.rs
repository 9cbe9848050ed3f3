//! JSON feeds, version 1 and 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde_json::{Map, Value};

use super::{Found, Item, Text, date};
use crate::source::error::Reason;

/// Reads a feed. What is of a type that it should not be is passed over.
///
/// # Errors
/// It is no JSON.
pub fn read(text: &str) -> Result<Found, Reason> {
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{FEFF}')).map_err(|_| Reason::Damaged("JSON"))?;
    let Value::Object(feed) = value else { return Err(Reason::NoEntries) };
    let items = feed.get("items").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    Ok(Found {
        language: text_of(&feed, "language"),
        site: text_of(&feed, "home_page_url"),
        items: items.iter().filter_map(Value::as_object).map(|entry| item(entry, &feed)).collect(),
        broken: false,
    })
}

fn item(entry: &Map<String, Value>, feed: &Map<String, Value>) -> Item {
    let text = |key: &str| text_of(entry, key);
    let day = |key: &str| text(key).and_then(|text| date::read(&text));
    let own = authors(entry);
    Item {
        title: text("title").map(Text::Plain),
        body: text("content_html").map(Text::Html).or_else(|| text("content_text").map(Text::Plain)),
        summary: text("summary").map(Text::Plain),
        bylines: if own.is_empty() { authors(feed) } else { own },
        published: day("date_published"),
        updated: day("date_modified"),
        language: text("language"),
        link: text("url").or_else(|| text("external_url")),
        id: text("id").or_else(|| entry.get("id").filter(|id| id.is_number()).map(ToString::to_string)),
    }
}

/// The names of `authors`, and of `author` as it was in version 1.
fn authors(of: &Map<String, Value>) -> Vec<String> {
    let several = of.get("authors").and_then(Value::as_array).into_iter().flatten();
    let one = of.get("author").into_iter();
    let mut names: Vec<String> = Vec::new();
    for name in several.chain(one).filter_map(Value::as_object).filter_map(|author| text_of(author, "name")) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn text_of(of: &Map<String, Value>, key: &str) -> Option<String> {
    of.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty()).map(str::to_owned)
}
