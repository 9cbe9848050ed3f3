//! Paints a session into a buffer. Pure: reads the state, remembers nothing, and drawing twice gives the same.

mod canvas;
mod card;
mod cast;
mod dossier;
mod form;
mod help;
mod hints;
mod library;
mod linear;
mod picker;
mod popup;
mod shorten;
mod status;
mod text;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::glyphs::{ASCII, LINEAR, UNICODE};
use super::theme::Theme;
use crate::reader::{Focus, Reader};
use canvas::Canvas;
pub use linear::cursor;

/// Paints everything that the session shows now. The session must have been told the size by `Action::Resize`; what
/// has no room in `area` is cut.
pub fn draw(reader: &Reader, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let glyphs = match theme.unicode {
        _ if reader.is_linear() => &LINEAR,
        true => &UNICODE,
        false => &ASCII,
    };
    let mut canvas = Canvas::new(buffer, area, theme, glyphs);
    let areas = reader.areas();
    if areas.too_small {
        canvas.put(0, 0, areas.window.width, "too small", theme.secondary());
        return;
    }
    if reader.shows_help() {
        help::draw(reader, &areas, &mut canvas);
        popup::draw(reader, &areas, &mut canvas);
        return;
    }
    if reader.pane() == Focus::Library {
        library::draw(reader, &mut canvas);
    } else if reader.pane() == Focus::Dossier {
        dossier::draw(reader, &mut canvas);
    } else if let Some(page) = reader.page() {
        if let Some(border) = areas.border {
            canvas.vertical(border, theme.line());
        }
        // A cast that has no room beside the text stands instead of it.
        if (areas.cast.is_none() || areas.border.is_some()) && !areas.whole {
            text::draw(reader, page, &areas, &mut canvas);
            hints::draw(reader, page, &areas, &mut canvas);
        }
        if reader.is_linear() {
            linear::cast(reader, page, &mut canvas);
        } else {
            cast::draw(reader, page, &areas, &mut canvas);
        }
        card::draw(reader, page, &areas, &mut canvas);
    }
    status::draw(reader, &areas, &mut canvas);
    form::draw(reader, &mut canvas);
    picker::draw(reader, &mut canvas);
    popup::draw(reader, &areas, &mut canvas);
}
