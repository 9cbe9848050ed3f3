//! The dossier: articles with their date, under each the sentences with the name in its colour.

use ratatui::style::{Modifier, Style};

use super::canvas::Canvas;
use super::shorten::shortened;
use crate::engine::glyph::columns;
use crate::reader::Reader;
use crate::reader::areas::{Area, dossier_areas};
use crate::reader::dossier::{Row, View};
use crate::reader::words::{date, short_date};

/// Head and rows, over the whole window.
pub fn draw(reader: &Reader, canvas: &mut Canvas<'_>) {
    let Some(view) = reader.dossier() else { return };
    let areas = dossier_areas(reader.size());
    let style = tint(reader, view, canvas);
    head(view, areas.head, style, canvas);
    let text = areas.list.x + areas.number;
    for (y, row) in (areas.list.y..).zip(view.seen(areas.list.height.into())) {
        match row {
            Row::Blank => {}
            Row::Article(at) => title(view, *at, Area { x: text, y, width: areas.width, height: 1 }, canvas),
            Row::Met(said) => met(said, Area { x: text, y, width: areas.width, height: 1 }, canvas),
            Row::Line { sentence, paragraph, pieces } => {
                let selected = *sentence == view.selected();
                if selected {
                    canvas.put(areas.list.x, y, 1, canvas.glyphs.selected, style);
                }
                let number = paragraph.map(|paragraph| format!("§{paragraph}")).unwrap_or_default();
                let secondary = canvas.theme.secondary();
                canvas.right(text - 1, y, areas.number.saturating_sub(2), &number, secondary);
                let mut x = text;
                for (piece, hit) in pieces {
                    let hit_style = if selected { style.add_modifier(Modifier::REVERSED) } else { style };
                    x = canvas.put(x, y, (text + areas.width).saturating_sub(x), piece, if *hit { hit_style } else { Style::new() });
                }
            }
        }
    }
}

fn tint(reader: &Reader, view: &View, canvas: &Canvas<'_>) -> Style {
    let dictionary = reader.dictionary_in_use();
    let entity = dictionary.find(&view.dossier().id);
    let style = entity.map_or(canvas.theme.title(), |entity| canvas.theme.kind(&dictionary.kinds, dictionary[entity].kind, false));
    style.add_modifier(Modifier::BOLD)
}

fn head(view: &View, area: Area, style: Style, canvas: &mut Canvas<'_>) {
    let (dossier, end) = (view.dossier(), area.x + area.width);
    let long = format!("{}{}{}", dossier.kind, canvas.glyphs.dot, dossier.extent());
    let room = usize::from(area.width).saturating_sub(columns(&dossier.name) + 2);
    let said = [long, dossier.extent(), dossier.sentences()]
        .into_iter()
        .find(|said| columns(said) <= room)
        .unwrap_or_else(|| dossier.count().to_string());
    let left = canvas.right(end, area.y, area.width, &said, canvas.theme.secondary());
    let most = left.saturating_sub(area.x + 1);
    canvas.put(area.x, area.y, most, &shortened(&dossier.name, most.into(), canvas.glyphs.more), style);
}

/// `── last met 12 days ago in quay.md ──────`
fn met(said: &str, area: Area, canvas: &mut Canvas<'_>) {
    canvas.horizontal(area, canvas.theme.line());
    canvas.put(area.x + 2, area.y, area.width.saturating_sub(2), &format!(" {said} "), canvas.theme.secondary());
}

fn title(view: &View, at: usize, area: Area, canvas: &mut Canvas<'_>) {
    let Some(source) = view.dossier().sources.get(at) else { return };
    let long = area.width >= 60;
    let said = source.date.map(|day| if long { date(day) } else { short_date(day, 9) }).unwrap_or_default();
    let left = canvas.right(area.x + area.width, area.y, area.width, &said, canvas.theme.secondary());
    let most = left.saturating_sub(area.x + u16::from(!said.is_empty()) * 2);
    canvas.cut(area.x, area.y, most, &source.title, canvas.theme.title().add_modifier(Modifier::UNDERLINED));
}
