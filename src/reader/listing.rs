//! Which articles are listed, in which order – also a hundred thousand of them while they are looked through.
//!
//! A new order or a new filter lists anew. What comes in between only changes the places of the articles that it is about,
//! and a filter that grows by a letter only looks at the rows that are left.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::action::Effect;
use super::fuzzy::Fuzzy;
use super::library::{Order, Progress};
use super::{Focus, Reader};
use crate::engine::date::PartialDate;

/// By what an article has its place: the lesser one stands further up, equals as they were given.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Given,
    Date(Reverse<u32>),
    Title(String),
    New(Reverse<Option<usize>>),
    Minutes(usize),
    Progress(Progress),
}

impl Reader {
    fn key_of(&self, article: usize) -> (Key, usize, usize) {
        let triage = || self.library().triage(article);
        let key = match self.library().order {
            Order::Given => Key::Given,
            Order::Date => Key::Date(Reverse(triage().and_then(|triage| triage.date).map_or(0, PartialDate::first_day))),
            Order::Title => Key::Title(self.title_of(article).to_lowercase()),
            Order::New => Key::New(Reverse(self.new_names(article))),
            Order::Minutes => Key::Minutes(triage().map_or(usize::MAX, |triage| triage.minutes)),
            Order::Unread => Key::Progress(self.progress(article)),
        };
        (key, self.library().place(article), article)
    }

    /// What the filter asks of an article; `None`: nothing.
    fn asked(&self) -> Option<Fuzzy> {
        let filter = &self.library().filter;
        (!filter.trim().is_empty()).then(|| Fuzzy::words(filter))
    }

    /// Whether an article has what the filter wants: every word in its title or in the names of its main people.
    fn passes(&self, article: usize, asked: &mut Option<Fuzzy>) -> bool {
        if self.library().is_unfolded(article) {
            return false;
        }
        let Some(asked) = asked else { return true };
        let mut text = self.title_of(article);
        for main in self.library().triage(article).map_or(&[][..], |triage| &triage.main) {
            // Not a dot: plain ASCII is matched much faster.
            text.push_str("; ");
            text.push_str(&main.name);
        }
        asked.score(&text).is_some()
    }

    fn is_unread(&self, article: usize) -> bool {
        self.progress(article) == Progress::Unread
    }

    /// Lists anew; the selection stays on its article once somebody has moved it.
    pub(super) fn list_articles(&mut self) {
        let mut asked = self.asked();
        let all = 0..self.library().entries.len();
        let mut rows: Vec<usize> = all.filter(|article| self.passes(*article, &mut asked)).collect();
        if self.library().order != Order::Given || !self.library().places.is_empty() {
            rows.sort_by_cached_key(|article| self.key_of(*article));
        }
        let unread = rows.iter().filter(|article| self.is_unread(**article)).count();
        self.set_rows(rows, unread);
    }

    /// Lets something be known of these articles and gives them their places; the others keep theirs.
    pub(super) fn list_changed(&mut self, changed: &[usize], change: impl FnOnce(&mut Self)) {
        if self.library().order == Order::Given && self.library().filter.trim().is_empty() {
            // Everything is listed where it stands, whatever it holds.
            change(self);
            return;
        }
        let leaving: HashSet<usize> = changed.iter().copied().collect();
        let (mut rows, mut unread) = (Vec::with_capacity(self.library().rows().len() + changed.len()), self.library().unread());
        for article in self.library().rows() {
            if leaving.contains(article) {
                unread -= usize::from(self.is_unread(*article));
            } else {
                rows.push(*article);
            }
        }
        change(self);
        let mut asked = self.asked();
        let mut coming: Vec<usize> = leaving.into_iter().filter(|article| self.passes(*article, &mut asked)).collect();
        coming.sort_by_cached_key(|article| self.key_of(*article));
        unread += coming.iter().filter(|article| self.is_unread(**article)).count();
        let merged = self.merged(&rows, &coming);
        self.set_rows(merged, unread);
    }

    /// Both lists as one, each in order.
    fn merged(&self, rows: &[usize], coming: &[usize]) -> Vec<usize> {
        let mut merged = Vec::with_capacity(rows.len() + coming.len());
        let mut rest = rows;
        for article in coming {
            let key = self.key_of(*article);
            let (before, after) = rest.split_at(rest.partition_point(|row| self.key_of(*row) < key));
            merged.extend_from_slice(before);
            merged.push(*article);
            rest = after;
        }
        merged.extend_from_slice(rest);
        merged
    }

    fn set_rows(&mut self, rows: Vec<usize>, unread: usize) {
        let library = &mut self.library;
        let selected = library.rows.get(library.selected).copied().filter(|_| library.held);
        library.rows = rows;
        library.unread = unread;
        let row = selected.and_then(|article| library.rows.iter().position(|row| *row == article));
        library.go(row.unwrap_or(0));
    }

    /// What is typed narrows the list down; the first row is selected.
    pub(super) fn filter_articles(&mut self, filter: String) {
        self.library.held = false;
        let before = std::mem::replace(&mut self.library.filter, filter);
        let longer = self.library.filter.starts_with(&before) && !before.trim().is_empty() && !self.library.filter.contains('\\');
        if !longer {
            return self.list_articles();
        }
        let mut asked = self.asked();
        let mut rows = std::mem::take(&mut self.library.rows);
        rows.retain(|article| self.passes(*article, &mut asked));
        let unread = rows.iter().filter(|article| self.is_unread(**article)).count();
        self.set_rows(rows, unread);
    }

    /// More articles come than were given so far. To be called before [`Reader::start`].
    pub fn expect_articles(&mut self) {
        self.library.looking = true;
    }

    /// Takes further articles.
    pub(super) fn listed(&mut self, names: Vec<String>, keys: Vec<Option<String>>, last: bool) -> Vec<Effect> {
        let known = self.options.articles.len();
        self.options.articles.extend(names);
        if self.recall.remembers() {
            self.recall.add(keys);
        }
        let all = self.options.articles.len();
        self.library.entries.resize(all, None);
        self.library.looking = !last;
        if self.library.order == Order::Given && self.library.filter.trim().is_empty() {
            self.library.rows.extend(known..all);
            self.library.unread += (known..all).filter(|article| self.is_unread(*article)).count();
        } else {
            let coming: Vec<usize> = (known..all).collect();
            self.list_changed(&coming, |_| {});
        }
        // On a busy machine even one file may take its time to be found: whoever names one wants to read it.
        let only = last && all == 1 && self.page.is_none() && self.focus == Focus::Library;
        if only { self.open(0) } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::Options;
    use super::super::action::Action;
    use super::super::keymap::Keymap;
    use super::*;
    use crate::engine::dictionary::Dictionary;
    use crate::engine::triage::Triage;

    fn reader(count: usize) -> Reader {
        let articles = (0..count).map(|at| format!("folder/{at}.txt")).collect();
        Reader::new(Options { articles, dictionary: Arc::new(Dictionary::default()), measure: 66, keymap: Arc::new(Keymap::default()) })
    }

    /// Something about an article that depends on nothing but its number.
    fn triage(article: usize) -> Triage {
        let scattered = article * 7919 % 1009;
        Triage {
            title: (!scattered.is_multiple_of(3)).then(|| format!("title {}", scattered % 50)),
            date: PartialDate::of_days(i64::try_from(scattered % 90).unwrap_or(0)),
            language: None,
            minutes: scattered % 11,
            main: Vec::new(),
            ids: Vec::new(),
        }
    }

    fn survey(reader: &mut Reader, articles: impl Iterator<Item = usize>) {
        let found =
            articles.map(|article| (article, if article.is_multiple_of(17) { Err("gone".to_owned()) } else { Ok(triage(article)) }));
        reader.update(Action::Surveyed { generation: reader.library.generation(), found: found.collect() });
    }

    #[test]
    fn what_comes_in_pieces_stands_where_it_would_had_it_come_at_once() {
        for order in [Order::Given, Order::Date, Order::Title, Order::New, Order::Minutes, Order::Unread] {
            for filter in ["", "title 1", "txt"] {
                let mut reader = reader(0);
                reader.expect_articles();
                reader.start();
                reader.library.order = order;
                reader.filter_articles(filter.to_owned());
                for part in 0..10 {
                    let names = (part * 30..part * 30 + 30).map(|at| format!("folder/{at}.txt")).collect();
                    reader.update(Action::Listed { names, keys: vec![None; 30], last: part == 9 });
                    survey(&mut reader, (0..part * 30).filter(|at| at % 10 == part));
                }
                survey(&mut reader, (0..300_usize).rev().filter(|at| !at.is_multiple_of(3)));
                let (rows, unread) = (reader.library.rows.clone(), reader.library.unread);
                reader.list_articles();
                assert_eq!((rows, unread), (reader.library.rows.clone(), reader.library.unread), "{order:?} {filter:?}");
                assert!(!reader.library.looking && !reader.library.rows.is_empty(), "{order:?} {filter:?}");
            }
        }
    }

    #[test]
    fn the_only_article_is_opened_however_late_it_is_found() {
        let found = |names: &[&str], last| Action::Listed {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            keys: vec![None; names.len()],
            last,
        };
        let opened = |effects: &[Effect]| matches!(effects, [Effect::Open { index: 0, .. }]);
        let late = || {
            let mut reader = reader(0);
            reader.expect_articles();
            reader.start();
            reader
        };
        let mut reader = late();
        assert!(!opened(&reader.update(found(&["a.txt"], false))));
        assert!(opened(&reader.update(found(&[], true))));
        assert!(opened(&late().update(found(&["a.txt"], true))));
        assert!(!opened(&late().update(found(&["a.txt", "b.txt"], true))));
        assert!(!opened(&late().update(found(&[], true))));
    }

    #[test]
    fn a_filter_typed_letter_by_letter_finds_what_it_finds_at_once() {
        let (mut typed, mut at_once) = (reader(300), reader(300));
        survey(&mut typed, 0..300);
        survey(&mut at_once, 0..300);
        let filter = "title 1 t";
        for end in 1..=filter.len() {
            typed.filter_articles(filter[..end].to_owned());
        }
        at_once.filter_articles(filter.to_owned());
        assert_eq!(typed.library.rows, at_once.library.rows);
        assert!(!at_once.library.rows.is_empty());
        typed.filter_articles("tit".to_owned());
        at_once.filter_articles("tit".to_owned());
        assert_eq!(typed.library.rows, at_once.library.rows);
    }
}
