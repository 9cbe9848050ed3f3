//! The panel that lists who is in the article, each with a count and a strip that shows where.

use ratatui::style::{Modifier, Style};

use super::canvas::Canvas;
use super::shorten::shortened;
use crate::engine::dossier::plural;
use crate::engine::glyph::columns;
use crate::reader::areas::{Area, Areas};
use crate::reader::cast::{Entry, entry};
use crate::reader::index::{Person, SLICES};
use crate::reader::page::Page;
use crate::reader::recall::Acquaintance;
use crate::reader::{Focus, Reader};
use crate::tui::theme::letter;

/// Columns from which a row has a strip of all slices, and of half as many.
const WHOLE_STRIP: u16 = 34;
const HALF_STRIP: u16 = 26;

/// Head, entries, and how many more there are.
pub fn draw(reader: &Reader, page: &Page, areas: &Areas, canvas: &mut Canvas<'_>) {
    let Some(area) = areas.cast else { return };
    let rows = Reader::cast_rows(area);
    head(reader, page, area, canvas);
    let cast = reader.cast();
    let listed = cast.rows().iter().enumerate().skip(cast.top()).take(rows.height.into());
    for (y, (row, at)) in (rows.y..).zip(listed) {
        let Some(listed) = entry(page.index(), *at) else { continue };
        let meant = match listed {
            Entry::Person(person) => reader.subject() == Some(person.entity),
            Entry::Open(open) => page.current().is_some_and(|current| open.of.contains(&current)),
        };
        let selected = row == cast.selected() && (reader.pane() == Focus::Cast || meant);
        draw_entry(reader, page, listed, Area { y, height: 1, ..rows }, selected, canvas);
    }
    let below = cast.rows().len().saturating_sub(cast.top() + usize::from(rows.height));
    let note = match (below, cast.rows().is_empty(), page.complete()) {
        (0, true, true) => "nobody".to_owned(),
        (0, true, false) => format!("looking{}", canvas.glyphs.more),
        (0, ..) => return,
        (more, ..) => format!("{} {more} more", canvas.glyphs.more),
    };
    let y = if cast.rows().is_empty() { rows.y } else { rows.y + rows.height };
    canvas.cut(area.x + 2, y, area.width.saturating_sub(2), &note, canvas.theme.secondary());
}

fn head(reader: &Reader, page: &Page, area: Area, canvas: &mut Canvas<'_>) {
    let y = Reader::cast_head(area);
    let cast = reader.cast();
    let secondary = canvas.theme.secondary();
    let title = if reader.pane() == Focus::Cast { canvas.theme.title().add_modifier(Modifier::UNDERLINED) } else { canvas.theme.title() };
    let x = canvas.put(area.x, y, area.width, "Cast", title) + 1;
    let end = area.x + area.width;
    let order = canvas.right(end, y, area.width / 2, &format!("{}{}", cast.sort.word(), canvas.glyphs.sort), secondary);
    let filters = filters(reader, page);
    let names = page.index().cast().len() + page.index().open_names().len();
    let said = if names == 0 {
        String::new()
    } else if filters.is_empty() {
        let (name, mention) = (plural(names, "name"), plural(page.index().mentions().len(), "mention"));
        let room = usize::from(order.saturating_sub(x + 2));
        // A number that is cut would be another one.
        let fitting = [format!("{name}{}{mention}", canvas.glyphs.dot), name, names.to_string()];
        fitting.into_iter().find(|said| columns(said) <= room).unwrap_or_default()
    } else {
        let long = format!("{} of {names}: {filters}", cast.rows().len());
        if columns(&long) + 2 > usize::from(order.saturating_sub(x)) { format!("{}: {filters}", cast.rows().len()) } else { long }
    };
    canvas.cut(x, y, order.saturating_sub(x + 2), &said, secondary);
}

/// What keeps some of the cast out of the list.
fn filters(reader: &Reader, page: &Page) -> String {
    let (cast, kinds) = (reader.cast(), &page.dictionary().kinds);
    let off: String = reader.marks().off.iter().map(|kind| letter(kinds, *kind)).collect();
    let parts = [
        (!cast.filter.is_empty()).then(|| format!("/{}", cast.filter)),
        (!off.is_empty()).then(|| format!("no {off}")),
        cast.scope.word().map(str::to_owned),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn draw_entry(reader: &Reader, page: &Page, listed: Entry<'_>, row: Area, selected: bool, canvas: &mut Canvas<'_>) {
    let kinds = &page.dictionary().kinds;
    let tint = listed.kind().map_or(Style::new(), |kind| canvas.theme.tint(kinds, kind));
    let strong = if selected { tint.add_modifier(Modifier::BOLD) } else { tint };
    if selected {
        canvas.put(row.x.saturating_sub(1), row.y, 1, canvas.glyphs.selected, strong);
    }
    let strip = if row.width >= WHOLE_STRIP {
        SLICES
    } else if row.width >= HALF_STRIP {
        SLICES / 2
    } else {
        0
    };
    let strip_width = u16::try_from(strip).unwrap_or(0);
    let end = row.x + row.width;
    let count_end = end.saturating_sub(strip_width + u16::from(strip > 0));
    let sign = match listed {
        Entry::Person(person) => letter(kinds, person.kind),
        Entry::Open(_) => '?',
    };
    canvas.put(row.x, row.y, 1, &sign.to_string(), tint.add_modifier(Modifier::BOLD));
    if let Entry::Person(person) = listed
        && reader.pinned() == Some(person.entity)
    {
        canvas.put(row.x + 1, row.y, 1, canvas.glyphs.bullet, canvas.theme.title());
    }
    let count =
        canvas.right(count_end, row.y, 7, &listed.count().to_string(), if selected { Style::new() } else { canvas.theme.secondary() });
    let left = match listed {
        Entry::Person(person) => acquaintance(reader, person, Area { x: count, width: count_end.saturating_sub(count), ..row }, canvas),
        Entry::Open(_) => count,
    };
    let room = left.saturating_sub(row.x + 3);
    let style = if selected && reader.pane() == Focus::Cast { strong.add_modifier(Modifier::REVERSED) } else { strong };
    canvas.put(row.x + 2, row.y, room, &shortened(listed.name(), room.into(), canvas.glyphs.more), style);
    if strip > 0 {
        presence(listed.strip(), page.index().busiest(), (end - strip_width, row.y), strip, tint, canvas);
    }
}

/// Left of the count: `+` who was never met before, `!` who was not met for long. Gives the column where it begins.
fn acquaintance(reader: &Reader, person: &Person, count: Area, canvas: &mut Canvas<'_>) -> u16 {
    let sign = match reader.acquaintance(person.entity) {
        None => return count.x,
        Some(Acquaintance::New) => "+",
        Some(Acquaintance::Old) => "!",
    };
    // Signs stand under each other where counts have one digit or two.
    let x = (count.x + count.width).saturating_sub(count.width.max(2) + 2);
    canvas.put(x, count.y, 1, sign, canvas.theme.title());
    x
}

/// In which slices of the article somebody is.
pub fn presence(strip: &[u32; SLICES], busiest: u32, (x, y): (u16, u16), slices: usize, tint: Style, canvas: &mut Canvas<'_>) {
    let each = SLICES / slices.max(1);
    let most = busiest.max(4) * u32::try_from(each).unwrap_or(1);
    for (at, slice) in (x..).zip(strip.chunks(each.max(1))) {
        let count: u32 = slice.iter().sum();
        let level = usize::try_from((count * 8).div_ceil(most)).unwrap_or(8).min(8);
        let style = if count == 0 { canvas.theme.line() } else { tint };
        let shown = canvas.glyphs.levels.get(level).copied().unwrap_or(" ");
        canvas.put(at, y, 1, shown, style);
    }
}
