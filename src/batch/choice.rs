//! Which articles and which mentions a command looks at: kinds, and dates of the articles.

use std::io;

use strsim::jaro_winkler;

use super::lexicons::Lexicons;
use super::{Job, Status, articles, complain};
use crate::engine::article::Article;
use crate::engine::date::{PartialDate, overlaps};
use crate::engine::dictionary::{Dictionary, EntityIx};
use crate::engine::glyph::visible;
use crate::engine::kind::{KindId, Kinds};
use crate::engine::mentions::{Mention, Mentions};

/// What is looked at; by default everything.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The kinds, by their names; empty: all.
    pub kinds: Vec<String>,
    /// Articles of this date and later ones.
    pub since: Option<PartialDate>,
    /// Articles of this date and earlier ones.
    pub until: Option<PartialDate>,
}

impl Choice {
    /// Hands over every article that can be read and was chosen, with the chosen mentions, and tells whether all could be
    /// read. What could not, and which articles have no date to be chosen by, is told.
    ///
    /// # Errors
    /// Those of `each`; that a kind is unknown was told.
    pub fn each(
        &self,
        job: &Job,
        lexicons: &Lexicons,
        mut each: impl FnMut(&Dictionary, Article, Mentions) -> io::Result<()>,
    ) -> io::Result<bool> {
        let kinds = self.known(&lexicons.dictionary().kinds).map_err(|message| {
            complain(&message);
            io::Error::other(message)
        })?;
        let (mut whole, mut undated) = (true, 0);
        for article in articles(job) {
            let Some(article) = article else {
                whole = false;
                continue;
            };
            undated += usize::from(self.asks_for_a_date() && article.date.is_none());
            if self.takes(article.date) {
                let mentions = lexicons.scan(&article, job.weak);
                let mentions = if self.kinds.is_empty() { mentions } else { only(lexicons.dictionary(), &mentions, &kinds) };
                each(lexicons.dictionary(), article, mentions)?;
            }
        }
        if undated > 0 {
            let (count, say) = if undated == 1 { ("one article", "says") } else { ("some articles", "say") };
            complain(format_args!("left out: {count} ({undated}) that {say} no date; --date gives one"));
        }
        Ok(whole)
    }

    fn asks_for_a_date(&self) -> bool {
        self.since.is_some() || self.until.is_some()
    }

    /// Whether an article of this date is looked at. Of a month or a year any day will do.
    fn takes(&self, date: Option<PartialDate>) -> bool {
        !self.asks_for_a_date() || date.is_some_and(|date| overlaps(date, self.since, self.until))
    }

    /// The kinds that are asked for.
    ///
    /// # Errors
    /// In words: no dictionary has one of them.
    pub fn known(&self, kinds: &Kinds) -> Result<Vec<KindId>, String> {
        let known = |name: &String| {
            let found = kinds.iter().find(|(_, kind)| kind.name == *name || kind.label.to_lowercase() == name.to_lowercase());
            found.map(|(id, _)| id).ok_or_else(|| unknown(name, kinds))
        };
        self.kinds.iter().map(known).collect()
    }
}

fn unknown(name: &str, kinds: &Kinds) -> String {
    let all: Vec<_> = kinds.iter().map(|(_, kind)| kind.name.as_str()).collect();
    let near = all.iter().find(|kind| jaro_winkler(kind, name) > 0.85);
    match near {
        Some(near) => format!("--kind {}: no such kind; did you mean {near}?", visible(name)),
        None => format!("--kind {}: no such kind; there are {}", visible(name), visible(&all.join(", "))),
    }
}

/// The mentions of these kinds; an ambiguous one when a candidate is of them.
fn only(dictionary: &Dictionary, mentions: &Mentions, kinds: &[KindId]) -> Mentions {
    let wanted = |ix: &EntityIx| kinds.contains(&dictionary[*ix].kind);
    let taken = |mention: &&Mention| mention.entity.iter().chain(&mention.candidates).any(wanted);
    Mentions::new(mentions.all().iter().filter(taken).cloned().collect())
}

/// How a command ended that found something or not, having read everything or not.
#[must_use]
pub fn status(whole: bool, found: bool) -> Status {
    match (whole, found) {
        (false, _) => Status::Failed,
        (true, true) => Status::Done,
        (true, false) => Status::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Option<PartialDate> {
        PartialDate::parse(text)
    }

    #[test]
    fn an_article_is_taken_by_any_day_of_its_date() {
        let choice = Choice { since: date("2024-04-10"), until: date("2024-05"), ..Choice::default() };
        let taken = ["2024", "2024-04", "2024-04-10", "2024-05-31"].map(|text| choice.takes(date(text)));
        assert_eq!(taken, [true; 4]);
        let left = ["2023", "2024-03", "2024-04-09", "2024-06-01"].map(|text| choice.takes(date(text)));
        assert_eq!(left, [false; 4]);
        assert!(!choice.takes(None) && Choice::default().takes(None));
    }

    #[test]
    fn a_kind_is_known_by_its_name_or_its_label() {
        let known = |name: &str| Choice { kinds: vec![name.to_owned()], ..Choice::default() }.known(&Kinds::default());
        assert_eq!((known("person"), known("people")), (Ok(vec![KindId::PERSON]), Ok(vec![KindId::PERSON])));
        assert_eq!(known("persons").unwrap_err(), "--kind persons: no such kind; did you mean person?");
        assert_eq!(known("x").unwrap_err(), "--kind x: no such kind; there are person, ministry, organisation, place");
    }
}
