//! What the session knows of earlier ones, and what is to be remembered of it.
//!
//! No file and no clock: the history and the day are given by the shell, which asks for the changes after each event.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::cast::Sort;
use super::jumps::Spot;
use super::library::Order;
use super::page::Page;
use super::{Begin, Reader, words};
use crate::engine::date::PartialDate;
use crate::engine::dictionary::EntityIx;
use crate::engine::glyph::visible;
use crate::engine::history::{Anchor, Changes, History, Look, Meeting, Visit, hash, key_of_text};

/// After so many days somebody is met again rather than met.
const LONG_AGO: i64 = 90;
/// Up to so many days ago a day is counted, before it is a date.
const RECENT: i64 = 30;

/// What makes somebody stand out in the cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acquaintance {
    /// Never met before.
    New,
    /// Not met for a long time.
    Old,
}

/// What was so when an article was opened first in this session.
#[derive(Debug, Default)]
struct Before {
    /// The article had been open in an earlier session.
    known: bool,
    /// By id, who was met then, and when last.
    met: HashMap<Arc<str>, Option<Meeting>>,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Recall {
    history: History,
    /// `None`: nothing is remembered.
    today: Option<PartialDate>,
    /// Of each article its absolute path, where it is a file.
    keys: Vec<Option<String>>,
    /// Of each article whether it was read to its end; `None`: it was never opened.
    read: Vec<Option<bool>>,
    /// Whether anybody was known when the session began: else everybody would be new.
    acquainted: bool,
    before: HashMap<usize, Before>,
    /// Which of the articles is on the page: another one may be on its way.
    index: usize,
    /// [`hash`] of it.
    hash: String,
    /// The byte that is to be put at the eye line once there is a screen.
    arriving: Option<usize>,
    changes: Changes,
    told: Option<(String, Visit)>,
    look: Look,
}

impl Recall {
    fn key(&self) -> String {
        self.keys.get(self.index).cloned().flatten().unwrap_or_else(|| key_of_text(&self.hash))
    }
}

impl Recall {
    /// Whether anything is remembered.
    pub(super) fn remembers(&self) -> bool {
        self.today.is_some()
    }

    /// Whether an entity was met before, in this session or an earlier one.
    pub(super) fn knows(&self, id: &str) -> bool {
        self.history.entities.contains_key(id)
    }

    /// Whether a place in an article is remembered.
    pub(super) fn has_place(&self, article: usize) -> bool {
        let visit = |key: &String| self.history.articles.get(key).is_some_and(|visit| visit.at.is_some());
        self.keys.get(article).and_then(Option::as_ref).is_some_and(visit)
    }

    /// Whether an article was read to its end; `None`: it was never opened.
    pub(super) fn read(&self, article: usize) -> Option<bool> {
        *self.read.get(article)?
    }

    /// Takes the absolute paths of further articles. A list of a hundred thousand asks often what was read of them.
    pub(super) fn add(&mut self, keys: Vec<Option<String>>) {
        let read = |key: &Option<String>| Some(self.history.articles.get(key.as_ref()?)?.read.is_some());
        let read: Vec<Option<bool>> = keys.iter().map(read).collect();
        self.read.extend(read);
        self.keys.extend(keys);
    }

    /// The article of this path was opened, and perhaps read.
    fn visited(&mut self, key: &str, visit: &Visit) {
        let read = Some(visit.read.is_some());
        if self.read.get(self.index).is_none_or(|known| *known != read) {
            for (known, _) in self.read.iter_mut().zip(&self.keys).filter(|(_, own)| own.as_deref() == Some(key)) {
                *known = read;
            }
        }
    }
}

impl Reader {
    /// From now on the session knows this history and adds to it. `keys` are the absolute paths of the articles, `None`
    /// for what is no file. To be called before [`Reader::start`].
    pub fn recall(&mut self, history: History, today: PartialDate, keys: Vec<Option<String>>) {
        let look = history.look.clone();
        self.cast.sort = look.cast.as_deref().and_then(Sort::of_word).unwrap_or_default();
        self.cast.open = look.panel;
        self.cast.more = look.wider.unwrap_or(0).clamp(-60, 60);
        self.library.order = look.library.as_deref().and_then(Order::of_word).unwrap_or_default();
        let acquainted = !history.entities.is_empty();
        self.recall = Recall { history, today: Some(today), acquainted, look, ..Recall::default() };
        self.recall.add(keys);
    }

    /// The theme that was chosen, to be remembered; `None`: as the terminal says.
    pub fn remember_theme(&mut self, theme: Option<&str>) {
        if self.recall.today.is_some() {
            let look = Look { theme: theme.map(str::to_owned), ..self.look() };
            self.recall.changes.look = Some(look.clone());
            self.recall.look = look;
        }
    }

    /// What is new since this was asked last.
    pub fn changes(&mut self) -> Changes {
        if self.recall.today.is_none() {
            return Changes::default();
        }
        let look = self.look();
        if look != self.recall.look {
            self.recall.changes.look = Some(look.clone());
            self.recall.look = look;
        }
        if let Some(visit) = self.this_visit().filter(|visit| self.recall.told.as_ref() != Some(visit)) {
            self.recall.changes.articles.insert(visit.0.clone(), visit.1.clone());
            self.recall.history.articles.insert(visit.0.clone(), visit.1.clone());
            self.recall.visited(&visit.0, &visit.1);
            self.recall.told = Some(visit);
        }
        std::mem::take(&mut self.recall.changes)
    }

    /// How things look now.
    fn look(&self) -> Look {
        let cast = &self.cast;
        Look {
            cast: (cast.sort != Sort::default()).then(|| cast.sort.word().to_owned()),
            panel: cast.open,
            wider: (cast.more != 0).then_some(cast.more),
            library: (self.library.order != Order::default()).then(|| self.library.order.word().to_owned()),
            hints: if self.hints_given().is_empty() { self.recall.look.hints.clone() } else { self.hints_given().clone() },
            ..self.recall.look.clone()
        }
    }

    /// Where reading stands in the open article, with its key.
    fn this_visit(&mut self) -> Option<(String, Visit)> {
        let today = self.recall.today?;
        let key = self.recall.key();
        // Of an article that has only begun it is not known yet whether it was read before.
        let page = self.page.as_mut().filter(|page| !page.view().is_empty() && !page.is_beginning())?;
        let known = self.recall.history.articles.get(&key);
        let read = known.and_then(|visit| visit.read).or((page.percent() == 100).then_some(today));
        let text = &page.article().text;
        let anchor = |(letter, spot): (&char, &Spot)| (*letter, Anchor::new(text, spot.top.unwrap_or(0)));
        let marks = self.places.get(&self.recall.index).into_iter().flatten().map(anchor).collect();
        let at = match self.recall.arriving {
            // It was not yet on the screen.
            Some(byte) => Some(byte),
            None => page.eye(),
        };
        let at = at.map(|byte| Anchor::new(&page.article().text, byte));
        Some((key, Visit { seen: today, read, hash: self.recall.hash.clone(), at, marks }))
    }

    /// A new article is on the page: whether and where it was read before.
    pub(super) fn recognise(&mut self) {
        let (Some(page), Some(_)) = (&self.page, self.recall.today) else { return };
        let article = page.article().clone();
        self.recall.index = self.index;
        self.recall.hash = hash(&article.text);
        self.recall.told = None;
        self.recall.arriving = None;
        let key = self.recall.key();
        let visit = self.recall.history.visit(&key, &self.recall.hash).cloned();
        let first = !self.recall.before.contains_key(&self.recall.index);
        self.recall.before.entry(self.recall.index).or_default().known |= first && visit.is_some();
        if let Some(visit) = visit.as_ref().filter(|_| first && !self.places.contains_key(&self.index)) {
            let spot = |anchor: &Anchor| Spot { top: Some(anchor.find(&article.text)).filter(|byte| *byte > 0), mention: None };
            let places = visit.marks.iter().map(|(letter, anchor)| (*letter, spot(anchor))).collect();
            self.remember_places(self.index, places);
        }
        // In this session reading goes on where it was left.
        let at = visit.and_then(|visit| visit.at).filter(|_| first);
        if let Some(byte) = at.map(|anchor| anchor.find(&article.text)).filter(|byte| *byte > 0) {
            self.recall.arriving = Some(byte);
            self.say(format!("back at §{} · gg: to the beginning", article.block_at(byte) + 1));
        }
    }

    /// Reading was asked to begin somewhere else than where it was left.
    pub(super) fn begin_where_asked(&mut self) {
        let (Some(page), Some(begin)) = (&self.page, self.begin.take()) else { return };
        let article = page.article();
        let line = |number: usize| match number.checked_sub(2) {
            None => 0,
            Some(ends) => memchr::memchr_iter(b'\n', article.text.as_bytes()).nth(ends).map_or(article.text.len(), |at| at + 1),
        };
        let byte = match begin {
            Begin::Paragraph(number) => {
                article.blocks.get(number.clamp(1, article.blocks.len().max(1)) - 1).map_or(0, |block| block.range.start)
            }
            Begin::Line(number) => line(number),
        };
        self.message = None;
        self.recall.arriving = Some(byte);
    }

    /// Puts what was read last at the eye line, once there is a screen.
    pub(super) fn arrive(&mut self) {
        let rows = self.page_rows();
        if let Some(page) = self.page.as_mut().filter(|page| rows > 0 && !page.view().is_empty())
            && let Some(byte) = self.recall.arriving.take()
        {
            page.scroll_to_byte(byte);
        }
    }

    /// All mentions of the article are known: who of them was met before, and when.
    pub(super) fn meet(&mut self) {
        let (Some(page), Some(today)) = (&self.page, self.recall.today) else { return };
        let key = self.recall.key();
        let before = self.recall.before.entry(self.recall.index).or_default();
        let mut entities = BTreeMap::new();
        for person in page.index().cast() {
            let id = &page.dictionary()[person.entity].id;
            if before.met.contains_key(id) {
                continue;
            }
            let met = self.recall.history.entities.get(&**id).cloned();
            let again = before.known && met.is_some();
            entities.insert(id.to_string(), Meeting { last: today, article: Some(key.clone()), articles: u32::from(!again) });
            before.met.insert(id.clone(), met);
        }
        let changes = Changes { entities, ..Changes::default() };
        self.recall.history.apply(changes.clone());
        self.recall.changes.add(changes);
    }

    /// When somebody in the open article was met before it was opened; the outer `None`: that is not known.
    fn met(&self, entity: EntityIx) -> Option<&Option<Meeting>> {
        let id = &self.page.as_ref()?.dictionary()[entity].id;
        self.recall.before.get(&self.recall.index)?.met.get(id)
    }

    /// What makes somebody stand out in the cast.
    #[must_use]
    pub fn acquaintance(&self, entity: EntityIx) -> Option<Acquaintance> {
        match self.met(entity)? {
            None => self.recall.acquainted.then_some(Acquaintance::New),
            Some(meeting) => (self.recall.today?.days() - meeting.last.days() >= LONG_AGO).then_some(Acquaintance::Old),
        }
    }

    /// When and where somebody in the open article was met last, in words.
    #[must_use]
    pub fn last_met(&self, entity: EntityIx) -> Option<String> {
        let Some(meeting) = self.met(entity)? else { return self.recall.acquainted.then(|| "never before".to_owned()) };
        let [said, ..] = self.meeting_in_words(meeting)?;
        Some(said)
    }

    /// When somebody was met last before this session, and that in words, the longest first. In the session itself the
    /// articles that name somebody follow each other: none of them makes the others old.
    pub(super) fn met_before(&self, id: &str) -> Option<(PartialDate, [String; 3])> {
        let before: Option<Vec<&Meeting>> =
            self.recall.before.values().filter_map(|before| before.met.get(id)).map(Option::as_ref).collect();
        let meeting = before?.into_iter().min_by_key(|meeting| (meeting.last, meeting.articles))?;
        Some((meeting.last, self.meeting_in_words(meeting)?))
    }

    /// When, where and in how many articles; when and where; when.
    fn meeting_in_words(&self, meeting: &Meeting) -> Option<[String; 3]> {
        let place = match meeting.article.as_deref() {
            Some(key) if key == self.recall.key() => " here".to_owned(),
            Some(key) => format!(" in {}", file_of(key)),
            None => String::new(),
        };
        let often = if meeting.articles > 1 { format!(" · {} articles", meeting.articles) } else { String::new() };
        let when = ago(meeting.last, self.recall.today?);
        Some([format!("{when}{place}{often}"), format!("{when}{place}"), when])
    }
}

/// The file's name alone.
fn file_of(key: &str) -> String {
    let name = key.rsplit('/').next().unwrap_or(key);
    if name.starts_with("text:") { "standard input".to_owned() } else { visible(name).into_owned() }
}

/// A day as one says it: today, yesterday, 12 days ago, 3 November 2025.
fn ago(day: PartialDate, today: PartialDate) -> String {
    match today.days() - day.days() {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days @ 2..=RECENT => format!("{days} days ago"),
        _ => words::date(day),
    }
}

/// What a page needs of this module.
impl Page {
    /// The byte at the eye line; `None` at the beginning of the article.
    pub(super) fn eye(&mut self) -> Option<usize> {
        self.spot().top.map(|_| self.held_byte())
    }
}
