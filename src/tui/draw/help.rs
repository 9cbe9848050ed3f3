//! The help screen: the key table, group by group, in as many columns as fit.

use ratatui::style::Style;

use super::canvas::Canvas;
use super::status::fitting;
use crate::engine::glyph::{self, visible};
use crate::reader::Reader;
use crate::reader::areas::Areas;
use crate::reader::helping::{WIDTH, longest};
use crate::reader::keymap::HelpRow as Row;

/// Columns for the keys.
const KEYS: u16 = 27;

/// Paints the help over the whole window.
pub fn draw(reader: &Reader, areas: &Areas, canvas: &mut Canvas<'_>) {
    let window = areas.window;
    let height = usize::from(window.height.saturating_sub(1));
    let (abreast, columns) = reader.help_columns();
    let longest = longest(&columns);
    let top = reader.help().min(longest.saturating_sub(height));
    let width = if abreast == 1 { window.width.saturating_sub(2) } else { WIDTH };
    let margin = (window.width - width * u16::try_from(abreast).unwrap_or(1)) / 2;
    for (x, column) in (0..).map(|at| margin.max(1) + at * width).zip(&columns) {
        // One blank row above, as everywhere.
        let shown = std::iter::once(&Row::Blank).chain(column).skip(top).take(height);
        for (y, row) in (0..).zip(shown) {
            paint(row, x, y, width.saturating_sub(2), canvas);
        }
    }
    let bar = canvas.theme.bar();
    canvas.fill(areas.status, bar, false);
    if let Some(prompt) = reader.prompt() {
        let x = canvas.cut(1, areas.status.y, window.width.saturating_sub(2), &format!("/{}", visible(&prompt.text)), bar);
        canvas.put(x, areas.status.y, 1, canvas.glyphs.cursor, bar);
        return;
    }
    let filter = reader.help_filter();
    let place = if !filter.is_empty() {
        format!("Keys with {}", visible(filter))
    } else if longest > height {
        format!("Keys   {} of {longest}", (top + height).min(longest))
    } else {
        "Keys".to_owned()
    };
    canvas.put(1, areas.status.y, window.width, &place, bar);
    let hints: &[&str] = match (filter.is_empty(), longest > height) {
        (false, _) => &["/ other", "Esc all keys"],
        (true, true) => &["/ search", "Space page", "Esc back"],
        (true, false) => &["/ search", "Esc back"],
    };
    let room = usize::from(window.width).saturating_sub(glyph::columns(&place) + 4);
    let hints = fitting(hints.iter().map(|&hint| hint.to_owned()).collect(), &[], room);
    canvas.right(window.width.saturating_sub(1), areas.status.y, window.width, &hints, bar);
}

fn paint(row: &Row, x: u16, y: u16, width: u16, canvas: &mut Canvas<'_>) {
    match row {
        Row::Blank => {}
        Row::Heading(heading) => drop(canvas.put(x, y, width, heading, canvas.theme.title())),
        Row::Keys(keys, help) => {
            // Where there is little room, one key of each binding will do.
            let first = keys.split(' ').next().unwrap_or(keys);
            let (narrow, keys) = if width < WIDTH - 2 { (11.min(width / 2), first) } else { (KEYS, keys.as_str()) };
            canvas.cut(x, y, narrow.saturating_sub(1), keys, canvas.theme.secondary());
            canvas.cut(x + narrow, y, width.saturating_sub(narrow), help, Style::new());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::glyph::columns;

    #[test]
    fn nothing_in_the_help_is_cut() {
        for row in crate::tui::keys::keymap().help() {
            if let Row::Keys(keys, help) = row {
                assert!(columns(&keys) < usize::from(KEYS) && columns(help) < usize::from(WIDTH - KEYS - 1), "{keys}: {help}");
                // In a window of 40 columns.
                assert!(columns(help) <= 25, "{help}");
            }
        }
    }
}
