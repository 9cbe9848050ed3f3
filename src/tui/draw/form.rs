//! The form of an entry: a box over the lower part of the text, so that what it is about stays in sight.

use ratatui::style::{Color, Modifier, Style};

use super::canvas::Canvas;
use crate::engine::glyph::{columns, visible};
use crate::reader::Reader;
use crate::reader::areas::{Area, form_areas};
use crate::reader::form::{Field, Form, Outlook};
use crate::reader::line::Line;
use crate::tui::theme::letter;

/// Columns before the fields.
const LABEL: u16 = 9;

/// Frame, title, fields, and what the edit would do.
pub fn draw(reader: &Reader, canvas: &mut Canvas<'_>) {
    let Some(form) = reader.form() else { return };
    let fields = form.fields();
    let areas = form_areas(reader.size(), reader.frame(), reader.areas().text, fields.len());
    canvas.fill(areas.whole, Style::new(), true);
    if areas.framed {
        canvas.frame(areas.whole, canvas.theme.line());
    } else {
        canvas.horizontal(Area { height: 1, ..areas.whole }, canvas.theme.line());
    }
    // The line under it has a colour.
    let title = canvas.theme.title().fg(Color::Reset);
    canvas.put(areas.fields.x, areas.whole.y, areas.fields.width, &format!(" {} ", form.title()), title);
    let at = form.current_row();
    // Where not all have room, the one that is typed into is seen.
    let top = (at + 1).saturating_sub(areas.fields.height.into());
    for (y, field) in (areas.fields.y..areas.fields.y + areas.fields.height).zip(fields.iter().skip(top)) {
        row(reader, form, *field, Area { y, height: 1, ..areas.fields }, canvas);
    }
    let (said, style) = match &form.outlook {
        Outlook::Unknown => (canvas.glyphs.more.to_owned(), canvas.theme.secondary()),
        Outlook::Known(preview) => (preview.words(), canvas.theme.secondary()),
        Outlook::Refused(reason) => (reason.clone(), Style::new().add_modifier(Modifier::BOLD)),
    };
    canvas.cut(areas.outlook.x, areas.outlook.y, areas.outlook.width, &said, style);
}

fn row(reader: &Reader, form: &Form, field: Field, area: Area, canvas: &mut Canvas<'_>) {
    let current = field == form.current();
    let label = if current { Style::new().add_modifier(Modifier::BOLD) } else { canvas.theme.secondary() };
    if current {
        canvas.put(area.x.saturating_sub(1), area.y, 1, canvas.glyphs.selected, label);
    }
    canvas.put(area.x, area.y, LABEL, field.word(), label);
    let (x, room) = (area.x + LABEL, area.width.saturating_sub(LABEL));
    match form.line(field) {
        Some(line) => text(line, current, x, area.y, room, canvas),
        None => kind(reader, form, current, x, area.y, room, canvas),
    }
}

fn kind(reader: &Reader, form: &Form, current: bool, x: u16, y: u16, room: u16, canvas: &mut Canvas<'_>) {
    let (name, id) = form.kind();
    let Some(kinds) = reader.page().map(|page| &page.dictionary().kinds) else { return };
    let tint = canvas.theme.tint(kinds, id);
    let end = x + room;
    let x = canvas.put(x, y, room, &letter(kinds, id).to_string(), tint.add_modifier(Modifier::BOLD)) + 1;
    let x = canvas.cut(x, y, end.saturating_sub(x), name, tint) + 2;
    if current {
        canvas.cut(x, y, end.saturating_sub(x), "Left Right or its first letter", canvas.theme.secondary());
    }
}

/// A line with its cursor; of a long one the part around the cursor.
fn text(line: &Line, current: bool, x: u16, y: u16, room: u16, canvas: &mut Canvas<'_>) {
    let (before, after) = line.halves();
    let (before, after) = (visible(before), visible(after));
    if !current {
        canvas.cut(x, y, room, &format!("{before}{after}"), Style::new());
        return;
    }
    let mut shown: &str = &before;
    while columns(shown) + 1 > usize::from(room) && !shown.is_empty() {
        let first = shown.chars().next().map_or(1, char::len_utf8);
        shown = shown.get(first..).unwrap_or_default();
    }
    let end = x + room;
    let x = canvas.put(x, y, room, shown, Style::new());
    // The cursor stands on the letter that it is before.
    let mut rest = after.chars();
    let under: String = rest
        .next()
        .map(String::from)
        .into_iter()
        .chain(rest.clone().take_while(|c| columns(&c.to_string()) == 0).map(String::from))
        .collect();
    let reversed = Style::new().add_modifier(Modifier::REVERSED);
    let next = canvas.put(x, y, end.saturating_sub(x), if under.is_empty() { " " } else { &under }, reversed);
    let rest = after.get(under.len()..).unwrap_or_default();
    canvas.cut(next, y, end.saturating_sub(next), rest, Style::new());
}
