//! A list to choose from: a box in the middle of a large window, all of a small one.

use std::borrow::Cow;

use ratatui::style::{Color, Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::canvas::Canvas;
use crate::engine::glyph::{columns, fit};
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
    let areas = picker_areas(reader.size(), reader.frame(), picker.all());
    canvas.fill(areas.whole, Style::new(), true);
    let secondary = canvas.theme.secondary();
    if areas.framed {
        canvas.frame(areas.whole, canvas.theme.line());
    }
    // The frame under it has a colour.
    let title = canvas.theme.title().fg(Color::Reset);
    let pad = if areas.framed { " " } else { "" };
    let found = if picker.filter().is_empty() { picker.all().to_string() } else { format!("{} of {}", picker.len(), picker.all()) };
    let end = areas.title.x + areas.title.width;
    let count = canvas.right(end, areas.title.y, 20, &format!("{pad}{found}{pad}"), secondary);
    let room = usize::from(count.saturating_sub(areas.title.x + 1)).saturating_sub(2 * pad.len());
    let name = fit(picker.title(), room, canvas.glyphs.more);
    canvas.put(areas.title.x, areas.title.y, areas.title.width, &format!("{pad}{name}{pad}"), title);
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
    let detail = canvas.right(end, area.y, detail, &whole_parts(&row.detail, detail.into(), canvas.glyphs.more), secondary);
    let room = detail.saturating_sub(x + if detail < end { GAP } else { 0 });
    canvas.cut(x, area.y, room, &row.label, base);
    matched(&row.label, found, (x, area.y), room, base, canvas);
}

/// As many parts of it as have room: names between commas, what stands between dots. Words are left out of a single part
/// only, and that is seen.
fn whole_parts<'a>(text: &'a str, room: usize, more: &str) -> Cow<'a, str> {
    let mut kept = text;
    while columns(kept) > room {
        let Some((before, _)) = kept.rsplit_once(" · ").or_else(|| kept.rsplit_once(", ")) else {
            return whole_words(kept, room, more).into();
        };
        kept = before;
    }
    kept.into()
}

/// As many words of it as have room, and the sign that there were more; nothing where that would be less than a word that
/// says something.
fn whole_words(text: &str, room: usize, more: &str) -> String {
    let mut kept = text;
    while let Some((before, _)) = kept.rsplit_once(' ') {
        kept = before;
        if columns(kept) + columns(more) <= room {
            return if kept.ends_with(':') { String::new() } else { format!("{kept}{more}") };
        }
    }
    String::new()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_beside_a_name_loses_whole_parts() {
        let of = |text, room| whole_parts(text, room, "…").into_owned();
        assert_eq!(of("formerly: Bundeskanzler · Deutschland", 40), "formerly: Bundeskanzler · Deutschland");
        assert_eq!(of("formerly: Bundeskanzler · Deutschland", 30), "formerly: Bundeskanzler");
        assert_eq!(of("formerly: Bundeskanzler · Deutschland", 20), "", "formerly what?");
        assert_eq!(of("4 · §2 · after Beauftragte", 12), "4 · §2");
        assert_eq!(of("Europa, Luc Frieden, Trier", 22), "Europa, Luc Frieden");
        assert_eq!(of("Regierung der Schweiz", 16), "Regierung der…");
        assert_eq!(of("Umweltminister", 8), "");
    }
}
