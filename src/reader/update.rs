//! What each action does to the session. One short method an action; all end with the screen filled again.

use std::ops::Range;

use super::action::{Action, Command, Effect, Way};
use super::cast::{Entry, Scope};
use super::page::Page;
use super::prompt::{Prompt, Purpose};
use super::{Focus, Reader, Search};
use crate::engine::article::Article;
use crate::engine::history::Anchor;
use crate::engine::kind::KindId;

impl Reader {
    /// What to do before the first event.
    pub fn start(&mut self) -> Vec<Effect> {
        if self.options.articles.len() > 1 || self.library.looking { self.start_in_library() } else { self.open(0) }
    }

    /// Lets one event happen.
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        let done = if let Action::Do(command) = &action { Some(*command).filter(|_| self.count.is_none()) } else { None };
        let effects = match action {
            Action::Do(command) => self.command(command),
            Action::Digit(digit) => self.digit(digit),
            Action::Prefix(prefix) => self.begin(prefix),
            Action::PrefixTimeout => self.show_continuations(),
            Action::Forget => self.forget(),
            Action::Letter(command, letter) => self.letter(command, letter),
            Action::Type(text) => self.typed(&text),
            Action::Mouse(touch) if self.focus == Focus::Library => self.touch_library(touch),
            Action::Mouse(touch) if self.focus == Focus::Dossier => self.touch_dossier(touch),
            Action::Mouse(touch) => self.touch(touch),
            Action::Resize(columns, rows) => self.resize(columns, rows),
            Action::Opened { generation, article } => self.opened(generation, article),
            Action::Grown { generation, article } => self.grown(generation, &article),
            Action::Begun { generation, article, whole } => self.begun(generation, article, whole),
            Action::Read { generation, percent } => self.read(generation, percent),
            Action::Unfolded { opening, index, entries, warning } => self.unfold_feed(opening, index, entries, warning),
            Action::Failed { generation, message } => self.failed(generation, &message),
            Action::Mentions { generation, facts, dictionary, last } => self.learn(generation, facts, dictionary, last),
            Action::Testified { generation, found } => self.testify(generation, found),
            Action::Listed { names, keys, last } => self.listed(names, keys, last),
            Action::Surveyed { generation, found } => self.surveyed(generation, found),
            Action::Keymap(keymap) => self.rebind(keymap),
            Action::Dictionary(dictionary) => self.dictionary(dictionary),
            Action::Measure(measure) => self.wish_measure(measure),
            Action::ArticleChanged => self.article_changed(),
            Action::Preview { number, found } => self.previewed(number, found),
            Action::Unknown { generation, names } => self.list_unknown(generation, &names),
            Action::Message(message) => self.say(message),
        };
        let effects = self.reload_when_free(effects);
        self.settle();
        if let Some(command) = done {
            self.notice(command);
        }
        effects
    }

    pub(super) fn command(&mut self, command: Command) -> Vec<Effect> {
        self.wants_end = false;
        self.message = None;
        if command == Command::Escape && self.fetching && matches!(self.focus, Focus::Article | Focus::Library) {
            return self.give_fetching_up();
        }
        let choosing = std::mem::take(&mut self.choosing);
        self.for_good = false;
        let count = self.count.take();
        self.prefix = None;
        self.popup = false;
        if !matches!(command, Command::Step(..) | Command::Repeat(_) | Command::Paragraph(_) | Command::Together(_)) {
            self.jumps.pause();
        }
        if !matches!(command, Command::Paragraph(_)) {
            self.paragraph = None;
        }
        match self.focus {
            // Leaving it open takes nothing else away than the sheet.
            Focus::Article if choosing && command == Command::Escape => {
                if self.areas().sheet {
                    self.show_card(false);
                }
                Vec::new()
            }
            Focus::Help => self.in_help(command),
            Focus::Picker => self.in_picker(command),
            Focus::Hints => self.in_hints(command),
            Focus::Form => self.in_form(command),
            Focus::Select => self.in_selection(command, count),
            Focus::Prompt => self.in_prompt(command),
            Focus::Cast => self.in_cast(command, count),
            Focus::Library => self.in_library(command, count),
            Focus::Dossier => self.in_dossier(command, count),
            Focus::Article => self.in_article(command, count),
        }
    }

    fn in_article(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        let times = count.unwrap_or(1).max(1);
        match command {
            Command::Line(way) => self.scroll(times, way),
            Command::HalfPage(way) => self.scroll(times.saturating_mul(self.page_rows().div_ceil(2)), way),
            Command::Page(way) => self.scroll(times.saturating_mul(self.page_rows().saturating_sub(2).max(1)), way),
            Command::Top => self.go_to_end(command, count, false),
            Command::Bottom => self.go_to_end(command, count, true),
            Command::Percent => self.percent(command, count),
            Command::Paragraph(way) => self.paragraph(command, way, times),
            Command::Enter if self.is_open() => self.ask_whom(),
            Command::Enter if self.areas().card.is_some() => {
                self.step(Command::Step(super::action::Stop::SameEntity, Way::Next), times);
            }
            Command::Enter => self.show_card(true),
            Command::Search => self.ask_for(false),
            Command::SearchBack => self.ask_for(true),
            Command::Repeat(way) => self.repeat(way, times),
            Command::Close if self.areas().sheet => self.close_sheet(),
            Command::Close => return vec![Effect::Quit],
            Command::Escape => return self.escape(),
            Command::NextFocus | Command::Cast => self.focus_cast(),
            Command::MeasureMore => self.set_measure(self.measure + 2),
            Command::MeasureLess => self.set_measure(self.measure - 2),
            Command::MeasureReset => self.set_measure(self.options.measure),
            Command::Zen => self.toggle_zen(),
            Command::Raw => return self.toggle_raw(),
            Command::Outline => self.open_outline(),
            Command::Hints => self.show_hints(),
            Command::Fold => self.fold(),
            Command::Select => self.begin_selection(),
            Command::Add => return self.open_add_form(),
            Command::Alias => return self.open_alias_list(),
            Command::NotThis => return self.open_not_list(),
            Command::SettleForGood => return self.settle_for_good(),
            Command::Unknown => return self.ask_unknown(),
            _ => return self.anywhere(command, times),
        }
        Vec::new()
    }

    fn in_cast(&mut self, command: Command, count: Option<usize>) -> Vec<Effect> {
        let times = count.unwrap_or(1).max(1);
        let page = self.areas().cast.map_or(1, |cast| usize::from(Self::cast_rows(cast).height).max(1));
        match command {
            Command::Line(way) => self.select(1, way),
            Command::HalfPage(way) => self.select(page.div_ceil(2), way),
            Command::Page(way) => self.select(page, way),
            Command::Top => self.cast.go(0),
            Command::Bottom => self.cast.go(usize::MAX),
            Command::First | Command::Last | Command::Step(..) => self.visit(command, times),
            Command::Sort => {
                self.cast.sort = self.cast.sort.next();
                self.list();
            }
            Command::Filter => self.ask(Purpose::Filter),
            Command::Pin => self.pin(),
            Command::Kind(kind) => self.toggle(KindId(kind)),
            Command::AllKinds => self.marks.off.clear(),
            Command::OnScreen => {
                self.cast.scope = self.cast.scope.next();
                self.list();
            }
            Command::Wider => self.widen(2),
            Command::Narrower => self.widen(-2),
            Command::Escape if !self.cast.filter.is_empty() => {
                self.cast.filter.clear();
                self.list();
            }
            Command::NextFocus | Command::Cast | Command::Close | Command::Escape => self.leave_cast(),
            _ => return self.anywhere(command, times),
        }
        if matches!(command, Command::Kind(_) | Command::AllKinds) {
            self.remark();
        }
        Vec::new()
    }

    /// What means the same in text and cast.
    pub(super) fn anywhere(&mut self, command: Command, times: usize) -> Vec<Effect> {
        match command {
            Command::Step(..) => self.step(command, times),
            Command::First | Command::Last => self.first_or_last(command, self.subject()),
            Command::Back => return self.back(times),
            Command::Forward => return self.forward(times),
            Command::SwapPlaces => self.swap_places(),
            Command::Card => self.toggle_card(),
            Command::Together(way) => self.together(command, way, times),
            Command::HideCast => self.hide_cast(),
            Command::Thinner => self.strength(1),
            Command::Thicker => self.strength(-1),
            Command::Help => self.open_help(),
            Command::Palette => self.open_palette(),
            Command::Library => return self.open_library(true),
            Command::Dossier => return self.open_dossier(),
            Command::Change => return self.open_change_form(),
            Command::UndoEdit => return vec![Effect::UndoEdit],
            Command::EditArticle => return self.open_article_file(),
            Command::EditEntry => return self.open_entry_file(),
            Command::Article(way) => return self.article_by(way, times),
            Command::Reload => {
                self.choices.remove(&self.index);
                return self.open_as(self.index, true);
            }
            Command::Theme => return vec![Effect::Theme],
            Command::Mouse => return vec![Effect::Mouse],
            Command::Copy(piece) => return self.copy(piece),
            Command::Browse => return self.browse(),
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return vec![Effect::Suspend],
            Command::Quit => return vec![Effect::Quit],
            _ => {}
        }
        Vec::new()
    }

    fn in_prompt(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Enter => self.accept(),
            Command::Escape => self.give_up(),
            Command::EraseChar if self.prompt.as_ref().is_some_and(|prompt| prompt.text.is_empty()) => self.give_up(),
            Command::EraseChar => self.edit(Prompt::erase_char),
            Command::EraseWord => self.edit(Prompt::erase_word),
            Command::EraseAll => self.edit(|prompt| prompt.text.clear()),
            Command::Redraw => return vec![Effect::Redraw],
            Command::Suspend => return vec![Effect::Suspend],
            _ => {}
        }
        Vec::new()
    }

    fn digit(&mut self, digit: u8) -> Vec<Effect> {
        if self.is_choosing() {
            return self.choose(digit);
        }
        let count = self.count.unwrap_or(0).saturating_mul(10).saturating_add(digit.into());
        self.count = Some(count.min(9_999_999));
        Vec::new()
    }

    fn rebind(&mut self, keymap: std::sync::Arc<super::keymap::Keymap>) -> Vec<Effect> {
        self.options.keymap = keymap;
        self.forget()
    }

    /// The letter that a command was waiting for.
    fn letter(&mut self, command: Command, letter: char) -> Vec<Effect> {
        self.forget();
        self.message = None;
        match command {
            Command::OnlyKind => self.only_kind(letter),
            Command::SetPlace => self.set_place(letter),
            Command::GoToPlace => self.go_to_place(letter),
            _ => Vec::new(),
        }
    }

    pub(super) fn begin(&mut self, prefix: char) -> Vec<Effect> {
        self.message = None;
        self.prefix = Some(prefix);
        self.popup = false;
        Vec::new()
    }

    fn show_continuations(&mut self) -> Vec<Effect> {
        self.popup = self.prefix.is_some();
        Vec::new()
    }

    pub(super) fn forget(&mut self) -> Vec<Effect> {
        self.prefix = None;
        self.popup = false;
        self.count = None;
        Vec::new()
    }

    pub(super) fn say(&mut self, message: impl Into<String>) -> Vec<Effect> {
        self.message = Some(message.into());
        Vec::new()
    }

    fn resize(&mut self, columns: u16, rows: u16) -> Vec<Effect> {
        if let Some(page) = self.page.as_mut().filter(|_| self.size != (columns, rows)) {
            page.hold();
        }
        // An article may be there before the window: then there was no saying what has room in it.
        let first = self.size == (0, 0);
        self.size = (columns, rows);
        if first && self.page.is_some() {
            self.greet();
        }
        Vec::new()
    }

    /// Goes to another article, or reads this one again.
    pub(super) fn open(&mut self, index: usize) -> Vec<Effect> {
        self.open_as(index, false)
    }

    /// As [`Reader::open`]; with `anew` the article is read or fetched again, whatever is held of it.
    pub(super) fn open_as(&mut self, index: usize, anew: bool) -> Vec<Effect> {
        if let Some(page) = &mut self.page {
            self.left.insert(self.shown, page.spot());
        }
        if index != self.shown {
            self.whole.0 = self.whole.1;
        }
        self.index = index;
        self.generation += 1;
        self.announced = None;
        self.fetching = self.is_on_the_web(index);
        // The way out goes first: an address may be longer than the row.
        let doing = if self.fetching { "fetching; Esc gives up:" } else { "reading" };
        self.say(format!("{doing} {}", crate::engine::glyph::visible(self.name())));
        vec![Effect::Open { generation: self.generation, index, anew, whole: self.whole.0 }]
    }

    fn article_by(&mut self, way: Way, times: usize) -> Vec<Effect> {
        let Some(index) = self.neighbour(way, times) else {
            let end = if way == Way::Next { "last" } else { "first" };
            let only = self.library.rows().len() < 2;
            return self.say(if only { "there is only this article".to_owned() } else { format!("this is the {end} article") });
        };
        self.travel(index)
    }

    fn opened(&mut self, generation: u64, article: std::sync::Arc<crate::engine::article::Article>) -> Vec<Effect> {
        if generation != self.generation {
            return Vec::new();
        }
        self.choosing = false;
        self.raw = None;
        self.fetching = false;
        self.end_selection();
        self.message = article.warnings.first().map(|warning| crate::engine::glyph::visible(warning).into_owned());
        self.shown = self.index;
        match self.focus {
            Focus::Library => self.focus = Focus::Article,
            _ if self.below == Focus::Library => self.below = Focus::Article,
            _ => {}
        }
        if std::mem::take(&mut self.changed_on_disk) && self.message.is_none() {
            self.say("the article was changed, and read again");
        }
        self.message = self.announced.take().or(self.message.take());
        if self.growing.take() == Some(generation) {
            self.put(&article);
            self.search_again();
        } else {
            self.keep_place(&article);
            self.page = Some(Page::new(article.clone(), self.options.dictionary.clone()));
            self.search = Search { query: std::mem::take(&mut self.search.query), ..Search::default() };
            self.settle();
        }
        self.recognise();
        self.begin_where_asked();
        self.greet();
        if let (Some(page), Some(spot)) = (&mut self.page, self.left.get(&self.index)) {
            page.restore(*spot);
        }
        self.arrive();
        self.reach_destination();
        self.go_on_to_the_end();
        let sight = self.page.as_ref().map_or(0..0, Page::blocks_in_sight);
        vec![Effect::Scan { generation, article, sight, chosen: self.chosen() }]
    }

    /// It is read again as soon as nothing else is going on.
    fn article_changed(&mut self) -> Vec<Effect> {
        self.changed_on_disk = true;
        // A change after the one that is being read, or was: it counts, too.
        self.reloads = 0;
        Vec::new()
    }

    fn reload_when_free(&mut self, mut effects: Vec<Effect>) -> Vec<Effect> {
        let free = matches!(self.focus, Focus::Article | Focus::Cast) && self.prefix.is_none() && self.count.is_none();
        if self.changed_on_disk && free && effects.is_empty() && self.reloads != self.generation {
            effects.extend(self.open_as(self.index, true));
            self.reloads = self.generation;
        }
        effects
    }

    /// The same article was read again: where reading stood is where its words stand now.
    fn keep_place(&mut self, article: &Article) {
        let Some(page) = self.page.as_ref().filter(|page| page.article().doc == article.doc) else { return };
        let moved = |byte: usize| Anchor::new(&page.article().text, byte).find(&article.text);
        if let Some(spot) = self.left.get_mut(&self.index) {
            spot.top = spot.top.map(moved);
            spot.mention = spot.mention.map(moved);
        }
    }

    fn failed(&mut self, generation: u64, message: &str) -> Vec<Effect> {
        if generation == self.generation {
            self.changed_on_disk = false;
            self.fetching = false;
            self.message = Some(crate::engine::glyph::visible(message).into_owned());
            // What was open stays open.
            self.index = self.shown;
        }
        Vec::new()
    }

    fn learn(
        &mut self,
        generation: u64,
        facts: std::sync::Arc<super::index::Facts>,
        dictionary: std::sync::Arc<crate::engine::dictionary::Dictionary>,
        last: bool,
    ) -> Vec<Effect> {
        if let Some(page) = self.page.as_mut().filter(|_| generation == self.generation) {
            let last = last && !page.is_beginning();
            page.learn(facts, dictionary, &self.marks, last);
            if let Some(spot) = self.left.get(&self.index).copied().filter(|_| last) {
                self.left.remove(&self.index);
                page.remember(spot);
            }
            self.list();
            if last {
                self.meet();
                self.triage_open();
                // What an edit would do was told beside what had been found by then.
                return self.ask_preview();
            }
        }
        Vec::new()
    }

    fn dictionary(&mut self, dictionary: std::sync::Arc<crate::engine::dictionary::Dictionary>) -> Vec<Effect> {
        self.options.dictionary = dictionary;
        let mut effects = self.survey_again();
        if self.page.as_ref().is_some_and(Page::complete) {
            effects.extend(self.scan_again());
        }
        effects.extend(self.ask_preview());
        effects
    }

    /// Lays out, fills the screen, and makes ready what the drawing will ask for.
    pub(super) fn settle(&mut self) {
        let text = self.areas().text;
        let byline = self.byline(text.width);
        self.reveal_picked();
        self.reveal_article();
        self.fit_dossier();
        let Some(page) = &mut self.page else { return };
        page.fit(text.width, text.height, byline.as_deref());
        self.arrive();
        if self.cast.scope != Scope::Article {
            self.list();
        }
        if self.pane() != Focus::Cast
            && let (Some(page), Some(entity)) = (&self.page, self.subject())
        {
            self.cast.select(page.index(), entity);
        }
        if self.pane() != Focus::Cast
            && let Some((page, current)) = self.page.as_ref().and_then(|page| Some((page, page.current().filter(|_| self.is_open())?)))
        {
            self.cast.select_open(page.index(), current);
        }
        let met = self.subject().map(|entity| (entity, self.last_met(entity)));
        if let (Some((entity, met)), Some(page)) = (met, &mut self.page) {
            page.prepare(entity, met);
        }
        self.deal_hints();
        // How much of the panel is left for the cast depends on the card.
        if let Some(cast) = self.areas().cast {
            self.cast.reveal(usize::from(Self::cast_rows(cast).height));
        }
    }

    pub(super) fn list(&mut self) {
        let Some(page) = &self.page else { return };
        let index = page.index();
        let within = match self.cast.scope {
            Scope::Article => None,
            Scope::Screen => Some(index.within(&page.in_sight())),
            Scope::Section => Some(index.within(&super::outline::section_bytes(page, page.block_being_read()))),
        };
        let here = |entry: Entry<'_>| {
            let in_scope = |within: &Range<usize>| match entry {
                Entry::Person(person) => any_within(index.mentions().of(person.entity), within),
                Entry::Open(open) => any_within(&open.of, within),
            };
            within.as_ref().is_none_or(in_scope)
        };
        self.cast.list(index, &self.marks, here);
    }

    pub(super) fn page_rows(&self) -> usize {
        usize::from(self.areas().text.height)
    }
}

/// Whether one of the sorted numbers lies within a range.
fn any_within(sorted: &[usize], within: &Range<usize>) -> bool {
    sorted.get(sorted.partition_point(|at| *at < within.start)).is_some_and(|at| within.contains(at))
}

/// `by` further in a list.
pub(super) fn moved(from: usize, by: usize, way: Way) -> usize {
    match way {
        Way::Next => from.saturating_add(by),
        Way::Previous => from.saturating_sub(by),
    }
}
