//! The help screen: where it is scrolled to, and what it was narrowed down to.

use super::action::{Command, Effect};
use super::keymap::HelpRow;
use super::prompt::{Prompt, Purpose};
use super::update::moved;
use super::{Focus, Reader, search};

/// Columns of one column of help.
pub const WIDTH: u16 = 58;

/// See the module.
#[derive(Clone, Debug, Default)]
pub(super) struct Help {
    /// The first row that is seen.
    top: usize,
    /// What keys, help or headings must contain; empty: everything is listed.
    filter: String,
}

impl Reader {
    /// The first row of the help screen that is seen.
    #[must_use]
    pub fn help(&self) -> usize {
        self.help.top
    }

    /// What the help is narrowed down to.
    #[must_use]
    pub fn help_filter(&self) -> &str {
        &self.help.filter
    }

    /// Whether the help is on the screen.
    #[must_use]
    pub fn shows_help(&self) -> bool {
        self.focus == Focus::Help || self.prompt.as_ref().is_some_and(|prompt| prompt.purpose == Purpose::Help)
    }

    /// The rows of the help that its filter leaves; a heading that matches keeps all of its rows.
    #[must_use]
    pub fn help_rows(&self) -> Vec<HelpRow> {
        let all = self.keymap().help();
        if self.help.filter.is_empty() {
            return all;
        }
        let needle = search::Needle::new(&self.help.filter);
        let matches = |text: &str| needle.is_in(text);
        let mut rows = Vec::new();
        for group in all.split(|row| *row == HelpRow::Blank) {
            let whole = group.iter().any(|row| matches!(row, HelpRow::Heading(heading) if matches(heading)));
            let wanted = |row: &&HelpRow| match row {
                HelpRow::Keys(keys, help) => whole || matches(&format!("{keys} {help}")),
                _ => false,
            };
            let mut found = group.iter().filter(wanted).peekable();
            if found.peek().is_some() {
                if !rows.is_empty() {
                    rows.push(HelpRow::Blank);
                }
                rows.extend(group.first().cloned());
                rows.extend(found.cloned());
            }
        }
        rows
    }

    /// How many columns stand side by side, and what is in them.
    #[must_use]
    pub fn help_columns(&self) -> (usize, Vec<Vec<HelpRow>>) {
        let abreast = usize::from(self.size.0.saturating_sub(2) / WIDTH).max(1);
        (abreast, columns_of(&self.help_rows(), abreast))
    }

    pub(super) fn open_help(&mut self) {
        self.help = Help::default();
        self.enter(Focus::Help);
    }

    /// Puts a row of the help at the top of the screen, or the nearest that fills it.
    pub(super) fn scroll_help(&mut self, to: usize) {
        let height = usize::from(self.size.1.saturating_sub(1));
        self.help.top = to.min(longest(&self.help_columns().1).saturating_sub(height));
    }

    pub(super) fn filter_help(&mut self, filter: String) {
        self.help = Help { top: 0, filter };
    }

    pub(super) fn in_help(&mut self, command: Command) -> Vec<Effect> {
        let page = usize::from(self.size.1.saturating_sub(2)).max(1);
        match command {
            Command::Line(way) => self.scroll_help(moved(self.help.top, 1, way)),
            Command::HalfPage(way) => self.scroll_help(moved(self.help.top, page.div_ceil(2), way)),
            Command::Page(way) => self.scroll_help(moved(self.help.top, page, way)),
            Command::Top => self.help.top = 0,
            Command::Bottom => self.scroll_help(usize::MAX),
            Command::Search => {
                self.filter_help(String::new());
                self.prompt = Some(Prompt::new(Purpose::Help));
                self.focus = Focus::Prompt;
            }
            Command::Escape if !self.help.filter.is_empty() => self.filter_help(String::new()),
            Command::Escape | Command::Close | Command::Help => self.focus = self.below,
            Command::Theme => return vec![Effect::Theme],
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return vec![Effect::Suspend],
            Command::Quit => return vec![Effect::Quit],
            _ => {}
        }
        Vec::new()
    }
}

/// The rows of the longest column, with the blank one above it.
#[must_use]
pub fn longest(columns: &[Vec<HelpRow>]) -> usize {
    columns.iter().map(Vec::len).max().unwrap_or(0) + 1
}

/// Deals the groups out so that the columns are about equally long; a group stays whole.
fn columns_of(rows: &[HelpRow], abreast: usize) -> Vec<Vec<HelpRow>> {
    let most = rows.len().div_ceil(abreast);
    let mut columns: Vec<Vec<HelpRow>> = vec![Vec::new()];
    for group in rows.split(|row| *row == HelpRow::Blank) {
        let full = columns.last().is_some_and(|column| !column.is_empty() && column.len() + group.len() / 2 > most);
        if full && columns.len() < abreast {
            columns.push(Vec::new());
        }
        if let Some(column) = columns.last_mut() {
            if !column.is_empty() {
                column.push(HelpRow::Blank);
            }
            column.extend_from_slice(group);
        }
    }
    columns
}
