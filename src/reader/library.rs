//! The list of the session's articles, triaged by what is in them: order, filter, selection, and what each row says.
//!
//! Rows are there at once with the files' names; what an article holds is filled in as the survey brings it.

use std::collections::{HashMap, HashSet};

use super::action::{Command, Effect};
use super::areas::list_areas;
use super::mouse::Touch;
use super::prompt::Purpose;
use super::update::moved;
use super::{Focus, Reader};
use crate::engine::glyph::visible;
use crate::engine::triage::Triage;
use crate::engine::web;

/// In which order the articles stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As they were given.
    #[default]
    Given,
    /// The newest first.
    Date,
    /// By title.
    Title,
    /// Those with the most new names first.
    New,
    /// The shortest first.
    Minutes,
    /// The unread first.
    Unread,
}

impl Order {
    const ALL: [Self; 6] = [Self::Given, Self::Date, Self::Title, Self::New, Self::Minutes, Self::Unread];

    /// The next order.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|order| *order == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    /// As the list's head calls it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Given => "as given",
            Self::Date => "newest first",
            Self::Title => "by title",
            Self::New => "most new names",
            Self::Minutes => "shortest first",
            Self::Unread => "unread first",
        }
    }

    /// The order that [`Order::word`] calls so.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.word() == word)
    }
}

/// How far an article was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// Never opened.
    Unread,
    /// Opened, not read to its end.
    Begun,
    /// Read to its end.
    Read,
}

/// What is known of an article: what the survey found, or why it could not be read.
type Entry = Option<Result<Triage, String>>;

/// See the module.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state that the others leave alone")]
pub struct Library {
    /// The order.
    pub order: Order,
    /// What title or people must have; empty: anything.
    pub filter: String,
    pub(super) entries: Vec<Entry>,
    /// Where the entries of feeds stand in the order in which articles were given: where their feed stood.
    pub(super) places: HashMap<usize, usize>,
    /// What is known of titles before an article is looked through.
    titles: HashMap<usize, String>,
    /// Feeds whose entries stand for them.
    unfolded: HashSet<usize>,
    /// The articles that are listed, in their order.
    pub(super) rows: Vec<usize>,
    /// How many of them are unread.
    pub(super) unread: usize,
    pub(super) selected: usize,
    top: usize,
    /// The selection was moved: it stays on its article, whatever comes.
    pub(super) held: bool,
    /// More articles are still being found.
    pub(super) looking: bool,
    /// Answers of this survey count.
    generation: u64,
    surveyed: usize,
    /// The dictionary has changed since the survey.
    stale: bool,
    /// It was opened over an article, to which Esc returns.
    over: bool,
}

impl Library {
    /// A list of so many articles of which nothing is known yet.
    #[must_use]
    pub fn new(count: usize) -> Self {
        Self { entries: vec![None; count], rows: (0..count).collect(), unread: count, stale: true, ..Self::default() }
    }

    /// Puts a new article of this title, which comes after all others, in the place of one.
    pub(super) fn unfold(&mut self, article: usize, title: Option<String>) {
        let (place, entry) = (self.place(article), self.entries.len());
        self.unfolded.insert(article);
        self.titles.extend(title.map(|title| (entry, title)));
        self.places.insert(entry, place);
        self.entries.push(None);
    }

    /// Where an article stands in the order in which they were given.
    pub(super) fn place(&self, article: usize) -> usize {
        self.places.get(&article).copied().unwrap_or(article)
    }

    /// Selects the first listed article that stands in the place of this one.
    pub(super) fn select_place_of(&mut self, article: usize) {
        let place = self.place(article);
        if let Some(row) = self.rows.iter().position(|listed| self.place(*listed) == place) {
            self.selected = row;
            self.held = true;
        }
    }

    /// Whether an article turned out to be a feed, so that its entries are listed and not it.
    #[must_use]
    pub fn is_unfolded(&self, article: usize) -> bool {
        self.unfolded.contains(&article)
    }

    /// The articles that are listed, in their order.
    #[must_use]
    pub fn rows(&self) -> &[usize] {
        &self.rows
    }

    /// The first row that is seen.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// The selected row.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// How many articles the survey has seen, and how many there are.
    #[must_use]
    pub fn surveyed(&self) -> (usize, usize) {
        (self.surveyed, self.entries.len() - self.unfolded.len())
    }

    /// What is known of an article: what is in it, or why it cannot be read.
    #[must_use]
    pub fn entry(&self, article: usize) -> Option<&Result<Triage, String>> {
        self.entries.get(article)?.as_ref()
    }

    /// Which survey's answers count.
    #[cfg(test)]
    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    /// How many of the listed articles are unread.
    #[must_use]
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// Whether more articles are still being found.
    #[must_use]
    pub fn looking(&self) -> bool {
        self.looking
    }

    pub(super) fn triage(&self, article: usize) -> Option<&Triage> {
        self.entry(article)?.as_ref().ok()
    }

    pub(super) fn go(&mut self, row: usize) {
        self.selected = row.min(self.rows.len().saturating_sub(1));
    }

    fn select(&mut self, article: usize) {
        if let Some(row) = self.rows.iter().position(|listed| *listed == article) {
            self.selected = row;
            self.held = true;
        }
    }

    fn reveal(&mut self, height: usize) {
        let last_top = self.rows.len().saturating_sub(height);
        let lowest = (self.selected + 1).saturating_sub(height);
        self.top = self.top.clamp(lowest, self.selected.max(lowest)).min(last_top);
    }
}

impl Reader {
    /// The list of articles.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// How many of the articles can be looked through: what is not a file can be read only once.
    #[must_use]
    pub fn surveyable(&self) -> usize {
        self.options.articles.iter().filter(|name| *name != "-").count() - self.library.unfolded.len()
    }

    /// How an article is called in the list: by its title, else by its file's name.
    #[must_use]
    pub fn title_of(&self, article: usize) -> String {
        let title = self.library.triage(article).and_then(|triage| triage.title.clone());
        title.or_else(|| self.library.titles.get(&article).cloned()).unwrap_or_else(|| {
            let name = self.options.articles.get(article).map_or("", String::as_str);
            let file = if self.is_on_the_web(article) { web::shown(name) } else { name.rsplit('/').next().unwrap_or(name) };
            if file == "-" { "standard input".to_owned() } else { visible(file).into_owned() }
        })
    }

    /// How far an article was read.
    #[must_use]
    pub fn progress(&self, article: usize) -> Progress {
        let opened = self.left.contains_key(&article) || (self.page.is_some() && self.shown == article);
        match self.recall.read(article) {
            Some(true) => Progress::Read,
            Some(false) => Progress::Begun,
            None if opened => Progress::Begun,
            None => Progress::Unread,
        }
    }

    /// How many of an article's names were never met before; `None`: nobody knows.
    #[must_use]
    pub fn new_names(&self, article: usize) -> Option<usize> {
        let triage = self.library.triage(article)?;
        self.recall.remembers().then(|| triage.ids.iter().filter(|id| !self.recall.knows(id)).count())
    }

    /// Opens the list before anything is read.
    pub(super) fn start_in_library(&mut self) -> Vec<Effect> {
        self.focus = Focus::Library;
        self.list_articles();
        self.survey()
    }

    /// `O`, or Esc in an article that has nothing left to close.
    pub(super) fn open_library(&mut self, over: bool) -> Vec<Effect> {
        if self.options.articles.len() < 2 {
            return if over { self.say("there is only this article") } else { Vec::new() };
        }
        let effects = self.show_library(over);
        self.library.select(self.shown);
        effects
    }

    /// The list, over an article or by itself.
    pub(super) fn show_library(&mut self, over: bool) -> Vec<Effect> {
        self.focus = Focus::Library;
        self.library.over = over;
        self.list_articles();
        if self.library.stale { self.survey() } else { Vec::new() }
    }

    fn survey(&mut self) -> Vec<Effect> {
        self.library.stale = false;
        self.library.surveyed = 0;
        self.library.generation += 1;
        vec![Effect::Survey { generation: self.library.generation, from: 0 }]
    }

    /// Looks through the articles from this index on, as more of the survey that is under way; a survey that is still to come
    /// finds them by itself.
    pub(super) fn survey_from(&self, from: usize) -> Vec<Effect> {
        let begun = self.library.generation > 0 && !self.library.stale;
        if begun { vec![Effect::Survey { generation: self.library.generation, from }] } else { Vec::new() }
    }

    /// The dictionary is another one now: what was found with the old one no longer holds.
    pub(super) fn survey_again(&mut self) -> Vec<Effect> {
        // Before the first dictionary the survey waits for it by itself.
        let waiting = self.library.surveyed == 0 && !self.library.stale;
        self.library.stale |= !waiting;
        if self.library.stale && self.pane() == Focus::Library { self.survey() } else { Vec::new() }
    }

    /// Takes what the survey found.
    pub(super) fn surveyed(&mut self, generation: u64, found: Vec<(usize, Result<Triage, String>)>) -> Vec<Effect> {
        if generation == self.library.generation {
            self.library.surveyed += found.len();
            let changed: Vec<usize> = found.iter().map(|(article, _)| *article).collect();
            self.list_changed(&changed, |reader| {
                for (article, found) in found {
                    reader.found(article, found);
                }
            });
        }
        Vec::new()
    }

    fn found(&mut self, article: usize, found: Result<Triage, String>) {
        if let Some(entry) = self.library.entries.get_mut(article) {
            *entry = Some(found.map_err(|reason| visible(&reason).into_owned()));
        }
    }

    /// All mentions of the open article are known: that is the latest that can be said of it.
    pub(super) fn triage_open(&mut self) {
        if let Some(page) = self.page.as_ref().filter(|_| self.options.articles.len() > 1) {
            let triage = Triage::new(page.article(), page.dictionary(), page.index().mentions());
            self.found(self.shown, Ok(triage));
        }
    }

    pub(super) fn in_library(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        let times = count.unwrap_or(1).max(1);
        let (at, height) = (self.library.selected, self.library_height());
        self.library.held |= command.moves();
        match command {
            Command::Line(way) | Command::Article(way) => self.library.go(moved(at, times, way)),
            Command::HalfPage(way) => self.library.go(moved(at, height.div_ceil(2) * times, way)),
            Command::Page(way) => self.library.go(moved(at, height * times, way)),
            Command::Top => self.library.go(0),
            Command::Bottom => self.library.go(count.map_or(usize::MAX, |row| row.max(1) - 1)),
            Command::Enter => return self.read_selected(),
            Command::Sort => {
                self.library.order = self.library.order.next();
                self.list_articles();
            }
            Command::Filter => self.ask_articles(),
            Command::Reload => return self.survey(),
            Command::Escape if !self.library.filter.is_empty() => {
                self.library.filter.clear();
                self.list_articles();
            }
            Command::Escape if self.library.over => self.leave_library(),
            Command::Escape => return self.say("Enter reads the article, q quits"),
            Command::Library if self.page.is_some() => self.leave_library(),
            Command::Close => return vec![Effect::Quit],
            _ => return self.anywhere(command, times),
        }
        Vec::new()
    }

    fn ask_articles(&mut self) {
        self.below = Focus::Library;
        self.focus = Focus::Prompt;
        self.prompt = Some(super::Prompt { text: self.library.filter.clone(), ..super::Prompt::new(Purpose::Articles) });
    }

    fn leave_library(&mut self) {
        self.focus = Focus::Article;
        self.uncover();
    }

    /// Back to the article that is open, or on to another one.
    fn read_selected(&mut self) -> Vec<Effect> {
        let Some(article) = self.library.rows.get(self.library.selected).copied() else { return Vec::new() };
        if self.page.is_some() && self.shown == article {
            self.leave_library();
            return Vec::new();
        }
        self.travel(article)
    }

    /// The article after or before the open one in the order of the list; `None` at its ends.
    pub(super) fn neighbour(&self, way: super::action::Way, times: usize) -> Option<usize> {
        let rows = self.library.rows();
        let row = match rows.iter().position(|row| *row == self.index) {
            Some(row) => moved(row, times, way).min(rows.len() - 1),
            // The filter has taken it out of the list: that begins anew.
            None => 0,
        };
        rows.get(row).copied().filter(|article| *article != self.index)
    }

    /// What the mouse does in the list.
    pub(super) fn touch_library(&mut self, touch: Touch) -> Vec<Effect> {
        self.library.held = true;
        match touch {
            Touch::Wheel { way, .. } => self.library.go(moved(self.library.selected, 3, way)),
            Touch::Press { x, y, .. } => {
                let areas = list_areas(self.size);
                let row = self.library.top + usize::from(y.saturating_sub(areas.list.y) / areas.lines.max(1));
                if areas.list.contains(x, y) && row < self.library.rows.len() {
                    if row == self.library.selected {
                        return self.read_selected();
                    }
                    self.library.go(row);
                }
            }
            Touch::Drag { .. } | Touch::Release => {}
        }
        Vec::new()
    }

    fn library_height(&self) -> usize {
        list_areas(self.size).entries().max(1)
    }

    /// Keeps the selected row in sight.
    pub(super) fn reveal_article(&mut self) {
        let height = self.library_height();
        self.library.reveal(height);
    }
}
