//! What is shown and what is not: panel, card, kinds, strength, measure; and the layers that Esc takes away again.

use super::action::{Effect, Way};
use super::areas::Frame;
use super::index::FAINTEST;
use super::update::moved;
use super::{CardSize, Focus, MEASURES, Reader, Search};
use crate::engine::kind::KindId;

impl Reader {
    pub(super) fn set_measure(&mut self, measure: u16) {
        self.measure = measure.clamp(*MEASURES.start(), *MEASURES.end());
        self.say(format!("text at most {} columns wide", self.measure));
    }

    /// The configuration says how wide text is; what was set by key goes, if it says something new.
    pub(super) fn wish_measure(&mut self, measure: u16) -> Vec<Effect> {
        let measure = measure.clamp(*MEASURES.start(), *MEASURES.end());
        if measure != std::mem::replace(&mut self.options.measure, measure) {
            self.measure = measure;
        }
        Vec::new()
    }

    pub(super) fn strength(&mut self, by: i8) {
        self.marks.strength = self.marks.strength.saturating_add_signed(by).min(FAINTEST);
        self.say(self.marks.words());
        self.remark();
    }

    pub(super) fn toggle(&mut self, kind: KindId) {
        if usize::from(kind.0) < self.options.dictionary.kinds.len() && !self.marks.off.remove(&kind) {
            self.marks.off.insert(kind);
        }
    }

    /// `F` and a letter: only this kind; the same again, or `a`: all kinds.
    pub(super) fn only_kind(&mut self, letter: char) -> Vec<Effect> {
        let kinds = &self.options.dictionary.kinds;
        let found = kinds.iter().find(|(_, kind)| kind.letter.eq_ignore_ascii_case(&letter)).map(|(id, _)| id);
        let others = |kind: KindId| kinds.iter().map(|(id, _)| id).filter(|id| *id != kind).collect();
        let (off, message) = match found {
            Some(kind) if self.marks.off != others(kind) => (others(kind), format!("only {} are marked", kinds[kind].label.to_lowercase())),
            None if letter != 'a' => return self.say(format!("no kind has the letter {letter}")),
            _ => (std::collections::BTreeSet::new(), "all kinds are marked".to_owned()),
        };
        self.marks.off = off;
        self.remark();
        self.say(message)
    }

    pub(super) fn remark(&mut self) {
        if let Some(page) = &mut self.page {
            page.apply(&self.marks);
        }
        self.list();
    }

    pub(super) fn show_card(&mut self, open: bool) {
        self.card = Some(open);
        self.card_size = CardSize::Sheet;
        self.uncover();
    }

    /// `zn`: nothing but the text, and back.
    pub(super) fn toggle_zen(&mut self) {
        self.frame = match self.frame {
            Frame::Full => Frame::Zen,
            Frame::Zen => Frame::Full,
            Frame::Linear => Frame::Linear,
        };
    }

    /// `K`: opens the card; where it is a sheet, makes it as large as the window, and a sheet again.
    pub(super) fn toggle_card(&mut self) {
        let areas = self.areas();
        if areas.sheet && !self.is_linear() {
            self.card_size = if areas.whole { CardSize::Sheet } else { CardSize::Window };
        } else {
            self.show_card(areas.card.is_none());
        }
    }

    /// The sheet goes; one as large as the window becomes a small one.
    pub(super) fn close_sheet(&mut self) {
        if self.areas().whole && !self.is_linear() {
            self.card_size = CardSize::Sheet;
            self.uncover();
        } else {
            self.show_card(false);
        }
    }

    /// After the layout changed: the current mention must not be under what was opened.
    pub(super) fn uncover(&mut self) {
        self.settle();
        if let Some(page) = &mut self.page {
            page.uncover();
        }
    }

    pub(super) fn enter(&mut self, focus: Focus) {
        self.below = self.pane();
        self.focus = focus;
    }

    pub(super) fn focus_cast(&mut self) {
        if self.page.is_some() {
            self.focus = Focus::Cast;
            self.uncover();
        }
    }

    pub(super) fn leave_cast(&mut self) {
        self.focus = Focus::Article;
        self.uncover();
    }

    pub(super) fn hide_cast(&mut self) {
        let open = self.areas().cast.is_some();
        self.focus = Focus::Article;
        self.cast.open = Some(!open);
        self.uncover();
        if !open && self.areas().cast.is_none() {
            self.cast.open = None;
            self.say("no room beside the text: e opens the cast");
        }
    }

    pub(super) fn widen(&mut self, by: i16) {
        let width = |reader: &Self| reader.areas().cast.map(|cast| cast.width);
        let (before, more) = (width(self), self.cast.more);
        self.cast.more = more.saturating_add(by).clamp(-60, 60);
        if width(self) == before {
            self.cast.more = more;
        }
    }

    /// Back one layer; never quits.
    pub(super) fn escape(&mut self) -> Vec<Effect> {
        if self.areas().sheet {
            self.close_sheet();
        } else if self.is_folded() {
            self.unfold();
        } else if !self.search.hits.is_empty() {
            self.search = Search { query: std::mem::take(&mut self.search.query), back: self.search.back, ..Search::default() };
        } else if self.frame == Frame::Zen {
            self.frame = Frame::Full;
        } else if !self.marks.off.is_empty() {
            self.marks.off.clear();
            self.remark();
        } else {
            return self.open_library(false);
        }
        Vec::new()
    }

    pub(super) fn select(&mut self, rows: usize, way: Way) {
        self.cast.go(moved(self.cast.selected(), rows, way));
    }
}
