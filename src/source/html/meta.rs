//! What a page says of itself: JSON-LD, `meta` elements, microdata, the title.

use std::collections::VecDeque;

use dom_query::Document;
use serde_json::Value;

use super::tag::Tag;
use super::tree::{Tree, squeeze};
use crate::engine::date::PartialDate;
use crate::engine::language::Language;
use crate::engine::web;

/// What a page says of the article in it.
#[derive(Debug, Default)]
pub struct Meta {
    pub title: Option<String>,
    pub byline: Option<String>,
    pub date: Option<PartialDate>,
    pub language: Option<Language>,
    pub source: Option<String>,
    /// The article's whole text without markup.
    pub body: Option<String>,
    /// It is for subscribers.
    pub paid: bool,
}

/// Reads what the page says of itself.
pub fn read(tree: &Tree) -> Meta {
    let mut meta = Meta::default();
    for json in &tree.json {
        meta.take_json(json);
    }
    let named = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| tree.meta.iter().find(|(key, value)| key == name && !value.trim().is_empty()))
            .map(|(_, value)| value.as_str())
    };
    let property = |name: &str| {
        let with = |at: &usize| tree.attrs(*at).itemprop.split_whitespace().any(|prop| prop == name);
        (1..tree.nodes.len())
            .find(with)
            .map(|at| if tree.attrs(at).value.is_empty() { tree.text_of(at) } else { tree.attrs(at).value.clone() })
    };
    let dates = [
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "parsely-pub-date",
        "sailthru.date",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "dcterms.date",
        "pubdate",
        "publish-date",
        "publication_date",
        "last-modified",
    ];
    meta.date = (meta.date)
        .or_else(|| date(named(&dates[..3])?))
        .or_else(|| date(&property("datePublished")?))
        .or_else(|| date(named(&dates)?))
        .or_else(|| time(tree));
    meta.byline = meta
        .byline
        .take()
        .or_else(|| person(named(&["author", "article:author", "dc.creator", "parsely-author"])?))
        .or_else(|| person(&property("author")?));
    meta.language = Language::parse(tree.language.trim())
        .or_else(|| Language::parse(named(&["content-language", "og:locale", "inlanguage", "dc.language"])?.trim()));
    meta.source = named(&["canonical", "og:url"]).and_then(web::address).map(str::to_owned);
    meta.title = title(tree, meta.title.take(), named(&["og:title", "twitter:title", "dc.title"]), named(&["og:site_name"]));
    meta
}

impl Meta {
    /// Takes what a JSON-LD script says of an article; of several the outermost and first.
    fn take_json(&mut self, json: &str) {
        // Line breaks inside strings are a common fault of those who write it.
        let json: String = json.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let Ok(value) = serde_json::from_str::<Value>(&json) else { return };
        let mut pending = VecDeque::from([&value]);
        while let Some(value) = pending.pop_front() {
            match value {
                Value::Array(values) => pending.extend(values),
                Value::Object(map) => {
                    if map.get("@type").is_some_and(is_article) {
                        self.take_article(map);
                    }
                    pending.extend(map.values());
                }
                _ => {}
            }
        }
    }

    fn take_article(&mut self, map: &serde_json::Map<String, Value>) {
        let text = |key: &str| map.get(key).and_then(Value::as_str).map(decoded).filter(|text| !text.is_empty());
        self.title = self.title.take().or_else(|| text("headline"));
        self.date = self.date.or_else(|| date(&text("datePublished")?)).or_else(|| date(&text("dateCreated")?));
        self.byline = self.byline.take().or_else(|| names(map.get("author")?));
        if let Some(body) = map.get("articleBody").and_then(Value::as_str)
            && self.body.as_ref().is_none_or(|found| found.len() < body.len())
        {
            self.body = Some(if body.contains('<') || body.contains('&') { paragraphs_of(body) } else { body.to_owned() });
        }
        let free = map.get("isAccessibleForFree");
        self.paid |=
            free.is_some_and(|free| *free == Value::Bool(false) || free.as_str().is_some_and(|free| free.eq_ignore_ascii_case("false")));
    }
}

fn is_article(kind: &Value) -> bool {
    let named = |kind: &str| kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report" || kind == "Review";
    match kind {
        Value::String(kind) => named(kind),
        Value::Array(kinds) => kinds.iter().any(|kind| kind.as_str().is_some_and(named)),
        _ => false,
    }
}

/// The names of persons: a string, an object with a name, or several of them.
fn names(author: &Value) -> Option<String> {
    match author {
        Value::String(name) => person(name),
        Value::Object(map) => person(map.get("name")?.as_str()?),
        Value::Array(authors) => {
            let names: Vec<String> = authors.iter().filter(|author| !author.is_array()).filter_map(names).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

/// A name as it is shown; an address is none.
fn person(name: &str) -> Option<String> {
    let name = decoded(name);
    let name = ["von ", "Von ", "by ", "By "].into_iter().find_map(|by| name.strip_prefix(by)).unwrap_or(&name).to_owned();
    (!name.is_empty() && !name.contains("://") && name.len() < 200).then_some(name)
}

/// The text with its character references read and its white space squeezed.
fn decoded(text: &str) -> String {
    if text.contains('&') && text.contains(';') { squeeze(&Document::fragment(text.to_owned()).text()) } else { squeeze(text) }
}

/// The text of markup inside JSON, one paragraph a line.
fn paragraphs_of(html: &str) -> String {
    let html = html.replace('\n', "<br><br>");
    let tree = Tree::parse(&html);
    super::flow::pieces(&tree, 0).into_iter().map(|piece| piece.text).collect::<Vec<_>>().join("\n")
}

/// A date as pages write it for programs, or as `17.05.2024`.
fn date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    let iso = text.get(..10).and_then(PartialDate::parse).or_else(|| PartialDate::parse(text));
    iso.or_else(|| {
        let mut parts = text.split([' ', ',']).next()?.split('.');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        PartialDate::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    })
}

/// The first `time` outside of what is around an article.
fn time(tree: &Tree) -> Option<PartialDate> {
    let around = |at: usize| {
        let mut up = at;
        while up > 0 {
            if matches!(tree.nodes[up].tag, Tag::Aside | Tag::Nav | Tag::Footer | Tag::A) {
                return true;
            }
            up = tree.nodes[up].parent;
        }
        false
    };
    let times = || (1..tree.nodes.len()).filter(|at| tree.nodes[*at].tag == Tag::Time);
    times().filter(|at| !around(*at)).find_map(|at| date(&tree.attrs(at).value).or_else(|| date(&tree.text_of(at))))
}

/// The title: the page's heading where the metadata confirm it, else what the metadata say without the site's name.
fn title(tree: &Tree, json: Option<String>, graph: Option<&str>, site: Option<&str>) -> Option<String> {
    let said = json.or_else(|| graph.map(decoded)).or_else(|| Some(squeeze(&tree.title))).filter(|title| !title.is_empty());
    let headings: Vec<String> = (1..tree.nodes.len())
        .filter(|at| tree.nodes[*at].tag == Tag::Heading(1))
        .map(|at| heading(tree, at))
        .filter(|text| !text.is_empty())
        .collect();
    let page_title = squeeze(&tree.title);
    let confirmed = headings.iter().find(|heading| {
        heading.chars().count() > 8 && (said.as_ref().is_some_and(|said| alike(said, heading)) || page_title.starts_with(heading.as_str()))
    });
    if let Some(heading) = confirmed {
        return Some(heading.clone());
    }
    match said {
        Some(said) => Some(without_site(&said, site)),
        None => headings.into_iter().next(),
    }
}

/// What a heading reads, its parts set off from each other.
fn heading(tree: &Tree, at: usize) -> String {
    super::flow::pieces(tree, at).into_iter().map(|piece| piece.text.replace('\n', " ")).collect::<Vec<_>>().join(" ")
}

/// Whether one of two titles holds the other.
fn alike(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (one, other) = (plain(one), plain(other));
    one.contains(&other) || other.contains(&one)
}

/// A title without the name of the site at its end.
fn without_site(title: &str, site: Option<&str>) -> String {
    for separator in [" | ", " – ", " — ", " - ", " :: ", " • "] {
        if let Some((begin, end)) = title.rsplit_once(separator)
            && (site.is_some_and(|site| site.eq_ignore_ascii_case(end.trim())) || (separator == " | " && end.chars().count() < 30))
        {
            return begin.trim().to_owned();
        }
    }
    title.to_owned()
}
