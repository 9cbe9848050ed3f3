//! Without pictures, for screen readers: no lines, no strips, kinds in words, and the terminal's cursor on what is meant.
//!
//! The text stands at the left edge. Panels are lists in words that take the whole window; the last row is one sentence.

use ratatui::style::Style;

use super::canvas::Canvas;
use crate::engine::glyph::{columns, visible};
use crate::reader::areas::{dossier_areas, form_areas, list_areas, picker_areas};
use crate::reader::cast::{Entry, entry};
use crate::reader::dossier::View;
use crate::reader::lines::nth;
use crate::reader::page::Page;
use crate::reader::words::minutes;
use crate::reader::{Focus, Reader};

/// The cell on which the terminal's cursor should be.
#[must_use]
pub fn cursor(reader: &Reader) -> (u16, u16) {
    let areas = reader.areas();
    let below = (0, areas.status.y);
    match reader.focus() {
        Focus::Prompt => (u16::try_from(columns(&status(reader))).unwrap_or(0).min(areas.status.width.saturating_sub(1)), areas.status.y),
        Focus::Cast => areas.cast.map_or(below, |area| {
            let rows = Reader::cast_rows(area);
            let row = reader.cast().selected().saturating_sub(reader.cast().top());
            (rows.x, rows.y + u16::try_from(row).unwrap_or(0).min(rows.height.saturating_sub(1)))
        }),
        Focus::Library => {
            let (areas, library) = (list_areas(reader.size()), reader.library());
            let row = library.selected().saturating_sub(library.top()).min(areas.entries().saturating_sub(1));
            (areas.list.x, areas.list.y + u16::try_from(row).unwrap_or(0) * areas.lines)
        }
        Focus::Dossier => {
            let list = dossier_areas(reader.size()).list;
            let row = reader.dossier().map_or(0, View::selected_row).min(usize::from(list.height.saturating_sub(1)));
            (list.x, list.y + u16::try_from(row).unwrap_or(0))
        }
        Focus::Picker => reader.picker().map_or(below, |picker| {
            let list = picker_areas(reader.size(), reader.frame(), picker.all()).list;
            let row = picker.selected().saturating_sub(picker.top()).min(usize::from(list.height.saturating_sub(1)));
            (list.x, list.y + u16::try_from(row).unwrap_or(0))
        }),
        Focus::Form => reader.form().map_or(below, |form| {
            let rows = form_areas(reader.size(), reader.frame(), areas.text, form.fields().len()).fields;
            let row = form.current_row().min(usize::from(rows.height.saturating_sub(1)));
            (rows.x, rows.y + u16::try_from(row).unwrap_or(0))
        }),
        Focus::Article if areas.whole => areas.card.map_or(below, |card| (card.x, card.y)),
        Focus::Article => reader.page().and_then(|page| reader.cell_of(page.mention()?.span.start)).unwrap_or((areas.text.x, areas.text.y)),
        _ => below,
    }
}

/// The list of who is in the article, in words.
pub fn cast(reader: &Reader, page: &Page, canvas: &mut Canvas<'_>) {
    let Some(area) = reader.areas().cast else { return };
    let rows = Reader::cast_rows(area);
    let cast = reader.cast();
    let scope = cast.scope.word().map_or(String::new(), |word| format!(", {word}"));
    let head = format!("Cast, {} names, {}{scope}", cast.rows().len(), cast.sort.word());
    canvas.cut(area.x, Reader::cast_head(area), area.width, &head, canvas.theme.title());
    let kinds = &page.dictionary().kinds;
    let kind_of = |kind| kinds.iter().find(|(id, _)| Some(*id) == kind).map_or("", |(_, kind)| kind.name.as_str());
    for (y, at) in (rows.y..rows.y + rows.height).zip(cast.rows().iter().skip(cast.top())) {
        let Some(listed) = entry(page.index(), *at) else { continue };
        let kind = if matches!(listed, Entry::Open(_)) { "may be several" } else { kind_of(listed.kind()) };
        let line = format!("{}, {kind}, {}", listed.name(), counted(listed.count(), "mention"));
        canvas.cut(rows.x, y, rows.width, &line, Style::new());
    }
}

/// What the last row says, as one sentence. What is heard is never half a word: what has no room is left out from the end.
#[must_use]
pub fn status(reader: &Reader) -> String {
    if let Some(prompt) = reader.prompt() {
        return format!("{}: {}", prompt.purpose.word(), visible(&prompt.text));
    }
    if let Some(message) = reader.message() {
        return visible(message).into_owned();
    }
    let Some(page) = reader.page() else { return String::new() };
    let mut said = who(reader, page);
    let paragraph = page.block_being_read() + 1;
    said.push(format!("paragraph {paragraph} of {}", page.article().blocks.len()));
    said.push(format!("{} percent", page.percent()));
    let left = page.words() * usize::from(100 - page.percent()) / 100;
    said.push(if left == 0 { "end".to_owned() } else { format!("{} left", counted(minutes(left), "minute")) });
    while said.len() > 1 && columns(&said.join(", ")) > usize::from(reader.size().0) {
        said.pop();
    }
    said.join(", ")
}

fn who(reader: &Reader, page: &Page) -> Vec<String> {
    if let Some(mention) = reader.open_mention() {
        let text = page.article().text.get(mention.span.clone()).unwrap_or_default();
        let most = mention.candidates.len();
        let how =
            if reader.is_choosing() { format!("1 to {} says who it is", most.min(9)) } else { format!("one of {most}, Enter settles it") };
        return vec![visible(text).into_owned(), how];
    }
    let Some(person) = reader.subject().and_then(|entity| page.index().person(entity)) else { return vec!["no name here".to_owned()] };
    let kind = page.dictionary().kinds.iter().find(|(id, _)| *id == person.kind).map_or("", |(_, kind)| kind.name.as_str());
    let place = match nth(page, person.entity) {
        0 => counted(person.count, "mention"),
        nth => format!("mention {nth} of {}", person.count),
    };
    let first = page.current() == Some(person.first);
    let line = page.card(person.entity).and_then(|card| card.who.clone()).filter(|_| first);
    [Some(person.name.to_string()), Some(kind.to_owned()), Some(place), line.map(|line| line.replace(" · ", ", "))]
        .into_iter()
        .flatten()
        .collect()
}

fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
