//! What tells an article from others at a glance: title, date, length, and who is in it.

use std::cmp::Reverse;
use std::sync::Arc;

use super::article::Article;
use super::date::PartialDate;
use super::dictionary::{Dictionary, EntityIx};
use super::forms::people::family_names;
use super::glyph::visible;
use super::kind::KindId;
use super::language::Language;
use super::length;
use super::mentions::Mentions;

/// People that are told.
const TOLD: usize = 3;

/// See the module. Texts are ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Triage {
    /// The title; `None`: the shell shows the file's name.
    pub title: Option<String>,
    /// The article's date.
    pub date: Option<PartialDate>,
    /// Its language.
    pub language: Option<Language>,
    /// Minutes that reading takes.
    pub minutes: usize,
    /// The three people with most mentions; where there are none, others. The most mentioned first.
    pub main: Vec<Main>,
    /// The ids of everyone who is mentioned, sorted.
    pub ids: Vec<Arc<str>>,
}

/// One of those whom an article is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Main {
    /// The headword.
    pub name: String,
    /// The family name, where there is one, else the headword.
    pub short: String,
    /// What it is.
    pub kind: KindId,
    /// Who it is in the dictionary that the article was scanned with.
    pub entity: EntityIx,
}

impl Main {
    /// An entity as an article in this language is told of it.
    #[must_use]
    pub fn new(dictionary: &Dictionary, entity: EntityIx, language: Option<Language>) -> Self {
        let kind = dictionary[entity].kind;
        let name = visible(&dictionary.short_name(entity, language)).into_owned();
        let family = if kind == KindId::PERSON { family_names(&name).into_iter().next() } else { None };
        Self { short: family.unwrap_or_else(|| name.clone()), name, kind, entity }
    }
}

impl Triage {
    /// Of an article with its mentions.
    #[must_use]
    pub fn new(article: &Article, dictionary: &Dictionary, mentions: &Mentions) -> Self {
        let mut ids: Vec<Arc<str>> = mentions.entities().map(|(entity, _)| dictionary[entity].id.clone()).collect();
        ids.sort();
        let title = article.title.as_deref().map(|title| visible(title.trim()).into_owned());
        Self {
            title: title.filter(|title| !title.is_empty()),
            date: article.date,
            language: article.language,
            minutes: length::minutes(length::count(article)),
            main: main(article, dictionary, mentions),
            ids,
        }
    }

    /// Whether an entity is mentioned.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.ids.binary_search_by(|own| (**own).cmp(id)).is_ok()
    }
}

fn main(article: &Article, dictionary: &Dictionary, mentions: &Mentions) -> Vec<Main> {
    let mut all: Vec<(EntityIx, &[usize])> = mentions.entities().filter(|(_, of)| !of.is_empty()).collect();
    let is_person = |entity: EntityIx| dictionary[entity].kind == KindId::PERSON;
    if all.iter().any(|(entity, _)| is_person(*entity)) {
        all.retain(|(entity, _)| is_person(*entity));
    }
    all.sort_by_key(|(_, of)| (Reverse(of.len()), of[0]));
    all.iter().take(TOLD).map(|(entity, _)| Main::new(dictionary, *entity, article.language)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::dictionary::{Entity, Written};
    use crate::engine::kind::Kinds;
    use crate::engine::lexicon::Lexicon;

    fn triage(text: &str) -> Triage {
        let entity = |id: &str, kind, name: &str| Entity::new(id, kind, Written::new(name));
        let entities = vec![
            entity("anna-berg", KindId::PERSON, "Anna Berg"),
            entity("jan-ten-kate", KindId::PERSON, "Jan ten Kate"),
            entity("riga", KindId::PLACE, "Riga"),
        ];
        let dictionary = Arc::new(Dictionary::new(Kinds::default(), Vec::new(), entities));
        let block = crate::engine::article::Block::plain(crate::engine::article::BlockKind::Paragraph, 0..text.len());
        let article = Article { text: text.into(), title: Some(" A\u{1b}B ".into()), blocks: vec![block], ..Article::default() };
        let mentions = Lexicon::new(dictionary.clone(), Language::En).scan(&article);
        Triage::new(&article, &dictionary, &mentions)
    }

    #[test]
    fn people_go_first_and_the_most_mentioned_of_them() {
        let triage = triage("Riga, Riga, Riga. Anna Berg met Jan ten Kate. Then ten Kate left.");
        let names: Vec<&str> = triage.main.iter().map(|main| main.short.as_str()).collect();
        assert_eq!(names, ["ten Kate", "Berg"]);
        assert!(triage.has("riga") && triage.has("anna-berg") && !triage.has("oslo"));
        assert!(!triage.title.unwrap().contains('\u{1b}'));
    }

    #[test]
    fn where_nobody_is_named_others_stand_for_the_article() {
        assert_eq!(triage("Riga is large.").main.len(), 1);
        assert_eq!(triage("Nothing.").main, []);
    }
}
