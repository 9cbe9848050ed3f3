//! The list of articles: a row each where there is room for columns, two rows where there is not.

use ratatui::style::{Modifier, Style};

use super::canvas::Canvas;
use super::shorten::shortened;
use crate::engine::glyph::columns;
use crate::engine::triage::Triage;
use crate::reader::Reader;
use crate::reader::areas::{Area, list_areas};
use crate::reader::library::Progress;
use crate::reader::words::short_date;

/// Columns between columns.
const GAP: u16 = 2;
/// Columns before the title: the selection, how far it was read.
const SIGNS: u16 = 3;
/// Columns from which years have four digits.
const WIDE: u16 = 100;

/// Head and rows, over the whole window.
pub fn draw(reader: &Reader, canvas: &mut Canvas<'_>) {
    let areas = list_areas(reader.size());
    head(reader, areas.head, canvas);
    let library = reader.library();
    if library.rows().is_empty() {
        let said = if library.looking() && library.filter.is_empty() { "looking for articles" } else { "nothing fits; Esc shows all" };
        canvas.cut(areas.list.x + SIGNS, areas.list.y, areas.list.width, said, canvas.theme.secondary());
    }
    let seen = library.rows().iter().enumerate().skip(library.top()).take(areas.entries());
    for (y, (row, article)) in (areas.list.y..).step_by(areas.lines.into()).zip(seen) {
        let area = Area { y, height: areas.lines, ..areas.list };
        entry(reader, *article, row == library.selected(), area, canvas);
    }
}

fn head(reader: &Reader, area: Area, canvas: &mut Canvas<'_>) {
    let library = reader.library();
    let (secondary, end) = (canvas.theme.secondary(), area.x + area.width);
    let x = canvas.put(area.x + SIGNS, area.y, area.width, "Articles", canvas.theme.title()) + 1;
    let order = format!("{}{}", library.order.word(), canvas.glyphs.sort);
    // Where both have no room, what the list is says more than its order.
    let order = if usize::from(x) + columns(&order) > usize::from(end) { "" } else { order.as_str() };
    let right = canvas.right(end, area.y, area.width / 2, order, secondary);
    let (listed, all) = (library.rows().len(), library.surveyed().1);
    let count = if listed == all { all.to_string() } else { format!("{listed} of {all}") };
    let count = if library.looking() { format!("{count} so far") } else { count };
    let long = format!("{count}{}{} unread", canvas.glyphs.dot, library.unread());
    let filtered = if library.filter.is_empty() { String::new() } else { format!("{}/{}", canvas.glyphs.dot, library.filter) };
    let room = usize::from(right.saturating_sub(x + 2));
    let said = if columns(&long) + columns(&filtered) <= room { long } else { count };
    canvas.cut(x, area.y, right.saturating_sub(x + 2), &format!("{said}{filtered}"), secondary);
}

fn entry(reader: &Reader, article: usize, selected: bool, area: Area, canvas: &mut Canvas<'_>) {
    let progress = match reader.progress(article) {
        Progress::Unread => canvas.glyphs.unread,
        Progress::Begun => canvas.glyphs.begun,
        Progress::Read => " ",
    };
    if selected {
        for y in area.y..area.y + area.height {
            canvas.put(area.x, y, 1, canvas.glyphs.selected, canvas.theme.title());
        }
    }
    canvas.put(area.x + 1, area.y, 1, progress, canvas.theme.title());
    let row = Row { reader, article, selected, x: area.x + SIGNS, end: area.x + area.width, y: area.y };
    match (reader.library().entry(article), area.height) {
        (Some(Err(reason)), 1) => row.failed(reason, row.columns().main.0, row.y, canvas),
        (Some(Err(reason)), _) => row.failed(reason, row.x, row.y + 1, canvas),
        (Some(Ok(triage)), 1) => row.one_line(triage, canvas),
        (Some(Ok(triage)), _) => row.two_lines(triage, canvas),
        (None, _) => row.title(row.end, canvas),
    }
}

/// One article.
struct Row<'a> {
    reader: &'a Reader,
    article: usize,
    selected: bool,
    /// The column of the title.
    x: u16,
    /// The column after the last.
    end: u16,
    y: u16,
}

/// Where columns begin or, where they are flush right, end.
struct Columns {
    /// The first column of the people, and how many there are.
    main: (u16, u16),
    new: u16,
    minutes: u16,
    /// How wide dates are.
    date: u16,
}

impl Row<'_> {
    fn title(&self, end: u16, canvas: &mut Canvas<'_>) {
        let unread = self.reader.progress(self.article) == Progress::Unread;
        let style = match (self.selected, unread) {
            (true, _) => canvas.theme.title().add_modifier(Modifier::REVERSED),
            (false, true) => canvas.theme.title(),
            (false, false) => Style::new(),
        };
        canvas.cut(self.x, self.y, end.saturating_sub(self.x), &self.reader.title_of(self.article), style);
    }

    /// Where the columns of a row stand that has one line.
    fn columns(&self) -> Columns {
        let date = if self.end - self.x >= WIDE - 4 { 11 } else { 9 };
        let minutes = self.end - date - GAP;
        let new = minutes - 7 - 1;
        let end = new - 4 - GAP;
        let width = (end - self.x) * 2 / 5;
        Columns { main: (end - width, width), new, minutes, date }
    }

    fn one_line(&self, triage: &Triage, canvas: &mut Canvas<'_>) {
        let (columns, secondary) = (self.columns(), canvas.theme.secondary());
        let date = triage.date.map(|date| short_date(date, columns.date.into())).unwrap_or_default();
        canvas.right(self.end, self.y, columns.date, &date, secondary);
        canvas.right(columns.minutes, self.y, 7, &minutes(triage), secondary);
        canvas.right(columns.new, self.y, 4, &self.newcomers(), canvas.theme.title());
        self.main(triage, columns.main.0, self.y, columns.main.1, canvas);
        self.title(columns.main.0 - GAP, canvas);
    }

    fn two_lines(&self, triage: &Triage, canvas: &mut Canvas<'_>) {
        let secondary = canvas.theme.secondary();
        let date = triage.date.map(|date| short_date(date, 9)).unwrap_or_default();
        let left = canvas.right(self.end, self.y, 9, &date, secondary);
        self.title(if date.is_empty() { self.end } else { left - 1 }, canvas);
        let left = canvas.right(self.end, self.y + 1, 7, &minutes(triage), secondary);
        let new = self.newcomers();
        let left = if new.is_empty() { left } else { canvas.right(left - 1, self.y + 1, 5, &new, canvas.theme.title()) };
        self.main(triage, self.x, self.y + 1, left.saturating_sub(self.x + 1), canvas);
    }

    fn failed(&self, reason: &str, x: u16, y: u16, canvas: &mut Canvas<'_>) {
        self.title(if y == self.y { x - GAP } else { self.end }, canvas);
        canvas.cut(x, y, self.end.saturating_sub(x), reason, canvas.theme.secondary().add_modifier(Modifier::ITALIC));
    }

    /// Names that were never met before.
    fn newcomers(&self) -> String {
        self.reader.new_names(self.article).filter(|count| *count > 0).map(|count| format!("+{count}")).unwrap_or_default()
    }

    /// Whom it is about: by their full names where all have room, else by family names, as many as fit, the first at least
    /// in part.
    fn main(&self, triage: &Triage, x: u16, y: u16, width: u16, canvas: &mut Canvas<'_>) {
        let dots = columns(canvas.glyphs.dot) * triage.main.len().saturating_sub(1);
        let full = triage.main.iter().map(|main| columns(&main.name)).sum::<usize>() + dots <= width.into();
        let (end, mut at) = (x + width, x);
        for (nth, main) in triage.main.iter().enumerate() {
            let dot = if nth > 0 { canvas.glyphs.dot } else { "" };
            let room = usize::from(end.saturating_sub(at)).saturating_sub(columns(dot));
            let name = if full { &main.name } else { &main.short };
            if nth > 0 && columns(name) > room {
                return;
            }
            at = canvas.put(at, y, end.saturating_sub(at), dot, canvas.theme.secondary());
            let tint = canvas.theme.tint(self.reader.kinds(), main.kind);
            at = canvas.put(at, y, end.saturating_sub(at), &shortened(name, room, canvas.glyphs.more), tint);
        }
    }
}

fn minutes(triage: &Triage) -> String {
    match triage.minutes {
        many @ 120.. => format!("{} h", many / 60),
        few => format!("{few} min"),
    }
}
