//! What the card says about an entity: who it is, its office on the article's date, how it is named here, with whom.
//!
//! Everything is in the reader's words and ready to be shown; the drawing only chooses how much of it fits.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::cells::cells;
use super::index::{Index, Spelling};
use super::words;
use crate::engine::article::Article;
use crate::engine::date::{PartialDate, overlaps};
use crate::engine::dictionary::{Dictionary, Entity, EntityIx, Role};
use crate::engine::glyph::{columns, visible};
use crate::engine::language::Language;
use crate::engine::web;

/// The card of one entity in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Who.
    pub entity: EntityIx,
    /// One line: the office on the article's date, or the dictionary's note.
    pub who: Option<String>,
    /// When that office was held, said with respect to the article's date.
    pub office: Option<String>,
    /// The note, where `who` is an office.
    pub note: Option<String>,
    /// The forms used in this article, the most frequent first.
    pub forms: Vec<(String, usize)>,
    /// Who else is in the same paragraphs, the most frequent first.
    pub with: Vec<(EntityIx, usize)>,
    /// When and where it was met before.
    pub met: Option<String>,
    /// Its page on the web, or that of its Wikidata id.
    pub page: Option<String>,
    /// File and line of the entry.
    pub origin: String,
    /// A width, and the rows at it: asked for with every layout.
    pub(super) height: OnceLock<(u16, usize)>,
}

/// Entries of `forms` and `with` that are kept.
const MOST: usize = 12;

/// A line of the docked card between its heading and the mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What the line tells, in the columns before it; `None`: it begins at the card's edge.
    pub label: Option<&'static str>,
    /// The line. May be wider than the card.
    pub text: String,
    /// Whether it only explains the line above.
    pub secondary: bool,
}

impl Fact {
    /// The columns that labels take.
    pub const LABEL: u16 = 9;
}

impl Card {
    /// The lines of the docked card in `width` columns, with blank ones between the groups: who it is, how it is named
    /// here, with whom it is. `dot` stands between entries of a line.
    #[must_use]
    pub fn facts(&self, index: &Index, width: u16, dot: &str) -> Vec<Fact> {
        let mut facts = Vec::new();
        for (line, secondary) in [(&self.who, false), (&self.office, true), (&self.note, true)] {
            for text in line.iter().flat_map(|line| on_two_lines(line, width.into())) {
                facts.push(Fact { label: None, text, secondary });
            }
        }
        facts.push(Fact { label: None, text: String::new(), secondary: true });
        let forms: Vec<String> = self.forms.iter().map(|(form, count)| format!("{form} {count}")).collect();
        let other = |(other, count): &(EntityIx, usize)| Some(format!("{} {count}", index.person(*other)?.name));
        let others: Vec<String> = self.with.iter().filter_map(other).collect();
        for (label, entries) in [("here as", forms), ("with", others)] {
            facts.extend(listed(label, &entries, dot, width.saturating_sub(Fact::LABEL).into()));
        }
        let met = self.met.iter().flat_map(|met| on_two_lines(met, width.saturating_sub(Fact::LABEL).into()));
        facts.extend(met.zip(["met", ""]).map(|(text, label)| Fact { label: Some(label), text, secondary: false }));
        facts
    }

    /// The rows that the docked card needs to show everything.
    #[must_use]
    pub fn rows(&self, index: &Index, width: u16) -> usize {
        let (heading, why, blank_lines) = (1, 3, 2);
        let count = || heading + self.facts(index, width, " · ").len() + index.mentions().of(self.entity).len() + why + blank_lines;
        let (at, rows) = *self.height.get_or_init(|| (width, count()));
        if at == width { rows } else { count() }
    }
}

/// A line that does not fit is broken once: between its parts, else between words.
fn on_two_lines(line: &str, width: usize) -> Vec<String> {
    if let Some((first, rest)) = line.rsplit_once(" · ").filter(|(first, _)| columns(line) > width && columns(first) <= width) {
        return vec![first.to_owned(), rest.to_owned()];
    }
    let split = line.char_indices().rev().find(|(at, c)| *c == ' ' && columns(&line[..*at]) <= width);
    match split.filter(|_| columns(line) > width) {
        Some((at, _)) => vec![line[..at].trim_end_matches(" ·").to_owned(), line[at + 1..].trim_start_matches("· ").to_owned()],
        None => vec![line.to_owned()],
    }
}

/// The entries on at most two lines.
fn listed(label: &'static str, mut entries: &[String], dot: &str, width: usize) -> Vec<Fact> {
    let mut lines = Vec::new();
    while !entries.is_empty() && lines.len() < 2 {
        let (text, rest) = whole(entries, dot, width);
        lines.push(Fact { label: Some(if lines.is_empty() { label } else { "" }), text, secondary: false });
        entries = rest;
    }
    lines
}

/// As many entries as fit whole, at least one; and those that are left.
#[must_use]
pub fn whole<'a>(entries: &'a [String], dot: &str, most: usize) -> (String, &'a [String]) {
    let mut said = String::new();
    for (at, entry) in entries.iter().enumerate() {
        if at > 0 && columns(&said) + columns(dot) + columns(entry) > most {
            return (said, &entries[at..]);
        }
        if at > 0 {
            said.push_str(dot);
        }
        said.push_str(entry);
    }
    (said, &[])
}

/// Makes the card.
#[must_use]
pub fn card(article: &Article, dictionary: &Dictionary, index: &Index, entity: EntityIx) -> Card {
    let entry = &dictionary[entity];
    let role = office(entry, article.date);
    let note = entry.details.note.as_deref().map(|note| visible(note).into_owned());
    let title = role.map(|role| then(role, role_line(dictionary, role, article.language), article.date));
    let (who, note) = match title {
        Some(title) => (Some(title), note),
        None => (note, None),
    };
    let origin = entry.origins.last().map(|origin| visible(&dictionary.place(*origin)).into_owned()).unwrap_or_default();
    Card {
        entity,
        who,
        office: role.map(|role| office_line(role, article)),
        note,
        forms: forms(article, index, entity),
        with: with(index, entity),
        met: None,
        page: web_page(entry),
        origin,
        height: OnceLock::new(),
    }
}

fn web_page(entry: &Entity) -> Option<String> {
    let own = entry.details.url.as_deref().and_then(web::address).map(str::to_owned);
    own.or_else(|| web::wikidata(entry.details.wikidata.as_deref()?))
}

/// An office that has ended since is one of that time; one that had ended by then is a former one.
fn then(role: &Role, line: String, date: Option<PartialDate>) -> String {
    match date {
        Some(date) if !overlaps(date, role.since, role.until) => format!("formerly: {line}"),
        None if role.until.is_some() => format!("formerly: {line}"),
        _ if role.until.is_some() => format!("then: {line}"),
        _ => line,
    }
}

/// Who somebody is, in one line: the office on the article's date, or the dictionary's note.
#[must_use]
pub fn who(article: &Article, dictionary: &Dictionary, entity: EntityIx) -> Option<String> {
    let entry = &dictionary[entity];
    let role = office(entry, article.date).map(|role| then(role, role_line(dictionary, role, article.language), article.date));
    role.or_else(|| entry.details.note.as_deref().map(|note| visible(note).into_owned()))
}

/// The office on the date; without a date the one that began last; else the last one before the date.
fn office(entry: &Entity, date: Option<PartialDate>) -> Option<&Role> {
    let held = |role: &&Role| date.is_none_or(|date| overlaps(date, role.since, role.until));
    let began = |role: &&Role| role.since.map_or(0, PartialDate::first_day);
    let before = |role: &&Role| date.is_none_or(|date| role.since.is_none_or(|since| since.first_day() <= date.last_day()));
    entry.roles.iter().filter(held).max_by_key(began).or_else(|| entry.roles.iter().filter(before).max_by_key(began))
}

fn role_line(dictionary: &Dictionary, role: &Role, language: Option<Language>) -> String {
    let of = role.of.as_deref().and_then(|of| dictionary.find(of)).map(|of| &dictionary[of]);
    // Where the country needs no name of its own in the article's language, the title is in that language, too, and what
    // stands under the language are only other words for it.
    let foreign = of.is_none_or(|of| of.names.iter().any(|name| name.lang.is_some() && name.lang == language));
    let own = role.titles.iter().find(|(lang, _)| foreign && language.is_some() && *lang == language);
    let title = own.or(role.titles.first()).map_or("", |(_, title)| title);
    let line = of.map_or_else(|| title.to_owned(), |of| format!("{title} · {}", of.name_in(language)));
    visible(&line).into_owned()
}

fn office_line(role: &Role, article: &Article) -> String {
    let say = words::date;
    let held = match (role.since, role.until) {
        (Some(since), Some(until)) => format!("{} – {}", say(since), say(until)),
        (Some(since), None) => format!("since {}", say(since)),
        (None, Some(until)) => format!("until {}", say(until)),
        (None, None) => String::new(),
    };
    match article.date {
        Some(date) if overlaps(date, role.since, role.until) && held.is_empty() => format!("in office {}", say(date)),
        Some(date) if overlaps(date, role.since, role.until) => format!("in office {} · {held}", say(date)),
        _ => held,
    }
}

fn forms(article: &Article, index: &Index, entity: EntityIx) -> Vec<(String, usize)> {
    let mut tally: HashMap<String, (usize, usize)> = HashMap::new();
    for &Spelling { at, times } in index.spellings(entity) {
        let Some(mention) = index.mention(at) else { continue };
        // As it is shown: a form that is broken over lines in the file is no other form.
        let (known, _) = tally.entry(shown(article, index.block(at), &mention.span)).or_insert((0, at));
        *known += times;
    }
    let mut forms: Vec<_> = tally.into_iter().collect();
    forms.sort_by_key(|(_, (count, order))| (usize::MAX - count, *order));
    forms.into_iter().take(MOST).map(|(form, (count, _))| (form, count)).collect()
}

/// A stretch of prose on one line: it may be broken over lines in the file.
#[must_use]
pub fn shown(article: &Article, block: usize, span: &Range<usize>) -> String {
    let cells = article.blocks.get(block).map(|block| cells(block, &article.text, span.clone()));
    cells.into_iter().flatten().map(|cell| cell.glyph.shown).collect()
}

fn with(index: &Index, entity: EntityIx) -> Vec<(EntityIx, usize)> {
    let mut company = index.company(entity);
    company.sort_by_key(|&(place, count)| (usize::MAX - count, place));
    company.into_iter().take(MOST).filter_map(|(place, count)| Some((index.cast().get(place)?.entity, count))).collect()
}

/// A mention in its sentence, cut to `most` columns: what stands before it, itself, and what follows.
#[must_use]
pub fn excerpt(article: &Article, block: usize, span: &Range<usize>, most: usize) -> [String; 3] {
    let Some(block) = article.blocks.get(block) else { return Default::default() };
    let floor = |mut at: usize| {
        while !article.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let from = floor(span.start.saturating_sub(80)).max(block.range.start);
    let to = floor((span.end + 4 * most).min(article.text.len())).min(block.range.end).max(span.end);
    let shown = |range: Range<usize>| cells(block, &article.text, range).map(|cell| cell.glyph.shown).collect::<String>();
    let hit = shown(span.clone());
    let mut before = shown(from..span.start);
    if from > block.range.start {
        before = before.split_once(' ').map_or_else(String::new, |(_, rest)| rest.to_owned());
    }
    let room = (most.saturating_sub(columns(&hit)) / 2).min(most / 3);
    while columns(&before) > room {
        // Whole words, so that the eye has something to begin with.
        before = before.split_once(' ').map_or_else(String::new, |(_, rest)| rest.to_owned());
    }
    // White space after the mention is the cell walk's leading space, which it leaves out unless every space counts.
    let after = shown(span.end..to);
    let spaced = article.text.get(span.end..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    let gap = if spaced && !after.starts_with(' ') { " " } else { "" };
    [before, hit, format!("{gap}{after}")]
}
