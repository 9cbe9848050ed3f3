//! The dossier: every sentence of the session's articles that names one entity, as a list to go through.
//!
//! The open article's part is there at once; the others come as they are looked through again.

use std::cmp::Reverse;
use std::sync::Arc;

use super::action::{Command, Effect, Way};
use super::areas::dossier_areas;
use super::mouse::Touch;
use super::update::moved;
use super::{Focus, Reader};
use crate::engine::date::PartialDate;
use crate::engine::dossier::{Dossier, MOST_SOURCES, Source};
use crate::engine::glyph::{columns, visible};

/// Columns beside what is said of the last meeting: the words before it, blanks, and a line on both sides.
const LINED: usize = 9 + 2 + 4;

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// Nothing.
    Blank,
    /// An article begins: its place in [`Dossier::sources`].
    Article(usize),
    /// All above is newer than the last meeting, of which this tells.
    Met(String),
    /// A line of a sentence.
    Line {
        /// The number of the sentence, from 0.
        sentence: usize,
        /// The paragraph (§, from 1), on the first line of the sentence.
        paragraph: Option<usize>,
        /// What it reads, and of each piece whether it is a mention.
        pieces: Vec<(String, bool)>,
    },
}

/// The open dossier.
#[derive(Debug)]
pub struct View {
    dossier: Dossier,
    /// When the entity was met last before this session, and that in words, the longest first.
    met: Option<(PartialDate, [String; 3])>,
    generation: u64,
    /// Articles that are still to come.
    waiting: usize,
    rows: Vec<Row>,
    /// The width that the rows were made for.
    width: u16,
    selected: usize,
    top: usize,
    /// The selection was moved: it stays on its sentence, whatever comes.
    held: bool,
    /// Where Esc leads.
    below: Focus,
}

impl View {
    /// What it holds.
    #[must_use]
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// How many articles are still to be looked through.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    /// The number of the selected sentence, from 0.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The rows that are seen in `height` rows.
    pub fn seen(&self, height: usize) -> impl Iterator<Item = &Row> {
        self.rows.iter().skip(self.top).take(height)
    }

    /// The row on the screen, from 0, at which the selected sentence begins.
    #[must_use]
    pub fn selected_row(&self) -> usize {
        let of = |row: &Row| matches!(row, Row::Line { sentence, .. } if *sentence == self.selected);
        self.rows.iter().position(of).unwrap_or(0).saturating_sub(self.top)
    }

    /// Nobody waits for the rest any more.
    fn called_off(&self) -> Option<Effect> {
        let nothing = || Effect::Dossier { generation: self.generation, id: self.dossier.id.clone(), articles: Vec::new() };
        (self.waiting > 0).then(nothing)
    }

    fn go(&mut self, sentence: usize) {
        self.selected = sentence.min(self.dossier.count().saturating_sub(1));
    }

    fn add(&mut self, source: Source) {
        let selected = self.dossier.sentence(self.selected).map(|(source, sentence)| (source.article, sentence.byte));
        if !self.dossier.add(source) {
            return;
        }
        if let Some(selected) = selected.filter(|_| self.held) {
            let same = |number: &usize| {
                self.dossier.sentence(*number).is_some_and(|(source, sentence)| (source.article, sentence.byte) == selected)
            };
            self.selected = (0..self.dossier.count()).find(same).unwrap_or(0);
        }
        self.rows.clear();
    }

    /// Lays the rows out and keeps the selected sentence in sight.
    fn fit(&mut self, width: u16, height: usize) {
        if self.rows.is_empty() || self.width != width {
            self.width = width;
            self.rows = rows(&self.dossier, self.met.as_ref(), width.into());
        }
        let of = |row: &Row| matches!(row, Row::Line { sentence, .. } if *sentence == self.selected);
        let Some(first) = self.rows.iter().position(of) else { return };
        let last = self.rows.iter().rposition(of).unwrap_or(first);
        // What stands below the last sentence is seen with it.
        let last = if self.selected + 1 == self.dossier.count() { self.rows.len() - 1 } else { last };
        // The first sentence of an article is seen with the article's title.
        let first =
            if matches!(first.checked_sub(1).and_then(|row| self.rows.get(row)), Some(Row::Article(_))) { first - 1 } else { first };
        let lowest = (last + 1).saturating_sub(height).min(first);
        self.top = self.top.clamp(lowest, first).min(self.rows.len().saturating_sub(height).max(lowest));
    }

    /// The sentence that stands `rows` rows from the selected one, at least the next.
    fn beyond(&self, rows: usize, way: Way) -> usize {
        let here = |row: &Row| matches!(row, Row::Line { sentence, .. } if *sentence == self.selected);
        let at = moved(self.rows.iter().position(here).unwrap_or(0), rows, way).min(self.rows.len().saturating_sub(1));
        let number = |row: &Row| if let Row::Line { sentence, .. } = row { Some(*sentence) } else { None };
        let found = match way {
            Way::Next => self.rows.iter().skip(at).find_map(number),
            Way::Previous => self.rows.iter().take(at + 1).rev().find_map(number),
        };
        let least = moved(self.selected, 1, way);
        match way {
            Way::Next => found.unwrap_or(usize::MAX).max(least),
            Way::Previous => found.unwrap_or(0).min(least),
        }
    }

    /// The first sentence of the next article, or of this one, then of the one before.
    fn article(&self, way: Way) -> usize {
        let firsts = self.dossier.sources.iter().scan(0, |next, source| {
            let first = *next;
            *next += source.sentences.len();
            Some(first)
        });
        let firsts: Vec<usize> = firsts.collect();
        match way {
            Way::Next => firsts.into_iter().find(|first| *first > self.selected).unwrap_or(self.selected),
            Way::Previous => firsts.into_iter().rev().find(|first| *first < self.selected).unwrap_or(0),
        }
    }
}

/// The articles with their sentences, and between those that are newer than the last meeting and the others a line.
fn rows(dossier: &Dossier, met: Option<&(PartialDate, [String; 3])>, width: usize) -> Vec<Row> {
    let (mut rows, mut number) = (Vec::new(), 0);
    let newer = met.map_or(0, |(day, _)| newer_than(dossier, *day));
    let line = met.filter(|_| newer > 0).map(|(_, said)| Row::Met(fitting(said, width)));
    for (at, source) in dossier.sources.iter().enumerate() {
        if at > 0 {
            rows.push(Row::Blank);
        }
        if let Some(line) = line.clone().filter(|_| at == newer) {
            rows.extend([line, Row::Blank]);
        }
        rows.push(Row::Article(at));
        for (nth, sentence) in source.sentences.iter().enumerate() {
            if nth > 0 {
                rows.push(Row::Blank);
            }
            for (nth, pieces) in wrapped(&sentence.pieces, width).into_iter().enumerate() {
                rows.push(Row::Line { sentence: number, paragraph: (nth == 0).then_some(sentence.paragraph), pieces });
            }
            number += 1;
        }
    }
    // Of articles that are only counted it is not known which are newer.
    if let Some(line) = line.filter(|_| newer == dossier.sources.len() && dossier.older == 0) {
        rows.extend([Row::Blank, line]);
    }
    rows
}

/// `last met 12 days ago in quay.md`, as much of it as leaves room for a line around it.
fn fitting(said: &[String; 3], width: usize) -> String {
    let [.., shortest] = said;
    let said = said.iter().find(|said| columns(said) + LINED <= width).unwrap_or(shortest);
    format!("last met {said}")
}

/// How many articles, which are in the order of their dates, are surely newer than a day.
fn newer_than(dossier: &Dossier, day: PartialDate) -> usize {
    dossier.sources.partition_point(|source| source.date.is_some_and(|date| date.first_day() > day.first_day()))
}

/// Breaks a sentence into lines of whole words. A word that is wider than a line stands alone and is cut.
fn wrapped(pieces: &[(String, bool)], width: usize) -> Vec<Vec<(String, bool)>> {
    let mut lines: Vec<Vec<(String, bool)>> = vec![Vec::new()];
    let mut used = 0;
    for word in words(pieces) {
        let wide: usize = word.iter().map(|(part, _)| columns(part)).sum();
        if used > 0 && used + 1 + wide > width {
            lines.push(Vec::new());
            used = 0;
        }
        let Some(line) = lines.last_mut() else { break };
        if used > 0 {
            // A space inside of a name belongs to the name.
            let inside = line.last().is_some_and(|(_, hit)| *hit) && word.first().is_some_and(|(_, hit)| *hit);
            push(line, " ", inside);
            used += 1;
        }
        used += wide;
        for (part, hit) in word {
            push(line, part, hit);
        }
    }
    lines
}

fn push(line: &mut Vec<(String, bool)>, text: &str, hit: bool) {
    match line.last_mut().filter(|(_, last)| *last == hit) {
        Some((part, _)) => part.push_str(text),
        None => line.push((text.to_owned(), hit)),
    }
}

/// The words of a sentence; a word may be a mention in part.
fn words(pieces: &[(String, bool)]) -> Vec<Vec<(&str, bool)>> {
    let mut words = vec![Vec::new()];
    for (piece, hit) in pieces {
        for (nth, part) in piece.split(' ').enumerate() {
            if nth > 0 {
                words.push(Vec::new());
            }
            if let Some(word) = words.last_mut().filter(|_| !part.is_empty()) {
                word.push((part, *hit));
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

impl Reader {
    /// The open dossier.
    #[must_use]
    pub fn dossier(&self) -> Option<&View> {
        self.dossier.as_ref()
    }

    /// `D`: everything that the session's articles say of the current entity.
    pub(super) fn open_dossier(&mut self) -> Vec<Effect> {
        let below = self.pane();
        let Some((page, entity)) = self.page.as_ref().zip(self.subject()) else {
            return self.say("a dossier is about a name: go to one first");
        };
        let (dictionary, language) = (page.dictionary(), page.article().language);
        let id: Arc<str> = dictionary[entity].id.clone();
        let kind = &dictionary.kinds[dictionary[entity].kind].name;
        let name = visible(&dictionary.full_name(entity, language)).into_owned();
        let (articles, older) = self.elsewhere(&id);
        let mut dossier = Dossier { id: id.clone(), name, kind: visible(kind).into_owned(), sources: Vec::new(), older };
        dossier.add(Source::new(self.shown, page.article(), page.index().mentions(), entity));
        self.dossiers += 1;
        let (generation, waiting) = (self.dossiers, articles.len());
        let met = self.met_before(&id);
        let (rows, held) = (Vec::new(), false);
        self.dossier = Some(View { dossier, met, generation, waiting, rows, width: 0, selected: 0, top: 0, held, below });
        self.focus = Focus::Dossier;
        if articles.is_empty() { Vec::new() } else { vec![Effect::Dossier { generation, id, articles }] }
    }

    /// The other articles that name an entity – of very many the newest, and how many more there are – or that nobody has
    /// looked through yet.
    fn elsewhere(&self, id: &str) -> (Vec<usize>, usize) {
        let others = (0..self.options.articles.len()).filter(|at| *at != self.shown && self.file_of_article(*at) != "-");
        let (mut known, mut articles) = (Vec::new(), Vec::new());
        for article in others {
            match self.library.entry(article) {
                Some(Ok(triage)) if triage.has(id) => known.push((Reverse(triage.date.map_or(0, PartialDate::first_day)), article)),
                Some(_) => {}
                None => articles.push(article),
            }
        }
        known.sort_unstable();
        let older = known.len().saturating_sub(MOST_SOURCES);
        articles.extend(known.into_iter().take(MOST_SOURCES).map(|(_, article)| article));
        articles.sort_unstable();
        (articles, older)
    }

    /// Takes what other articles say.
    pub(super) fn testify(&mut self, generation: u64, found: Vec<(usize, Result<Source, String>)>) -> Vec<Effect> {
        if let Some(view) = self.dossier.as_mut().filter(|view| view.generation == generation) {
            view.waiting = view.waiting.saturating_sub(found.len());
            for (article, source) in found {
                if let Ok(source) = source {
                    view.add(Source { article, ..source });
                }
            }
        }
        Vec::new()
    }

    pub(super) fn in_dossier(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        let times = count.unwrap_or(1).max(1);
        let height = usize::from(dossier_areas(self.size).list.height);
        let Some(view) = &mut self.dossier else { return Vec::new() };
        view.held = true;
        match command {
            Command::Line(way) => view.go(moved(view.selected, times, way)),
            Command::HalfPage(way) => view.go(view.beyond(height / 2, way)),
            Command::Page(way) => view.go(view.beyond(height.saturating_sub(2), way)),
            Command::Paragraph(way) => view.go(view.article(way)),
            Command::Top => view.go(0),
            Command::Bottom => view.go(usize::MAX),
            Command::Enter => return self.go_to_sentence(),
            Command::Export => return vec![Effect::Export { name: view.dossier.name.clone(), text: view.dossier.markdown() }],
            Command::Close | Command::Escape | Command::Dossier => return self.close_dossier(),
            _ => return self.anywhere(command, times),
        }
        Vec::new()
    }

    fn close_dossier(&mut self) -> Vec<Effect> {
        let Some(view) = self.dossier.take() else { return Vec::new() };
        self.focus = view.below;
        self.uncover();
        view.called_off().into_iter().collect()
    }

    fn go_to_sentence(&mut self) -> Vec<Effect> {
        let Some(view) = &self.dossier else { return Vec::new() };
        let Some((source, sentence)) = view.dossier.sentence(view.selected) else { return Vec::new() };
        let (article, byte) = (source.article, sentence.byte);
        let called_off = self.dossier.take().and_then(|view| view.called_off());
        self.focus = Focus::Article;
        let effects = self.travel_to(article, byte);
        called_off.into_iter().chain(effects).collect()
    }

    /// What the mouse does in the dossier.
    pub(super) fn touch_dossier(&mut self, touch: Touch) -> Vec<Effect> {
        let list = dossier_areas(self.size).list;
        let Some(view) = &mut self.dossier else { return Vec::new() };
        view.held = true;
        match touch {
            Touch::Wheel { way, .. } => view.go(moved(view.selected, 1, way)),
            Touch::Press { x, y, .. } if list.contains(x, y) => {
                let row = view.rows.get(view.top + usize::from(y - list.y));
                if let Some(Row::Line { sentence, .. }) = row {
                    if *sentence == view.selected {
                        return self.go_to_sentence();
                    }
                    view.selected = *sentence;
                }
            }
            _ => {}
        }
        Vec::new()
    }

    /// Lays the open dossier out.
    pub(super) fn fit_dossier(&mut self) {
        let areas = dossier_areas(self.size);
        if let Some(view) = &mut self.dossier {
            view.fit(areas.width, areas.list.height.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(line: &[(String, bool)]) -> String {
        line.iter().map(|(part, hit)| if *hit { format!("[{part}]") } else { part.clone() }).collect()
    }

    #[test]
    fn a_sentence_is_broken_between_words_and_a_name_keeps_its_spaces() {
        let pieces = [("Then ".to_owned(), false), ("Anna Berg".to_owned(), true), ("’s ship left the harbour.".to_owned(), false)];
        let lines: Vec<String> = wrapped(&pieces, 18).iter().map(|pieces| line(pieces)).collect();
        assert_eq!(lines, ["Then [Anna Berg]’s", "ship left the", "harbour."]);
        assert_eq!(wrapped(&pieces, 1).len(), 7, "no width is too small");
    }
}
