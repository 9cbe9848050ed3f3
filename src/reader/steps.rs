//! Moving through the article: by rows, by paragraphs, by mentions, by hits, and back.

use super::action::{Command, Effect, Stop, Way};
use super::page::Page;
use super::update::moved;
use super::{Reader, Repeats};
use crate::engine::dictionary::EntityIx;

impl Reader {
    pub(super) fn scroll(&mut self, rows: usize, way: Way) {
        if let Some(page) = &mut self.page {
            page.scroll(rows, way == Way::Next);
        }
    }

    /// Remembers where reading stands before a jump.
    pub(super) fn leave(&mut self, command: Command) {
        if let Some(page) = &mut self.page {
            self.jumps.leave(page.spot(), command);
        }
    }

    /// `gg` and `G`; with a count to the paragraph of that number.
    pub(super) fn go_to_end(&mut self, command: Command, count: Option<usize>, last: bool) {
        self.leave(command);
        let Some(page) = &mut self.page else { return };
        match count {
            Some(number) => {
                let blocks = page.article().blocks.len();
                page.jump_to_block(number.clamp(1, blocks.max(1)) - 1);
            }
            None => page.end(last),
        }
        self.wants_end = last && count.is_none() && page.is_beginning();
    }

    pub(super) fn percent(&mut self, command: Command, count: Option<usize>) {
        self.leave(command);
        let Some(page) = &mut self.page else { return };
        let prose = super::index::prose(page.article());
        match count.unwrap_or(0).min(100) {
            0 => page.end(false),
            100 => page.end(true),
            percent => page.scroll_to_byte(prose.start + prose.len() / 100 * percent + prose.len() % 100 * percent / 100),
        }
    }

    pub(super) fn paragraph(&mut self, command: Command, way: Way, times: usize) {
        self.leave(command);
        let Some(page) = &mut self.page else { return };
        let last = page.article().blocks.len().saturating_sub(1);
        let block = moved(self.paragraph.unwrap_or_else(|| page.block()), times, way).min(last);
        page.jump_to_block(block);
        self.paragraph = Some(block);
    }

    /// Steps along mentions.
    pub(super) fn step(&mut self, command: Command, times: usize) {
        let Command::Step(stop, way) = command else { return };
        if stop == Stop::SameEntity {
            self.repeats = Repeats::Entity;
        }
        let Some(page) = &self.page else { return };
        let Some(current) = page.current() else {
            if page.complete() {
                self.say("no name of the dictionary is marked here");
            }
            return;
        };
        match target(page, current, stop, way, times) {
            Ok(mention) => {
                self.leave(command);
                self.jump(mention);
            }
            Err(message) => drop(self.say(message)),
        }
    }

    /// To a mention, and back from it with one step.
    pub(super) fn jump_from(&mut self, command: Command, mention: usize) {
        self.leave(command);
        self.jump(mention);
    }

    fn jump(&mut self, mention: usize) {
        if let Some(page) = &mut self.page {
            page.jump(mention);
        }
    }

    pub(super) fn first_or_last(&mut self, command: Command, entity: Option<EntityIx>) {
        let Some((page, entity)) = self.page.as_ref().zip(entity) else { return };
        let mut of = page.index().mentions().of(entity).iter().copied().filter(|at| page.index().seen(*at));
        let mention = if command == Command::First { of.next() } else { of.next_back() };
        if let Some(mention) = mention {
            self.leave(command);
            self.jump(mention);
        }
    }

    /// From the cast: to a mention of the selected entity.
    pub(super) fn visit(&mut self, command: Command, times: usize) {
        let subject = self.subject();
        if subject.is_none() {
            self.visit_open(command);
            return;
        }
        let Command::Step(_, way) = command else {
            self.first_or_last(command, subject);
            if command == Command::First && self.areas().border.is_none() {
                // A cast that fills the window would hide what was jumped to.
                self.focus = super::Focus::Article;
            }
            return;
        };
        let Some((page, entity)) = self.page.as_ref().zip(subject) else { return };
        if page.mention().and_then(|mention| mention.entity) == Some(entity) {
            self.step(command, times);
            return;
        }
        let of = page.index().mentions().of(entity);
        let here = page.current().unwrap_or(0);
        let next = of.partition_point(|at| *at <= here);
        let mention =
            if way == Way::Next { of.get(next).or(of.last()) } else { next.checked_sub(1).and_then(|at| of.get(at)).or(of.first()) };
        if let Some(mention) = mention.copied() {
            self.leave(command);
            self.jump(mention);
        }
    }

    pub(super) fn back(&mut self, times: usize) -> Vec<Effect> {
        for _ in 0..times.min(1000) {
            let Some(page) = &mut self.page else { break };
            let Some(spot) = self.jumps.back(page.spot()) else { return self.article_behind() };
            page.restore(spot);
        }
        Vec::new()
    }

    pub(super) fn forward(&mut self, times: usize) -> Vec<Effect> {
        for _ in 0..times.min(1000) {
            let Some(page) = &mut self.page else { break };
            let Some(spot) = self.jumps.forward(page.spot()) else { return self.article_ahead() };
            page.restore(spot);
        }
        Vec::new()
    }

    /// `n` and `N`: the last of search and `*`.
    pub(super) fn repeat(&mut self, way: Way, times: usize) {
        if self.repeats == Repeats::Entity {
            self.step(Command::Step(Stop::SameEntity, way), times);
            return;
        }
        let way = if self.search.back { way.other() } else { way };
        if self.search.hits.is_empty() && !self.search.query.is_empty() {
            let query = self.search.query.clone();
            if let Some(page) = &self.page {
                self.search.hits = super::search::find(page.article(), &query);
            }
        }
        let count = self.search.hits.len();
        if count == 0 {
            let query = crate::engine::glyph::visible(&self.search.query).into_owned();
            self.say(if query.is_empty() { "nothing was searched for: / begins".to_owned() } else { format!("not found: {query}") });
            return;
        }
        let next = self.next_hit(way, times);
        let wrapped = if way == Way::Next {
            self.search.current.is_some_and(|at| next <= at)
        } else {
            self.search.current.is_some_and(|at| next >= at)
        };
        self.leave(Command::Repeat(way));
        self.search.current = Some(next);
        let byte = self.search.hits.get(next).map_or(0, |hit| hit.start);
        if let Some(page) = &mut self.page {
            page.jump_to_byte(byte);
        }
        if wrapped {
            self.say(if way == Way::Next { "on from the beginning" } else { "on from the end" });
        }
    }

    /// The hit that is `times` further, round the ends; without a current one the nearest to what is on the screen.
    fn next_hit(&self, way: Way, times: usize) -> usize {
        let count = self.search.hits.len();
        let by = times % count;
        match (self.search.current, way) {
            (Some(at), Way::Next) => (at + by) % count,
            (Some(at), Way::Previous) => (at + count - by) % count,
            (None, _) => {
                let from = self.page.as_ref().map_or(0, |page| page.in_sight().start);
                let next = self.search.hits.partition_point(|hit| hit.start < from);
                if way == Way::Next { next % count } else { (next + count - 1) % count }
            }
        }
    }
}

/// The mention that a step leads to, or why there is none.
fn target(page: &Page, current: usize, stop: Stop, way: Way, times: usize) -> Result<usize, &'static str> {
    let index = page.index();
    let end = |next: &'static str, previous| Err(if way == Way::Next { next } else { previous });
    let nth = |of: &[usize]| {
        let after = of.partition_point(|at| *at <= current);
        let before = of.partition_point(|at| *at < current);
        // A count that reaches beyond the end leads to the end.
        match way {
            Way::Next => (after < of.len()).then(|| of[(after + times - 1).min(of.len() - 1)]),
            Way::Previous => (before > 0).then(|| of[before.saturating_sub(times)]),
        }
    };
    match stop {
        Stop::Any => nth(index.stops()).map_or_else(|| end("this is the last name", "this is the first name"), Ok),
        Stop::SameEntity => {
            let Some(entity) = index.mention(current).and_then(|mention| mention.entity) else {
                return Err("it is open who is meant here");
            };
            let of: Vec<usize> = index.mentions().of(entity).iter().copied().filter(|at| index.seen(*at)).collect();
            let ends = if of.len() == 1 { ("its only mention", "its only mention") } else { ("its last mention", "its first mention") };
            nth(&of).map_or_else(|| end(ends.0, ends.1), Ok)
        }
        Stop::SameKind => {
            let kind = index.kind(current);
            let same: Vec<usize> = index.stops().iter().copied().filter(|at| index.kind(*at) == kind).collect();
            nth(&same).map_or_else(|| end("the last of this kind", "the first of this kind"), Ok)
        }
        Stop::SomeoneNew => {
            let firsts: Vec<usize> = index.cast().iter().map(|person| person.first).filter(|at| index.seen(*at)).collect();
            nth(&firsts).map_or_else(|| end("nobody new after this", "nobody was new before this"), Ok)
        }
    }
}
