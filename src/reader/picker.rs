//! A list to choose from: rows, a line that narrows them down as one types, one of them selected.
//!
//! What the list is of and what Enter does with a row is the business of whoever opens it: every row carries its
//! [`Outcome`]. Pure: nothing here knows keys, colours or the window.

use std::borrow::Cow;

use super::action::Command;
use super::fuzzy::Fuzzy;
use super::prompt::{Prompt, Purpose};
use crate::engine::edit::Edit;
use crate::engine::glyph::visible;
use crate::engine::kind::KindId;
use crate::engine::suggest::Unknown;

/// What Enter does with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Does what a key would do.
    Run(Command),
    /// Jumps to the block of this index.
    Block(usize),
    /// Makes this edit in the dictionary.
    Edit(Box<Edit>),
    /// Goes to a name that the dictionary lacks and offers to add it.
    Unknown(Box<Unknown>),
}

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What is read first, at the left; it can be shown as it is.
    pub label: String,
    /// What stands beside it, at the right; it can be shown as it is.
    pub detail: String,
    /// Its colour and letter, where the row is about an entity.
    pub kind: Option<KindId>,
    /// What Enter does.
    pub outcome: Outcome,
}

impl Row {
    /// A row without a kind.
    #[must_use]
    pub fn new(label: &str, detail: &str, outcome: Outcome) -> Self {
        Self { label: visible(label).into_owned(), detail: visible(detail).into_owned(), kind: None, outcome }
    }
}

/// The open list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picker {
    title: Cow<'static, str>,
    rows: Vec<Row>,
    prose: bool,
    filter: Prompt,
    /// The rows that the filter leaves, the best first, each with the graphemes of its label that match.
    listed: Vec<(usize, Vec<u32>)>,
    selected: usize,
    top: usize,
}

impl Picker {
    /// A list of these rows; the row `selected` is.
    #[must_use]
    pub fn new(title: impl Into<Cow<'static, str>>, rows: Vec<Row>, selected: usize) -> Self {
        let mut picker =
            Self { title: title.into(), rows, prose: false, filter: Prompt::new(Purpose::Filter), listed: Vec::new(), selected: 0, top: 0 };
        picker.list();
        picker.go(selected);
        picker
    }

    /// The rows are sentences: words of the filter must stand in them as they are.
    #[must_use]
    pub fn of_prose(self) -> Self {
        Self { prose: true, ..self }
    }

    /// What the list is of.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What was typed.
    #[must_use]
    pub fn filter(&self) -> &str {
        &self.filter.text
    }

    /// How many rows there are without a filter.
    #[must_use]
    pub fn all(&self) -> usize {
        self.rows.len()
    }

    /// How many rows the filter leaves.
    #[must_use]
    pub fn len(&self) -> usize {
        self.listed.len()
    }

    /// Whether the filter leaves nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// The rows that are seen in `height` rows, each with its place among those listed and the graphemes that match.
    pub fn seen(&self, height: usize) -> impl Iterator<Item = (usize, &Row, &[u32])> {
        let rows = self.listed.iter().enumerate().skip(self.top).take(height);
        rows.filter_map(|(at, (row, found))| Some((at, self.rows.get(*row)?, found.as_slice())))
    }

    /// The first row that is seen.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// The place of the selected row among those listed.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The selected row.
    #[must_use]
    pub fn row(&self) -> Option<&Row> {
        self.rows.get(self.listed.get(self.selected)?.0)
    }

    /// Selects another row.
    pub fn go(&mut self, to: usize) {
        self.selected = to.min(self.listed.len().saturating_sub(1));
    }

    /// Scrolls so that the selection is seen in `height` rows, and the list fills them.
    pub fn reveal(&mut self, height: usize) {
        let last_top = self.listed.len().saturating_sub(height);
        let lowest = (self.selected + 1).saturating_sub(height);
        self.top = self.top.clamp(lowest, self.selected.max(lowest)).min(last_top);
    }

    /// Changes what was typed: the best match is selected.
    pub fn edit(&mut self, change: impl FnOnce(&mut Prompt)) {
        let before = self.filter.text.clone();
        change(&mut self.filter);
        if self.filter.text != before {
            self.list();
            self.selected = 0;
            self.top = 0;
        }
    }

    fn list(&mut self) {
        if self.filter.text.trim().is_empty() {
            self.listed = (0..self.rows.len()).map(|row| (row, Vec::new())).collect();
            return;
        }
        let mut fuzzy = if self.prose { Fuzzy::words(&self.filter.text) } else { Fuzzy::new(&self.filter.text) };
        // What the label has counts more than what only label and detail have together.
        let score = |fuzzy: &mut Fuzzy, row: &Row| {
            let label = fuzzy.score(&row.label).map(|score| (true, score));
            label.or_else(|| Some((false, fuzzy.score(&format!("{} {}", row.label, row.detail))?)))
        };
        let mut found: Vec<_> = self.rows.iter().enumerate().filter_map(|(at, row)| Some((score(&mut fuzzy, row)?, at))).collect();
        found.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
        self.listed = found.into_iter().map(|(_, at)| (at, fuzzy.graphemes(&self.rows[at].label))).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picker(labels: &[&str]) -> Picker {
        let rows = (0..).zip(labels).map(|(at, label)| Row::new(label, "detail", Outcome::Block(at)));
        Picker::new("Things", rows.collect(), 1)
    }

    fn listed(picker: &Picker) -> Vec<&str> {
        picker.seen(100).map(|(_, row, _)| row.label.as_str()).collect()
    }

    #[test]
    fn without_a_filter_the_rows_stand_in_their_order_and_one_is_selected() {
        let picker = picker(&["b", "a", "c"]);
        assert_eq!((listed(&picker), picker.row().unwrap().label.as_str()), (vec!["b", "a", "c"], "a"));
    }

    #[test]
    fn a_filter_selects_its_best_match_and_its_end_brings_all_back() {
        let mut picker = picker(&["wider panel", "next name", "narrower panel"]);
        picker.edit(|filter| filter.push("pan"));
        assert_eq!((picker.len(), picker.all(), picker.selected()), (2, 3, 0));
        picker.edit(|filter| filter.push("x"));
        assert_eq!((picker.is_empty(), picker.row()), (true, None));
        picker.edit(|filter| filter.text.clear());
        assert_eq!(listed(&picker), ["wider panel", "next name", "narrower panel"]);
    }

    #[test]
    fn the_detail_can_be_searched_but_a_label_goes_first() {
        let mut picker = picker(&["nothing", "the detail"]);
        picker.edit(|filter| filter.push("detail"));
        assert_eq!(listed(&picker), ["the detail", "nothing"]);
    }

    #[test]
    fn the_selection_is_always_seen() {
        let mut picker = picker(&["0", "1", "2", "3", "4", "5"]);
        picker.go(4);
        picker.reveal(3);
        assert_eq!(picker.seen(3).map(|(at, ..)| at).collect::<Vec<_>>(), [2, 3, 4]);
        picker.go(usize::MAX);
        picker.reveal(3);
        picker.go(0);
        picker.reveal(3);
        assert_eq!(picker.seen(3).map(|(at, ..)| at).collect::<Vec<_>>(), [0, 1, 2]);
    }
}
