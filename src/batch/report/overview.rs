//! The beginning of a report on several articles: the articles, everyone in them, and for each a dossier – the sentences
//! of all articles that mention it.

use std::collections::BTreeMap;

use super::super::passage;
use super::cast::{head, strip};
use super::html::{Html, counted};
use super::story::{Marker, Story};
use crate::engine::dictionary::EntityIx;
use crate::reader::index::Person;
use crate::reader::words;

/// Names that the list of articles tells of each.
const TOLD: usize = 6;

/// Where an entity is: the stories, each with its entry of the cast there.
type Everywhere<'a> = Vec<(&'a Story<'a>, &'a Person)>;

/// Writes list of articles and dossiers.
pub fn write(html: &mut Html, title: &str, stories: &[Story<'_>]) {
    let mentions: usize = stories.iter().map(|story| story.index.mentions().len()).sum();
    let everyone = everyone(stories);
    html.raw("<section id=\"index\" class=\"overview\">\n<h1>").text(title).raw("</h1>\n<p class=\"meta\">");
    html.text(&counted(stories.len(), "article", "articles")).raw(" · ").text(&counted(everyone.len(), "name", "names")).raw(" · ");
    html.text(&counted(mentions, "mention", "mentions")).raw("</p>\n<nav aria-label=\"Articles\"><ol class=\"articles\">\n");
    for story in stories {
        article(html, story);
    }
    html.raw("</ol></nav>\n<h2>Dossiers</h2>\n<ol class=\"cast everyone\">\n");
    let busiest = everyone.iter().flatten().map(|(_, person)| person.count).max().unwrap_or(0);
    for places in &everyone {
        dossier(html, stories, places, busiest);
    }
    html.raw("</ol>\n</section>\n");
}

/// Everyone, those in the most articles first, then those with the most mentions.
fn everyone<'a>(stories: &'a [Story<'a>]) -> Vec<Everywhere<'a>> {
    let mut all: BTreeMap<EntityIx, Everywhere<'a>> = BTreeMap::new();
    for story in stories {
        for person in story.index.cast() {
            all.entry(person.entity).or_default().push((story, person));
        }
    }
    let mut all: Vec<_> = all.into_values().collect();
    all.sort_by_cached_key(|places| {
        let count: usize = places.iter().map(|(_, person)| person.count).sum();
        let name = places.first().map(|(_, person)| person.name.clone());
        (usize::MAX - places.len(), usize::MAX - count, name)
    });
    all
}

fn article(html: &mut Html, story: &Story<'_>) {
    html.raw("<li><a");
    story.place(html, "href", "", story.number);
    html.raw(">").text(story.title()).raw("</a> <span class=\"meta\">");
    if let Some(date) = story.article.date {
        html.text(&words::date(date)).raw(" · ");
    }
    html.text(&counted(story.index.mentions().len(), "mention", "mentions")).raw("</span><span class=\"names\">");
    let mut cast: Vec<&Person> = story.index.cast().iter().collect();
    cast.sort_by_key(|person| usize::MAX - person.count);
    for (at, person) in cast.iter().take(TOLD).enumerate() {
        html.raw(if at > 0 { " · " } else { "" }).raw("<span class=\"m again k").number(person.kind.0.into()).raw("\">");
        html.text(&person.name).raw("</span>");
    }
    html.raw(if cast.len() > TOLD { " · …" } else { "" }).raw("</span></li>\n");
}

fn dossier(html: &mut Html, stories: &[Story<'_>], places: &Everywhere<'_>, busiest: usize) {
    let Some((story, person)) = places.first() else { return };
    let count: usize = places.iter().map(|(_, person)| person.count).sum();
    head(html, story, person, "dossier");
    html.raw("<span class=\"count\">").number(count).raw("<span class=\"vh\"> mentions</span></span>");
    let mut counts = vec![0; stories.len()];
    for (story, person) in places {
        counts[story.number - 1] = u32::try_from(person.count).unwrap_or(u32::MAX);
    }
    strip(html, &counts, u32::try_from(busiest).unwrap_or(u32::MAX));
    html.raw("<span class=\"articles\">")
        .text(&counted(places.len(), "article", "articles"))
        .raw("</span></summary>\n<div class=\"card\">\n");
    for (story, person) in places {
        sentences(html, story, person);
    }
    html.raw("</div></details></li>\n");
}

/// Writes what one article says about an entity.
fn sentences(html: &mut Html, story: &Story<'_>, person: &Person) {
    html.raw("<h3><a");
    story.place(html, "href", "", story.number);
    html.raw(">").text(story.title()).raw("</a>");
    if let Some(date) = story.article.date {
        html.raw(" <small>").text(&words::date(date)).raw("</small>");
    }
    html.raw("</h3>\n");
    if let Some(who) = story.who(person.entity) {
        html.raw("<p class=\"office\">").text(&who).raw("</p>\n");
    }
    html.raw("<ol class=\"sentences\">\n");
    let mut last = None;
    for at in story.index.mentions().of(person.entity) {
        let number = story.index.block(*at);
        let Some(sentence) = story.index.mention(*at).and_then(|mention| passage::sentence(story.article, number, &mention.span)) else {
            continue;
        };
        // A sentence that names somebody twice is one line.
        if last.replace(sentence.clone()).as_ref() == Some(&sentence) {
            continue;
        }
        html.raw("<li><a class=\"par\"");
        story.place(html, "href", "m", at + 1);
        html.raw(">§").number(number + 1).raw("</a> <q").raw(language(story)).raw(">");
        story.prose(html, number, sentence, &mut Bold { story, entity: person.entity });
        html.raw("</q></li>\n");
    }
    html.raw("</ol>\n");
}

/// ` lang="…"` of an article, for voices and hyphenation.
pub fn language(story: &Story<'_>) -> &'static str {
    use crate::engine::language::Language;
    match story.article.language {
        Some(Language::De) => " lang=\"de\"",
        Some(Language::En) => " lang=\"en\"",
        Some(Language::Es) => " lang=\"es\"",
        Some(Language::Fr) => " lang=\"fr\"",
        Some(Language::It) => " lang=\"it\"",
        Some(Language::Pl) => " lang=\"pl\"",
        Some(Language::Ru) => " lang=\"ru\"",
        Some(Language::Uk) => " lang=\"uk\"",
        None => "",
    }
}

/// Marks one entity.
struct Bold<'a> {
    story: &'a Story<'a>,
    entity: EntityIx,
}

impl Marker for Bold<'_> {
    fn begin(&mut self, html: &mut Html, _: usize, inside: bool) {
        html.raw(if inside { "<span>" } else { "<b>" });
    }

    fn end(&mut self, html: &mut Html, _: usize, inside: bool) {
        html.raw(if inside { "</span>" } else { "</b>" });
    }

    fn marks(&self, at: usize) -> bool {
        self.story.index.mention(at).is_some_and(|mention| mention.entity == Some(self.entity))
    }
}
