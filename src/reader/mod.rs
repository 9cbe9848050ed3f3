//! One reading session: what is open, where the reader is, what is shown. No input or output, no clock, no colour.
//!
//! # What the shell has to do
//!
//! 1. `Reader::new(...)`, carry out [`Reader::start`]'s effects, and send [`Action::Resize`](action::Action::Resize)
//!    before the first drawing.
//! 2. For each terminal event ask `tui::keys` for the action, hand it to [`Reader::update`], carry out the effects
//!    it returns, then draw once. An event that means nothing needs no drawing.
//! 3. While [`Reader::waits_for_key`] is true (a prefix such as `g` was typed) send
//!    [`Action::PrefixTimeout`](action::Action::PrefixTimeout) when 300 ms pass without a key. There is no other clock.
//! 4. Answers of the worker are actions too. They carry the generation of the request; stale ones are dropped here.
//!
//! `update` is deterministic: the same actions give the same state. Drawing reads the state and changes nothing.
//!
//! # Where things are
//!
//! [`page::Page`] is one article with its rows and mentions; [`index::Index`] what is worked out of the mentions once;
//! [`mod@areas`] the only layout arithmetic; `update` what each action does.

pub mod action;
pub mod areas;
pub mod card;
pub mod cast;
pub mod cells;
mod choosing;
pub mod copy;
pub mod dossier;
mod edits;
pub mod facts;
mod folding;
pub mod form;
mod fuzzy;
mod growing;
pub mod helping;
pub mod hints;
pub mod hit;
mod hyphen;
pub mod index;
pub mod jumps;
pub mod keymap;
pub mod library;
pub mod line;
pub mod lines;
mod listing;
pub mod mouse;
pub mod names;
pub mod open;
mod opening;
pub mod outline;
pub mod page;
mod panes;
pub mod picker;
mod picking;
pub mod places;
pub mod preview;
pub mod prompt;
pub mod recall;
mod roster;
pub mod rows;
pub mod search;
pub mod select;
mod sieve;
mod steps;
mod teach;
mod together;
mod trail;
mod typing;
mod unfolding;
mod units;
mod update;
pub mod words;
pub mod wrap;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::engine::article::Article;
use crate::engine::dictionary::{Dictionary, EntityIx};
use crate::engine::glyph::{columns, visible};
use crate::engine::web;
use areas::{Area, Areas, Frame, Wish, areas, dock_width};
use cast::Cast;
use form::Form;
use hints::Hints;
use index::Marks;
use jumps::{Jumps, Spot};
use keymap::Keymap;
use library::Library;
use page::Page;
use picker::Picker;
use places::Places;
use prompt::Prompt;
use recall::Recall;
use select::Selection;

/// Which pane the keys go to. Within one focus no key means two things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Focus {
    /// The text.
    Article,
    /// The list of who is in the article.
    Cast,
    /// A line that is being typed.
    Prompt,
    /// A list to choose from.
    Picker,
    /// Letters on the mentions in sight.
    Hints,
    /// Words that are selected.
    Select,
    /// The form of an entry.
    Form,
    /// The help screen.
    Help,
    /// The list of articles, which fills the window.
    Library,
    /// All sentences about one entity, which fill the window.
    Dossier,
}

/// What a session is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// The articles, as they are called in title bar and messages; read one by one on demand.
    pub articles: Vec<String>,
    /// What the mentions refer to.
    pub dictionary: Arc<Dictionary>,
    /// The most columns that text may take, 40 to 90.
    pub measure: u16,
    /// Which keys mean what: for help, hints, popups and the palette.
    pub keymap: Arc<Keymap>,
}

/// Where reading begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// At the paragraph of this number, from 1.
    Paragraph(usize),
    /// At the line of this number in the file, from 1.
    Line(usize),
}

/// The measure at its narrowest and widest.
const MEASURES: std::ops::RangeInclusive<u16> = 40..=90;

/// What was searched for, and where it stands.
#[derive(Clone, Debug, Default)]
struct Search {
    query: String,
    hits: Vec<Range<usize>>,
    current: Option<usize>,
    /// Towards the beginning.
    back: bool,
    /// Where the prompt was opened.
    origin: Option<Spot>,
}

/// How large a card is that is not docked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum CardSize {
    /// Some rows at the bottom.
    #[default]
    Sheet,
    /// As large as the window.
    Window,
}

/// What `n` repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repeats {
    Search,
    Entity,
}

/// The state of one session.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state that the others leave alone")]
pub struct Reader {
    options: Options,
    measure: u16,
    size: (u16, u16),
    focus: Focus,
    /// Where the focus returns to from help, prompts and lists.
    below: Focus,
    index: usize,
    generation: u64,
    page: Option<Page>,
    /// Where reading stood in the articles left behind.
    left: HashMap<usize, Spot>,
    marks: Marks,
    cast: Cast,
    card: Option<bool>,
    /// How large the card is wanted where it is not docked.
    card_size: CardSize,
    frame: Frame,
    prompt: Option<Prompt>,
    picker: Option<Picker>,
    hints: Option<Hints>,
    /// The id of who is pinned.
    pinned: Option<Arc<str>>,
    /// The marks, by article.
    places: HashMap<usize, Places>,
    search: Search,
    repeats: Repeats,
    jumps: Jumps,
    /// The block that the run of paragraph steps has reached: it may stand above the eye line.
    paragraph: Option<usize>,
    count: Option<usize>,
    prefix: Option<char>,
    popup: bool,
    help: helping::Help,
    teacher: teach::Teacher,
    message: Option<String>,
    /// The file of the article was changed by somebody.
    changed_on_disk: bool,
    /// The generation in which it was asked for again.
    reloads: u64,
    selection: Option<Selection>,
    form: Option<Form>,
    /// The next digit says whom the current mention names.
    choosing: bool,
    /// … and that is to be saved.
    for_good: bool,
    /// What the mouse holds.
    held: mouse::Held,
    /// What was chosen, by article.
    choices: HashMap<usize, Vec<action::Choice>>,
    recall: Recall,
    library: Library,
    trail: trail::Trail,
    dossier: Option<dossier::View>,
    /// How many dossiers were opened.
    dossiers: u64,
    /// Which of the articles is on the page.
    shown: usize,
    /// Where reading is to begin in the first article.
    begin: Option<Begin>,
    /// The generation of which more is to come.
    growing: Option<u64>,
    /// The end is wanted of an article of which only the beginning is there.
    wants_end: bool,
    /// The article as it is read, while its file is shown as it is.
    raw: Option<Arc<Article>>,
    /// Whether of pages all text is shown: of the open one, and when another one is opened.
    whole: (bool, bool),
    /// What is being opened is on the web.
    fetching: bool,
    /// What is to be said as soon as the article is there.
    announced: Option<String>,
}

impl Reader {
    /// A session on the first of the articles; nothing is read yet.
    #[must_use]
    pub fn new(options: Options) -> Self {
        let library = Library::new(options.articles.len());
        let measure = options.measure.clamp(*MEASURES.start(), *MEASURES.end());
        Self {
            options,
            measure,
            size: (0, 0),
            focus: Focus::Article,
            below: Focus::Article,
            index: 0,
            generation: 0,
            page: None,
            left: HashMap::new(),
            marks: Marks::default(),
            cast: Cast::default(),
            card: None,
            card_size: CardSize::default(),
            frame: Frame::default(),
            prompt: None,
            picker: None,
            hints: None,
            pinned: None,
            places: HashMap::new(),
            search: Search::default(),
            repeats: Repeats::Search,
            jumps: Jumps::default(),
            paragraph: None,
            count: None,
            prefix: None,
            popup: false,
            help: helping::Help::default(),
            teacher: teach::Teacher::default(),
            message: None,
            changed_on_disk: false,
            reloads: 0,
            selection: None,
            form: None,
            choosing: false,
            for_good: false,
            held: mouse::Held::default(),
            choices: HashMap::new(),
            recall: Recall::default(),
            library,
            trail: trail::Trail::default(),
            dossier: None,
            dossiers: 0,
            shown: 0,
            begin: None,
            growing: None,
            wants_end: false,
            raw: None,
            whole: (false, false),
            fetching: false,
            announced: None,
        }
    }

    /// Reading begins here, and not where it was left. To be called before [`Reader::start`].
    pub fn begin_at(&mut self, begin: Option<Begin>) {
        self.begin = begin;
    }

    /// Nothing beside the text from now on, for screen readers; or everything again.
    pub fn read_linearly(&mut self, linear: bool) {
        if linear != self.is_linear() {
            self.frame = if linear { Frame::Linear } else { Frame::default() };
        }
    }

    /// Of pages all text is shown, unless `zr` says otherwise.
    pub fn read_whole(&mut self, whole: bool) {
        self.whole = (whole, whole);
    }

    /// Whether an article is being fetched, so that Esc gives it up.
    #[must_use]
    pub fn is_fetching(&self) -> bool {
        self.fetching
    }

    /// How much stands around the text.
    #[must_use]
    pub fn frame(&self) -> Frame {
        self.frame
    }

    /// Whether there is nothing beside the text.
    #[must_use]
    pub fn is_linear(&self) -> bool {
        self.frame == Frame::Linear
    }

    /// Where keys go.
    #[must_use]
    pub fn focus(&self) -> Focus {
        self.focus
    }

    /// Which keys mean what.
    #[must_use]
    pub fn keymap(&self) -> &Keymap {
        &self.options.keymap
    }

    /// The prefix that waits for its second key.
    #[must_use]
    pub fn prefix(&self) -> Option<char> {
        self.prefix
    }

    /// Whether the keys that may follow the prefix are to be shown.
    #[must_use]
    pub fn popup(&self) -> bool {
        self.popup && self.prefix.is_some()
    }

    /// Whether digits of a count were typed.
    #[must_use]
    pub fn has_count(&self) -> bool {
        self.count.is_some()
    }

    /// The count typed so far.
    #[must_use]
    pub fn count(&self) -> Option<usize> {
        self.count
    }

    /// Whether the shell should send [`action::Action::PrefixTimeout`] after 300 ms without a key.
    #[must_use]
    pub fn waits_for_key(&self) -> bool {
        self.prefix.is_some() && !self.popup
    }

    /// The window's columns and rows.
    #[must_use]
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// The open article with everything about it.
    #[must_use]
    pub fn page(&self) -> Option<&Page> {
        self.page.as_ref()
    }

    /// The article that is open.
    #[must_use]
    pub fn article(&self) -> Option<&Arc<Article>> {
        self.page.as_ref().map(Page::article)
    }

    /// The name of the article that is open or being opened, as given.
    #[must_use]
    pub fn name(&self) -> &str {
        self.options.articles.get(self.index).map_or("", String::as_str)
    }

    /// The name of an article, as given.
    #[must_use]
    pub fn file_of_article(&self, article: usize) -> &str {
        self.options.articles.get(article).map_or("", String::as_str)
    }

    /// The dictionary as it was loaded last.
    #[must_use]
    pub fn dictionary_in_use(&self) -> &Dictionary {
        &self.options.dictionary
    }

    /// The kinds of the dictionary.
    #[must_use]
    pub fn kinds(&self) -> &crate::engine::kind::Kinds {
        &self.options.dictionary.kinds
    }

    /// Which of how many listed articles is open, from 1; 0 when it is not listed.
    #[must_use]
    pub fn number(&self) -> (usize, usize) {
        let rows = self.library.rows();
        (rows.iter().position(|row| *row == self.index).map_or(0, |row| row + 1), rows.len())
    }

    /// Where everything stands in the window.
    #[must_use]
    pub fn areas(&self) -> Areas {
        let wish = Wish {
            measure: self.measure,
            panel: self.cast.open,
            panel_more: self.cast.more,
            cast_focus: self.pane() == Focus::Cast,
            card: self.card,
            card_whole: self.card_size == CardSize::Window,
            card_rows: self.card_rows(),
            cast_rows: self.cast.rows().len(),
            frame: self.frame,
        };
        areas(self.size.0, self.size.1, wish)
    }

    fn card_rows(&self) -> Option<usize> {
        let page = self.page.as_ref()?;
        let Some(entity) = self.subject() else {
            // Each candidate with who it is, and what to press.
            let candidates = self.open_mention()?.candidates.len();
            return Some(2 * candidates + 3);
        };
        Some(page.card(entity)?.rows(page.index(), dock_width(self.size.0, self.cast.more)))
    }

    /// The row of the cast panel's head.
    #[must_use]
    pub fn cast_head(cast: Area) -> u16 {
        cast.y + u16::from(cast.height >= 8)
    }

    /// The rows of the cast panel that list entries: below its head, above the row that says how many more there are.
    #[must_use]
    pub fn cast_rows(cast: Area) -> Area {
        let head = match cast.height {
            0..8 => 1,
            8..16 => 2,
            _ => 3,
        };
        Area { y: cast.y + head.min(cast.height), height: cast.height.saturating_sub(head + 1), ..cast }
    }

    /// The pane that has the focus, or that help, prompt or list were opened from.
    #[must_use]
    pub fn pane(&self) -> Focus {
        match self.focus {
            Focus::Help | Focus::Prompt | Focus::Picker | Focus::Form | Focus::Hints => self.below,
            Focus::Select => Focus::Article,
            focus => focus,
        }
    }

    /// The cast pane.
    #[must_use]
    pub fn cast(&self) -> &Cast {
        &self.cast
    }

    /// Which mentions are marked.
    #[must_use]
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// The line that is being typed.
    #[must_use]
    pub fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref()
    }

    /// What the status line should say until the next key.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The hits of the search in order, and the current one.
    #[must_use]
    pub fn hits(&self) -> (&[Range<usize>], Option<usize>) {
        (&self.search.hits, self.search.current)
    }

    /// Whether the search goes towards the beginning.
    #[must_use]
    pub fn searches_back(&self) -> bool {
        self.search.back
    }

    /// What was searched for last.
    #[must_use]
    pub fn query(&self) -> &str {
        &self.search.query
    }

    /// The paragraph (§, from 1) that a step back leads to.
    #[must_use]
    pub fn way_back(&self) -> Option<usize> {
        let (spot, page) = (self.jumps.last()?, self.page.as_ref()?);
        let byte = spot.mention.or(spot.top).unwrap_or(0);
        Some(page.article().block_at(byte) + 1)
    }

    /// Whom the entity keys and the card are about: the selected one in the cast, else the current mention's.
    #[must_use]
    pub fn subject(&self) -> Option<EntityIx> {
        let page = self.page.as_ref()?;
        match self.pane() {
            Focus::Cast => self.cast.entity(page.index()),
            _ => page.mention()?.entity,
        }
    }

    /// The line above the text: date, length, language, file, and which of the articles it is. Where it does not fit in
    /// `width` columns, the file goes first, then the language.
    #[must_use]
    pub fn byline(&self, width: u16) -> Option<String> {
        let page = self.page.as_ref()?;
        let article = page.article();
        let words = page.words();
        let (number, of) = self.number();
        let file = article.doc.rsplit('/').next().filter(|name| *name != "-").unwrap_or("standard input");
        let parts = [
            (0, article.date.map(words::date)),
            (0, Some(if words == 1 { "1 word".to_owned() } else { format!("{words} words") })),
            (1, (words > 0).then(|| format!("{} min", words::minutes(words)))),
            (2, article.language.map(|language| language.code().to_owned())),
            (3, Some(article.source.as_deref().map_or_else(|| visible(file), |source| visible(web::host(source))).into_owned())),
            (1, (of > 1).then(|| format!("{number}/{of}"))),
        ];
        let line = |least: u8| {
            let kept = parts.iter().filter(|(rank, _)| *rank <= least);
            kept.filter_map(|(_, part)| part.as_deref()).collect::<Vec<_>>().join(" · ")
        };
        (0..=3).rev().map(line).find(|line| columns(line) <= usize::from(width)).or_else(|| Some(line(0)))
    }
}
