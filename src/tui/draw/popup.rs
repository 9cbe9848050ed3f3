//! After a prefix: what may follow.

use ratatui::style::Style;

use super::canvas::Canvas;
use crate::engine::glyph::columns;
use crate::engine::kind::{Kind, Kinds};
use crate::reader::Reader;
use crate::reader::action::Command;
use crate::reader::areas::{Area, Areas};
use crate::reader::keymap::Binding;

/// A box above the status line, at the right.
pub fn draw(reader: &Reader, areas: &Areas, canvas: &mut Canvas<'_>) {
    let Some(prefix) = reader.prefix().filter(|_| reader.popup()) else { return };
    let lines = lines(reader, prefix);
    let longest = lines.iter().map(|(keys, help)| columns(keys) + columns(help) + 2).max().unwrap_or(0);
    let window = areas.window;
    let width = u16::try_from(longest + 4).unwrap_or(u16::MAX).min(window.width);
    let height = u16::try_from(lines.len() + 1).unwrap_or(u16::MAX).min(window.height.saturating_sub(1));
    let area = Area { x: window.width - width, y: window.height - 1 - height, width, height };
    canvas.fill(area, Style::new(), true);
    canvas.horizontal(Area { height: 1, ..area }, canvas.theme.line());
    canvas.vertical(Area { y: area.y + 1, height: height.saturating_sub(1), width: 1, ..area }, canvas.theme.line());
    for (y, (keys, help)) in (area.y + 1..area.y + height).zip(lines) {
        let x = canvas.put(area.x + 2, y, width.saturating_sub(3), &keys, canvas.theme.title());
        canvas.cut(x + 2, y, (area.x + width).saturating_sub(x + 3), &help, Style::new());
    }
}

fn lines(reader: &Reader, prefix: char) -> Vec<(String, String)> {
    let (keymap, focus) = (reader.keymap(), reader.focus());
    let letters = match keymap.letter_command(focus, prefix) {
        Some(Command::OnlyKind) => kinds(reader, prefix),
        _ => Vec::new(),
    };
    let continuations = keymap.continuations(focus, prefix).filter(|(_, binding)| !binding.command.takes_letter());
    let line = |(keys, binding): (&str, &Binding)| (keys.to_owned(), keymap.help_of(focus, binding.command).to_owned());
    letters.into_iter().chain(continuations.map(line)).collect()
}

fn kinds(reader: &Reader, prefix: char) -> Vec<(String, String)> {
    let kinds = reader.page().map(|page| &page.dictionary().kinds);
    let kinds = kinds.into_iter().flat_map(Kinds::iter);
    let line = |kind: &Kind| (format!("{prefix}{}", kind.letter.to_lowercase()), format!("only {}", kind.label.to_lowercase()));
    kinds.map(|(_, kind)| line(kind)).chain([(format!("{prefix}a"), "all kinds".to_owned())]).collect()
}
