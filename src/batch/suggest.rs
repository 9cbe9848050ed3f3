//! `namedrop suggest`: the names that the dictionary lacks, over many articles, as entries to be put into one.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::lexicons::Lexicons;
use super::{Job, Status, articles, to_stdout};
use crate::engine::article::Article;
use crate::engine::glyph::visible;
use crate::engine::kind::KindId;
use crate::engine::slug::slug;
use crate::engine::suggest::{Unknown, unknown};
use crate::export::{Positions, Unit};
use crate::store::edit::quoted_toml;

/// Places that are told of a name.
const PLACES: usize = 3;

/// A name over all articles.
#[derive(Default)]
struct Tally {
    names: HashMap<String, usize>,
    kinds: HashMap<KindId, usize>,
    count: usize,
    articles: usize,
    places: Vec<String>,
    cue: Option<String>,
}

/// Writes the names, the most frequent first. An article that cannot be read is told, and the others count.
#[must_use]
pub fn run(job: &Job) -> Status {
    let lexicons = match Lexicons::load(&job.dictionaries) {
        Ok(lexicons) => lexicons,
        Err(status) => return status,
    };
    let (mut tallies, mut failed) = (HashMap::<String, Tally>::new(), false);
    for article in articles(job) {
        let Some(article) = article else {
            failed = true;
            continue;
        };
        let mentions = lexicons.scan(&article, true);
        let names = unknown(&article, &mentions);
        let lines = lines(&article, &names);
        for (name, line) in names.into_iter().zip(lines) {
            tallies.entry(slug(&name.name)).or_default().add(name, &format!("{}:{line}", article.doc));
        }
    }
    let taken = |id: &str| lexicons.dictionary().find(id).is_some();
    let mut names: Vec<(String, Tally)> = tallies.into_iter().collect();
    names.sort_by(|(a, m), (b, n)| n.count.cmp(&m.count).then_with(|| a.cmp(b)));
    to_stdout(|out| {
        for (at, (id, tally)) in names.iter().enumerate() {
            let id = (1..10_000).map(|n| if n == 1 { id.clone() } else { format!("{id}-{n}") }).find(|id| !taken(id)).unwrap_or_default();
            let kinds = &lexicons.dictionary().kinds;
            let gap = if at == 0 { "" } else { "\n" };
            write!(out, "{gap}{}", tally.entry(&id, &kinds[tally.kind()].name))?;
        }
        Ok(match (failed, names.is_empty()) {
            (true, _) => Status::Failed,
            (false, true) => Status::Nothing,
            (false, false) => Status::Done,
        })
    })
}

/// The line on which each name stands first, each counted from the one before.
fn lines(article: &Article, names: &[Unknown]) -> Vec<usize> {
    let first = |name: usize| names[name].spans.first().map_or(0, |span| span.start);
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&name| first(name));
    let (mut positions, mut lines) = (Positions::new(article, Unit::Byte), vec![1; names.len()]);
    for name in order {
        lines[name] = positions.advance(first(name)).line;
    }
    lines
}

impl Tally {
    fn add(&mut self, found: Unknown, place: &str) {
        let count = found.spans.len();
        *self.names.entry(found.name).or_default() += count;
        *self.kinds.entry(found.kind).or_default() += count;
        self.count += count;
        self.articles += 1;
        self.cue = self.cue.take().or(found.cue);
        if self.places.len() < PLACES {
            self.places.push(place.to_owned());
        }
    }

    fn kind(&self) -> KindId {
        self.kinds.iter().max_by_key(|(kind, count)| (**count, std::cmp::Reverse(**kind))).map_or(KindId::PERSON, |(kind, _)| *kind)
    }

    /// The entry in TOML, below a comment with how often and where.
    fn entry(&self, id: &str, kind: &str) -> String {
        let name = self.names.iter().max_by_key(|(name, count)| (**count, std::cmp::Reverse(*name))).map_or("", |(name, _)| name);
        let mut entry = format!("# {} time{}", self.count, if self.count == 1 { "" } else { "s" });
        if self.articles > 1 {
            let _ = write!(entry, " in {} articles", self.articles);
        }
        let more = if self.articles > self.places.len() { ", …" } else { "" };
        let cue = self.cue.as_ref().map(|cue| format!(" (after {cue})")).unwrap_or_default();
        let _ = write!(entry, ": {}{more}{cue}", self.places.join(", "));
        format!("{}\n[[{kind}]]\nid = {}\nname = {}\n", visible(&entry), quoted_toml(id), quoted_toml(name))
    }
}
