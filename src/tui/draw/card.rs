//! The card of the current entity: docked under the cast with everything, or a sheet with the most important of it.

use ratatui::style::{Modifier, Style};

use super::canvas::Canvas;
use super::cast::presence;
use super::shorten::shortened;
use crate::engine::glyph::{columns, fit, visible};
use crate::engine::mentions::Mention;
use crate::reader::action::{Command, Stop, Way};
use crate::reader::areas::{Area, Areas};
use crate::reader::card::{Card, Fact, excerpt, who, whole};
use crate::reader::index::SLICES;
use crate::reader::keymap::{Keymap, spoken_key};
use crate::reader::lines::{Lines, WHY, nth, why};
use crate::reader::page::Page;
use crate::reader::{Focus, Reader};

/// The rule above it and the card.
pub fn draw(reader: &Reader, page: &Page, areas: &Areas, canvas: &mut Canvas<'_>) {
    let Some(area) = areas.card else { return };
    if let Some(rule) = areas.rule {
        canvas.horizontal(rule, canvas.theme.line());
    }
    if let Some(card) = reader.subject().and_then(|entity| page.card(entity)) {
        let lines = reader.mention_lines();
        let view = View { keymap: reader.keymap(), page, card, area, lines, nth: nth(page, card.entity) };
        if areas.sheet && !areas.whole { view.sheet(canvas) } else { view.docked(canvas) }
    } else if let Some(mention) = reader.open_mention() {
        candidates(reader, page, mention, area, canvas);
    } else if page.complete() {
        canvas.cut(area.x, area.y, area.width, "nobody here", canvas.theme.secondary());
    }
}

struct View<'a> {
    keymap: &'a Keymap,
    page: &'a Page,
    card: &'a Card,
    area: Area,
    lines: Option<Lines>,
    nth: usize,
}

impl View<'_> {
    fn docked(&self, canvas: &mut Canvas<'_>) {
        let first = self.heading(self.area.y, canvas);
        let bottom = self.area.y + self.area.height;
        let lines = self.why(canvas);
        let why = bottom.saturating_sub(u16::try_from(lines.len()).unwrap_or(0));
        // One mention at least, with a blank row above and below.
        let last = why.saturating_sub(3);
        let (secondary, left, end) = (canvas.theme.secondary(), self.area.x, self.area.x + self.area.width);
        for (y, fact) in (first..last).zip(self.card.facts(self.page.index(), self.area.width, canvas.glyphs.dot)) {
            canvas.put(left, y, Fact::LABEL, fact.label.unwrap_or_default(), secondary);
            let x = fact.label.map_or(left, |_| left + Fact::LABEL);
            canvas.cut(x, y, end.saturating_sub(x), &fact.text, if fact.secondary { secondary } else { Style::new() });
        }
        self.excerpts(canvas);
        canvas.put(left, why, WHY, if lines.is_empty() { "" } else { "why" }, secondary);
        for (y, line) in (why..bottom).zip(&lines) {
            canvas.cut(left + WHY, y, self.area.width.saturating_sub(WHY), line, secondary);
        }
    }

    fn sheet(&self, canvas: &mut Canvas<'_>) {
        let mut y = self.heading(self.area.y, canvas);
        let (bottom, dot) = (self.area.y + self.area.height, canvas.glyphs.dot);
        let said = [&self.card.who, &self.card.office, &self.card.note].into_iter().flatten().cloned().collect::<Vec<_>>().join(dot);
        if !said.is_empty() && y < bottom {
            canvas.cut(self.area.x, y, self.area.width, &said, Style::new());
            y += 1;
        }
        if self.area.height > 3 && y < bottom {
            self.strip_and_forms(y, canvas);
        }
        self.excerpts(canvas);
        if self.area.height > 5 {
            let wanted = [
                (Command::Enter, "next"),
                (Command::Step(Stop::SameEntity, Way::Previous), "previous"),
                (Command::First, "first"),
                (Command::Last, "last"),
                (Command::Escape, "close"),
            ];
            let line = wanted
                .iter()
                .filter_map(|(command, word)| Some(format!("{} {word}", spoken_key(self.keymap.key_of(Focus::Article, *command)?))));
            canvas.cut(self.area.x, bottom - 1, self.area.width, &line.collect::<Vec<_>>().join("   "), canvas.theme.secondary());
        }
    }

    fn heading(&self, y: u16, canvas: &mut Canvas<'_>) -> u16 {
        let Some(person) = self.page.index().person(self.card.entity) else { return y };
        let kinds = &self.page.dictionary().kinds;
        let kind = kinds.iter().find(|(id, _)| *id == person.kind).map_or("", |(_, kind)| &kind.name);
        let place = if self.nth == 0 { person.count.to_string() } else { format!("{}/{}", self.nth, person.count) };
        let end = self.area.x + self.area.width;
        let (long, room) = (format!("{kind}  {place}"), usize::from(self.area.width));
        let said = if columns(&long) + columns(&person.name) + 1 > room && columns(&long) * 5 > room * 2 { place } else { long };
        let left = canvas.right(end, y, self.area.width, &said, canvas.theme.secondary());
        let style = canvas.theme.kind(kinds, person.kind, false).add_modifier(Modifier::BOLD);
        let most = left.saturating_sub(self.area.x + 1);
        let name_end = canvas.put(self.area.x, y, most, &shortened(&person.name, most.into(), canvas.glyphs.more), style);
        if let Some(page) = &self.card.page {
            canvas.link(self.area.x..name_end, y, page);
        }
        y + 1
    }

    fn forms(&self, dot: &str) -> String {
        let forms: Vec<String> = self.card.forms.iter().map(|(form, count)| format!("{form} {count}")).collect();
        whole(&forms, dot, usize::from(self.area.width.saturating_sub(24))).0
    }

    fn strip_and_forms(&self, y: u16, canvas: &mut Canvas<'_>) {
        let Some(person) = self.page.index().person(self.card.entity) else { return };
        let tint = canvas.theme.tint(&self.page.dictionary().kinds, person.kind);
        presence(&person.strip, self.page.index().busiest(), (self.area.x, y), SLICES, tint, canvas);
        let x = self.area.x + 15;
        let label = canvas.put(x, y, self.area.width.saturating_sub(15), "here as ", canvas.theme.secondary());
        let room = (self.area.x + self.area.width).saturating_sub(label);
        canvas.cut(label, y, room, &self.forms(canvas.glyphs.dot), Style::new());
    }

    /// Mentions as lines with their paragraph, the current one among them.
    fn excerpts(&self, canvas: &mut Canvas<'_>) {
        let Some(Lines { rows, first }) = self.lines.clone() else { return };
        let of = self.page.index().mentions().of(self.card.entity);
        let highest = of.iter().skip(first).take(rows.len()).map(|at| self.page.index().block(*at) + 1).max().unwrap_or(1);
        let number = columns(&highest.to_string()) + 1;
        for (y, (nth, at)) in rows.zip(of.iter().enumerate().skip(first)) {
            self.excerpt(y, *at, nth + 1 == self.nth, number, canvas);
        }
    }

    fn excerpt(&self, y: u16, at: usize, current: bool, number: usize, canvas: &mut Canvas<'_>) {
        let Some(mention) = self.page.index().mention(at) else { return };
        let block = self.page.index().block(at);
        let kinds = &self.page.dictionary().kinds;
        let tint = self.page.index().kind(at).map_or(Style::new(), |kind| canvas.theme.tint(kinds, kind));
        let number = u16::try_from(number).unwrap_or(4);
        if current {
            canvas.put(self.area.x.saturating_sub(1), y, 1, canvas.glyphs.selected, tint);
        }
        canvas.right(self.area.x + number, y, number, &format!("§{}", block + 1), canvas.theme.secondary());
        let (mut x, end) = (self.area.x + number + 1, self.area.x + self.area.width);
        let [before, hit, after] = excerpt(self.page.article(), block, &mention.span, usize::from(end.saturating_sub(x)));
        let hit_style = if current { tint.add_modifier(Modifier::BOLD) } else { tint };
        let plain = Style::new();
        x = canvas.put(x, y, end.saturating_sub(x), &before, plain);
        let whole = columns(&hit) <= usize::from(end.saturating_sub(x));
        x = canvas.cut(x, y, end.saturating_sub(x), &hit, hit_style);
        if !whole {
            return;
        }
        let room = end.saturating_sub(x);
        let after = after.trim_end();
        if columns(after) <= usize::from(room) {
            canvas.put(x, y, room, after, plain);
        } else {
            let cut = whole_words(after, usize::from(room).saturating_sub(columns(canvas.glyphs.more)));
            canvas.put(x, y, room, &format!("{cut}{}", canvas.glyphs.more), plain);
        }
    }

    /// Why it is marked, and where the entry stands.
    fn why(&self, canvas: &Canvas<'_>) -> Vec<String> {
        let Some(mut lines) = why(self.page, self.card, self.area) else { return Vec::new() };
        lines.push(tail(&self.card.origin, usize::from(self.area.width.saturating_sub(WHY)), canvas.glyphs.more));
        lines
    }
}

/// Of a path that is too long the end is worth more than the beginning.
fn tail(path: &str, most: usize, more: &str) -> String {
    let mut rest = path;
    while columns(rest) + columns(more) > most && columns(path) > most {
        let Some((_, shorter)) = rest.trim_start_matches('/').split_once('/') else { break };
        rest = shorter;
    }
    if rest.len() == path.len() { path.to_owned() } else { format!("{more}/{rest}") }
}

/// As much of a text as fits, without half a word or what stands between two words at the end.
fn whole_words(text: &str, most: usize) -> &str {
    let fitting = fit(text, most, "");
    let cut = text.get(..fitting.len()).unwrap_or_default();
    let half = text.get(cut.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let words = if half { cut.rfind(' ').and_then(|at| cut.get(..at)).unwrap_or_default() } else { cut };
    words.trim_end_matches(|c: char| !c.is_alphanumeric())
}

/// An ambiguous mention: whom it may name, numbered, and how to say it.
fn candidates(reader: &Reader, page: &Page, mention: &Mention, area: Area, canvas: &mut Canvas<'_>) {
    let text = visible(page.article().text.get(mention.span.clone()).unwrap_or_default());
    let (dictionary, article) = (page.dictionary(), page.article());
    canvas.cut(area.x, area.y, area.width, &format!("{text}? May be"), canvas.theme.title());
    let (first, bottom, end) = (area.y + 1, area.y + area.height, area.x + area.width);
    // Who it is has a row of its own where there is room for all.
    let rows = if usize::from(bottom.saturating_sub(first)) > 2 * mention.candidates.len() { 2 } else { 1 };
    let secondary = canvas.theme.secondary();
    for ((y, number), candidate) in (first..bottom).step_by(rows).zip(1..).zip(&mention.candidates) {
        let name = dictionary.full_name(*candidate, article.language);
        let style = canvas.theme.tint(&dictionary.kinds, dictionary[*candidate].kind);
        let number = if number <= 9 { format!("{number} ") } else { "  ".to_owned() };
        let x = canvas.put(area.x, y, area.width, &number, Style::new());
        let x = canvas.cut(x, y, end.saturating_sub(x), &name, style);
        let Some(who) = who(article, dictionary, *candidate) else { continue };
        if rows == 2 {
            canvas.cut(area.x + 2, y + 1, area.width.saturating_sub(2), &who, secondary);
        } else {
            canvas.cut(x, y, end.saturating_sub(x), &format!("{}{who}", canvas.glyphs.dot), secondary);
        }
    }
    let below = first + u16::try_from(rows * mention.candidates.len()).unwrap_or(u16::MAX);
    if below < bottom {
        canvas.cut(area.x, bottom - 1, area.width, &how_to_say(reader, mention, area.width), secondary);
    }
}

/// How one says whom an ambiguous mention names, as far as it fits whole.
fn how_to_say(reader: &Reader, mention: &Mention, width: u16) -> String {
    if !reader.is_choosing() {
        return "Enter, then the number".to_owned();
    }
    let most = mention.candidates.len().min(9);
    let scope = if reader.is_choosing_for_good() { "every" } else { "this" };
    let hints = [format!("1 to {most}: so in {scope} article"), "Esc leave it open".to_owned()];
    whole(&hints, "   ", width.into()).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_ends_with_a_whole_word() {
        assert_eq!(whole_words("in Moskau. Am Montag", 12), "in Moskau");
        assert_eq!(whole_words("in Moskau. Am Montag", 15), "in Moskau. Am");
        assert_eq!(whole_words("Verteidigung", 5), "");
    }
}
