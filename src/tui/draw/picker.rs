//! A list to choose from: a box in the middle of a large window, all of a small one.

use ratatui::style::{Color, Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::canvas::Canvas;
use crate::engine::glyph::columns;
use crate::reader::Reader;
use crate::reader::areas::{Area, picker_areas};
use crate::reader::picker::{Picker, Row};
use crate::tui::theme::letter;

/// Between label and detail.
const GAP: u16 = 2;
/// From so many columns on a detail may cut its label, to two thirds of them.
const SHARED_FROM: u16 = 50;

/// Frame, title, filter, rows.
pub fn draw(reader: &Reader, canvas: &mut Canvas<'_>) {
    let Some(picker) = reader.picker() else { return };
    let areas = picker_areas(reader.size(), picker.all());
    canvas.fill(areas.whole, Style::new(), true);
    let secondary = canvas.theme.secondary();
    if areas.framed {
        canvas.frame(areas.whole, canvas.theme.line());
    }
    // The frame under it has a colour.
    let title = canvas.theme.title().fg(Color::Reset);
    let pad = if areas.framed { " " } else { "" };
    canvas.put(areas.title.x, areas.title.y, areas.title.width, &format!("{pad}{}{pad}", picker.title()), title);
    let found = if picker.filter().is_empty() { picker.all().to_string() } else { format!("{} of {}", picker.len(), picker.all()) };
    canvas.right(areas.title.x + areas.title.width, areas.title.y, 20, &format!("{pad}{found}{pad}"), secondary);
    filter(picker, areas.filter, canvas);
    if picker.is_empty() {
        canvas.cut(areas.list.x, areas.list.y, areas.list.width, "nothing fits", secondary);
    }
    for (y, (at, row, found)) in (areas.list.y..).zip(picker.seen(areas.list.height.into())) {
        let area = Area { y, height: 1, ..areas.list };
        entry(reader, row, found, at == picker.selected(), area, canvas);
    }
}

fn filter(picker: &Picker, area: Area, canvas: &mut Canvas<'_>) {
    if area.height == 0 {
        return;
    }
    let x = canvas.put(area.x, area.y, area.width, canvas.glyphs.prompt, canvas.theme.secondary());
    // Of a long filter its end is seen: that is where one types.
    let mut shown = picker.filter();
    while columns(shown) + 2 > usize::from((area.x + area.width).saturating_sub(x)) && !shown.is_empty() {
        shown = shown.grapheme_indices(true).nth(1).map_or("", |(at, _)| &shown[at..]);
    }
    let x = canvas.put(x, area.y, area.width, shown, canvas.theme.title());
    let x = canvas.put(x, area.y, 1, canvas.glyphs.cursor, Style::new());
    if shown.is_empty() {
        canvas.cut(x + 1, area.y, (area.x + area.width).saturating_sub(x + 1), "type to narrow it down", canvas.theme.secondary());
    }
}

fn entry(reader: &Reader, row: &Row, found: &[u32], selected: bool, area: Area, canvas: &mut Canvas<'_>) {
    let base = if selected { canvas.theme.bar() } else { Style::new() };
    let secondary = if selected { base } else { canvas.theme.secondary() };
    let end = area.x + area.width;
    if selected {
        // The colour of the row begins a column before its text, and ends one after it.
        canvas.fill(Area { x: area.x.saturating_sub(1), width: area.width + 2, ..area }, base, false);
    }
    let mut x = area.x;
    if let (Some(kind), Some(page)) = (row.kind, reader.page()) {
        let kinds = &page.dictionary().kinds;
        let tint = base.patch(canvas.theme.tint(kinds, kind)).add_modifier(Modifier::BOLD);
        x = canvas.put(x, area.y, 1, &letter(kinds, kind).to_string(), tint) + 1;
    }
    let room = end.saturating_sub(x);
    let label = u16::try_from(columns(&row.label)).unwrap_or(u16::MAX);
    let label = if room < SHARED_FROM { label } else { label.min(room / 3 * 2) };
    let detail = room.saturating_sub(label + GAP);
    let detail = canvas.right(end, area.y, detail, whole_parts(&row.detail, detail), secondary);
    let room = detail.saturating_sub(x + if detail < end { GAP } else { 0 });
    canvas.cut(x, area.y, room, &row.label, base);
    matched(&row.label, found, (x, area.y), room, base, canvas);
}

/// As many parts of it as have room: names between commas, else words.
fn whole_parts(text: &str, room: u16) -> &str {
    let between = if text.contains(", ") { ", " } else { " " };
    let mut kept = text;
    while columns(kept) > usize::from(room) {
        kept = kept.rsplit_once(between).map_or("", |(before, _)| before);
    }
    kept
}

/// The graphemes that match, over the label.
fn matched(label: &str, found: &[u32], (x, y): (u16, u16), room: u16, base: Style, canvas: &mut Canvas<'_>) {
    let strong = base.add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
    let mut column = 0;
    let cut = columns(label) > usize::from(room);
    for (at, grapheme) in (0..).zip(label.graphemes(true)) {
        let width = u16::try_from(columns(grapheme)).unwrap_or(1);
        if column + width + u16::from(cut) > room {
            return;
        }
        if found.binary_search(&at).is_ok() {
            canvas.put(x + column, y, width, grapheme, strong);
        }
        column += width;
    }
}
