//! After a prefix: what may follow.

use ratatui::style::Style;

use super::canvas::Canvas;
use crate::engine::glyph::columns;
use crate::engine::kind::{Kind, Kinds};
use crate::reader::Reader;
use crate::reader::action::Command;
use crate::reader::areas::{Area, Areas};
use crate::reader::keymap::Binding;

/// Between columns of the box.
const GAP: u16 = 3;
/// The columns of text that a line of the box takes at most.
const WIDEST: usize = 60;

/// A box above the status line, at the right; in columns where it would be too high.
pub fn draw(reader: &Reader, areas: &Areas, canvas: &mut Canvas<'_>) {
    let Some(prefix) = reader.prefix().filter(|_| reader.popup()) else { return };
    let lines = lines(reader, prefix);
    let widest = |part: fn(&(String, String)) -> usize| u16::try_from(lines.iter().map(part).max().unwrap_or(0)).unwrap_or(u16::MAX);
    let keys = widest(|(keys, _)| columns(keys)) + 2;
    let window = areas.window;
    let each = (keys + widest(|(_, help)| columns(help).min(WIDEST))).min(window.width.saturating_sub(4));
    let most = usize::from(window.height.saturating_sub(4)).max(1);
    let abreast = lines.len().div_ceil(most).clamp(1, usize::from(((window.width.saturating_sub(4) + GAP) / (each + GAP)).max(1)));
    let rows = lines.len().div_ceil(abreast);
    let wide = u16::try_from(abreast).unwrap_or(1);
    let width = (each * wide + GAP * (wide - 1) + 4).min(window.width);
    let height = u16::try_from(rows + 2).unwrap_or(u16::MAX).min(window.height.saturating_sub(1));
    let area = Area { x: window.width - width, y: window.height - 1 - height, width, height };
    canvas.fill(area, Style::new(), true);
    canvas.frame(area, canvas.theme.line());
    for (at, (sequence, help)) in lines.iter().enumerate() {
        let (column, row) = (u16::try_from(at / rows).unwrap_or(0), u16::try_from(at % rows).unwrap_or(u16::MAX));
        let (x, y) = (area.x + 2 + column * (each + GAP), (area.y + 1).saturating_add(row));
        if y + 1 < area.y + area.height {
            canvas.put(x, y, keys, sequence, canvas.theme.title());
            canvas.cut(x + keys, y, each.saturating_sub(keys), help, Style::new());
        }
    }
}

fn lines(reader: &Reader, prefix: char) -> Vec<(String, String)> {
    let (keymap, focus) = (reader.keymap(), reader.focus());
    let letters = match keymap.letter_command(focus, prefix) {
        Some(Command::OnlyKind) => kinds(reader, prefix),
        Some(Command::SetPlace | Command::GoToPlace) => places(reader, prefix),
        _ => Vec::new(),
    };
    let continuations = keymap.continuations(focus, prefix).filter(|(_, binding)| !binding.command.takes_letter());
    let line = |(keys, binding): (&str, &Binding)| (keys.to_owned(), keymap.help_of(focus, binding.command).to_owned());
    letters.into_iter().chain(continuations.map(line)).collect()
}

/// The marks; and where there are none, how one is made.
fn places(reader: &Reader, prefix: char) -> Vec<(String, String)> {
    let line = |(letter, paragraph, words)| (format!("{prefix}{letter}"), format!("§{paragraph:<4}{words}"));
    let places: Vec<_> = reader.place_lines().into_iter().map(line).collect();
    let sets = reader.keymap().key_of(reader.focus(), Command::SetPlace).and_then(|keys| keys.chars().next());
    let how = sets.filter(|sets| places.is_empty() || *sets == prefix);
    let how =
        how.map(|sets| (format!("{sets}a"), if places.is_empty() { "marks this place; b, c … others" } else { "marks anew, b, c … too" }));
    how.into_iter().map(|(keys, help)| (keys, help.to_owned())).chain(places).collect()
}

fn kinds(reader: &Reader, prefix: char) -> Vec<(String, String)> {
    let kinds = reader.page().map(|page| &page.dictionary().kinds);
    let kinds = kinds.into_iter().flat_map(Kinds::iter);
    let line = |kind: &Kind| (format!("{prefix}{}", kind.letter.to_lowercase()), format!("only {}", kind.label.to_lowercase()));
    kinds.map(|(_, kind)| line(kind)).chain([(format!("{prefix}a"), "all kinds".to_owned())]).collect()
}
