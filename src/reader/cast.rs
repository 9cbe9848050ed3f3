//! The pane that lists who is in the article: order, filter, selection. The entries themselves are the index's.

use super::action::Way;
use super::index::{Index, Marks, Person, SLICES};
use super::open::OpenName;
use crate::engine::dictionary::EntityIx;
use crate::engine::kind::KindId;

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

/// From which part of the article the cast is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    #[default]
    Article,
    /// What is on the screen.
    Screen,
    /// The section that is being read.
    Section,
}

impl Scope {
    /// The next scope.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Article => Self::Screen,
            Self::Screen => Self::Section,
            Self::Section => Self::Article,
        }
    }

    /// As the panel's head calls it; nothing for the whole article.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Article => None,
            Self::Screen => Some("on screen"),
            Self::Section => Some("in section"),
        }
    }
}

/// What a row of the cast lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry<'a> {
    /// Somebody.
    Person(&'a Person),
    /// A name of which it is open whom it means.
    Open(&'a OpenName),
}

impl Entry<'_> {
    /// The name, ready to be shown.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Person(person) => &person.name,
            Self::Open(open) => &open.name,
        }
    }

    /// The kind; of an open name the one that all candidates share.
    #[must_use]
    pub fn kind(self) -> Option<KindId> {
        match self {
            Self::Person(person) => Some(person.kind),
            Self::Open(open) => open.kind,
        }
    }

    /// How many mentions.
    #[must_use]
    pub fn count(self) -> usize {
        match self {
            Self::Person(person) => person.count,
            Self::Open(open) => open.of.len(),
        }
    }

    /// How many mentions in each slice of the article.
    #[must_use]
    pub fn strip(&self) -> &[u32; SLICES] {
        match self {
            Self::Person(person) => &person.strip,
            Self::Open(open) => &open.strip,
        }
    }

    /// The index of the first mention.
    #[must_use]
    pub fn first(self) -> usize {
        match self {
            Self::Person(person) => person.first,
            Self::Open(open) => open.of.first().copied().unwrap_or(0),
        }
    }

    /// What stays the same from one scan to the next.
    fn identity(self) -> (Option<EntityIx>, String) {
        match self {
            Self::Person(person) => (Some(person.entity), String::new()),
            Self::Open(open) => (None, open.name.to_string()),
        }
    }
}

/// The entry of a number: first everybody who is known, then the open names.
#[must_use]
pub fn entry(index: &Index, at: usize) -> Option<Entry<'_>> {
    let people = index.cast();
    let open = || index.open_names().get(at.checked_sub(people.len())?).map(Entry::Open);
    people.get(at).map(Entry::Person).or_else(open)
}

/// The state of the pane.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    /// The order.
    pub sort: Sort,
    /// What names must contain; empty: anything.
    pub filter: String,
    /// From which part of the article.
    pub scope: Scope,
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
    /// Lists anew; whoever was selected stays so. `here` says of each entry whether it is in the scope.
    pub fn list(&mut self, index: &Index, marks: &Marks, here: impl Fn(Entry<'_>) -> bool) {
        let selected = self.list.get(self.selected).and_then(|at| entry(index, *at)).map(Entry::identity);
        let filtered = index.filtered(&self.filter);
        let passes = |at: usize| filtered.as_ref().is_none_or(|filtered| filtered[at]);
        let all = index.cast().len() + index.open_names().len();
        let mut listed: Vec<(usize, Entry<'_>)> =
            (0..all).filter(|at| passes(*at)).filter_map(|at| Some((at, entry(index, at)?))).collect();
        listed.retain(|(_, entry)| entry.kind().is_none_or(|kind| !marks.off.contains(&kind)) && here(*entry));
        match self.sort {
            Sort::First => listed.sort_by_key(|(_, entry)| entry.first()),
            Sort::Count => listed.sort_by_key(|(_, entry)| (usize::MAX - entry.count(), entry.first())),
            Sort::Name => listed.sort_by_cached_key(|(_, entry)| entry.name().to_lowercase()),
            Sort::Kind => listed.sort_by_key(|(_, entry)| (entry.kind().is_none(), entry.kind(), entry.first())),
        }
        let row = selected.and_then(|selected| listed.iter().position(|(_, entry)| entry.identity() == selected));
        self.list = listed.into_iter().map(|(at, _)| at).collect();
        self.selected = row.unwrap_or(0);
    }

    /// The entries in their order, to be looked up with [`entry`].
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
        match entry(index, *self.list.get(self.selected)?)? {
            Entry::Person(person) => Some(person.entity),
            Entry::Open(_) => None,
        }
    }

    /// The selected name, where it is open whom it means.
    #[must_use]
    pub fn open_name<'a>(&self, index: &'a Index) -> Option<&'a OpenName> {
        match entry(index, *self.list.get(self.selected)?)? {
            Entry::Open(name) => Some(name),
            Entry::Person(_) => None,
        }
    }

    /// Selects the open name of a mention, if it is listed.
    pub fn select_open(&mut self, index: &Index, mention: usize) {
        let number = index.open_name_of(mention).map(|number| index.cast().len() + number);
        if let Some(row) = number.and_then(|number| self.list.iter().position(|at| *at == number)) {
            self.go(row);
        }
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
