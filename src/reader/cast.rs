//! The pane that lists who is in the article: order, filter, selection. The entries themselves are the index's.

use std::collections::HashSet;

use super::action::Way;
use super::index::{Index, Marks};
use super::search;
use crate::engine::dictionary::EntityIx;

/// In which order the cast stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By first appearance.
    #[default]
    First,
    /// The most mentioned first.
    Count,
    /// By name.
    Name,
    /// By kind, then by first appearance.
    Kind,
}

impl Sort {
    /// The next order.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::First => Self::Count,
            Self::Count => Self::Name,
            Self::Name => Self::Kind,
            Self::Kind => Self::First,
        }
    }

    /// The order that [`Sort::word`] calls so.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::First, Self::Count, Self::Name, Self::Kind].into_iter().find(|sort| sort.word() == word)
    }

    /// As the panel's head calls it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::First => "by first",
            Self::Count => "by count",
            Self::Name => "by name",
            Self::Kind => "by kind",
        }
    }
}

/// The state of the pane.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    /// The order.
    pub sort: Sort,
    /// What names must contain; empty: anything.
    pub filter: String,
    /// Only who is on the screen.
    pub on_screen: bool,
    /// Whether the panel is wanted; `None`: where there is room.
    pub open: Option<bool>,
    /// Columns more than usual.
    pub more: i16,
    list: Vec<usize>,
    selected: usize,
    top: usize,
    /// The wheel was turned: the selection need not be seen until it moves.
    loose: bool,
}

impl Cast {
    /// Lists anew; whoever was selected stays so.
    pub fn list(&mut self, index: &Index, marks: &Marks, on_screen: &HashSet<EntityIx>) {
        let cast = index.cast();
        let selected = self.entity(index);
        let listed = |at: &usize| {
            let person = &cast[*at];
            let here = !self.on_screen || on_screen.contains(&person.entity);
            here && !marks.off.contains(&person.kind) && (self.filter.is_empty() || search::matches(&person.name, &self.filter))
        };
        self.list = (0..cast.len()).filter(listed).collect();
        match self.sort {
            Sort::First => {}
            Sort::Count => self.list.sort_by_key(|at| usize::MAX - cast[*at].count),
            Sort::Name => self.list.sort_by_cached_key(|at| cast[*at].name.to_lowercase()),
            Sort::Kind => self.list.sort_by_key(|at| cast[*at].kind),
        }
        self.selected = selected.and_then(|entity| self.row_of(index, entity)).unwrap_or(0);
    }

    /// The entries in their order, as indices into [`Index::cast`].
    #[must_use]
    pub fn rows(&self) -> &[usize] {
        &self.list
    }

    /// The first row that is seen.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// The row of the selection.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Who is selected.
    #[must_use]
    pub fn entity(&self, index: &Index) -> Option<EntityIx> {
        Some(index.cast().get(*self.list.get(self.selected)?)?.entity)
    }

    /// Selects an entity, if it is listed.
    pub fn select(&mut self, index: &Index, entity: EntityIx) {
        if let Some(row) = self.row_of(index, entity) {
            self.go(row);
        }
    }

    /// Moves the selection.
    pub fn go(&mut self, to: usize) {
        let to = to.min(self.list.len().saturating_sub(1));
        self.loose &= to == self.selected;
        self.selected = to;
    }

    /// Scrolls a list of which `height` rows are seen, and leaves the selection where it is.
    pub fn wheel(&mut self, rows: usize, way: Way, height: usize) {
        let last_top = self.list.len().saturating_sub(height);
        self.top = if way == Way::Next { self.top + rows } else { self.top.saturating_sub(rows) }.min(last_top);
        self.loose = true;
    }

    /// Scrolls so that the selection is seen in `height` rows, and the list fills them.
    pub fn reveal(&mut self, height: usize) {
        let last_top = self.list.len().saturating_sub(height);
        let lowest = (self.selected + 1).saturating_sub(height);
        if self.loose {
            self.top = self.top.min(last_top);
            return;
        }
        self.top = self.top.clamp(lowest, self.selected.max(lowest)).min(last_top);
    }

    fn row_of(&self, index: &Index, entity: EntityIx) -> Option<usize> {
        self.list.iter().position(|at| index.cast().get(*at).is_some_and(|person| person.entity == entity))
    }
}
