//! All layout arithmetic: which rectangle of the window belongs to what.
//!
//! One function serves the session (how wide are rows, how many are seen), the drawing and the mouse, so that they
//! cannot disagree. As the window shrinks, things are given up in this order: panel, margins, gutter, hints, the
//! card's excerpts, the title bar. Text and one status row remain down to 20 × 5.

/// A rectangle of columns and rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// Whether a cell is inside.
    #[must_use]
    pub fn contains(self, x: u16, y: u16) -> bool {
        (self.x..self.x.saturating_add(self.width)).contains(&x) && (self.y..self.y.saturating_add(self.height)).contains(&y)
    }
}

/// How much stands around the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Frame {
    /// All there is.
    #[default]
    Full,
    /// Nothing but text and status.
    Zen,
    /// Nothing beside anything else: text at the left edge, lists and card as large as the window.
    Linear,
}

/// What the session would like to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The most columns of text.
    pub measure: u16,
    /// Whether the cast panel is wanted; `None`: where there is room.
    pub panel: Option<bool>,
    /// By how many columns the panel should differ from its usual width.
    pub panel_more: i16,
    /// Whether keys go to the cast, so that it must be seen.
    pub cast_focus: bool,
    /// Whether the card is wanted; `None`: where it covers nothing.
    pub card: Option<bool>,
    /// Whether the card is wanted instead of the text, where it is not docked.
    pub card_whole: bool,
    /// The rows that the docked card needs to show everything; `None`: not known.
    pub card_rows: Option<usize>,
    /// The rows that the cast needs to list everyone.
    pub cast_rows: usize,
    /// How much stands around the text.
    pub frame: Frame,
}

/// Where everything stands. What has no room is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// The whole window.
    pub window: Area,
    /// The window is too small for anything but to say so.
    pub too_small: bool,
    /// The row above the text for the title.
    pub title: Option<Area>,
    /// The rows of prose, exactly as wide as the measure.
    pub text: Area,
    /// Left of the text: marks of the current entity and letters of kinds.
    pub gutter: Option<Area>,
    /// One column with the ticks.
    pub scrollbar: Option<Area>,
    /// The column between text and panel.
    pub border: Option<Area>,
    /// The list of who is in the article.
    pub cast: Option<Area>,
    /// The row over the card.
    pub rule: Option<Area>,
    /// The card, docked or as a sheet.
    pub card: Option<Area>,
    /// Whether the card is a sheet over the bottom of the text.
    pub sheet: bool,
    /// Whether the sheet is as large as the window: the text is not seen.
    pub whole: bool,
    /// The last row.
    pub status: Area,
}

/// Columns from which the panel opens by itself.
const PANEL_FROM: u16 = 100;
/// Columns from which the panel stands beside the text, if it is asked for.
const BESIDE_FROM: u16 = 72;
/// The widest panel.
const PANEL_MOST: u16 = 60;
/// The columns that stay for the text beside a panel.
const TEXT_LEAST: u16 = 38;
/// Rows from which the card is docked under the cast.
const DOCK_FROM: u16 = 26;

/// The rectangles of a window of this size.
#[must_use]
pub fn areas(columns: u16, rows: u16, wish: Wish) -> Areas {
    let window = Area { x: 0, y: 0, width: columns, height: rows };
    if columns < 20 || rows < 5 {
        return Areas { window, too_small: true, ..Areas::default() };
    }
    let status = Area { y: rows - 1, height: 1, ..window };
    let mut areas = Areas { window, status, ..Areas::default() };
    let body = Area { height: rows - 1, ..window };
    let left = panel(body, wish, &mut areas);
    let left = sheet(left, wish, &mut areas);
    reading(left, wish, &mut areas);
    areas
}

/// Takes the panel off the right; what remains is for the text.
fn panel(body: Area, wish: Wish, areas: &mut Areas) -> Area {
    let wanted = wish.cast_focus || (wish.frame == Frame::Full && wish.panel.unwrap_or(body.width >= PANEL_FROM));
    if !wanted {
        return body;
    }
    if wish.frame == Frame::Linear {
        areas.cast = Some(body);
        return body;
    }
    if body.width < BESIDE_FROM {
        if wish.cast_focus {
            areas.cast = Some(inset(body, 1, 0));
        }
        return body;
    }
    let width = panel_width(body.width, wish.panel_more);
    let x = body.width - width;
    areas.border = Some(Area { x, width: 1, ..body });
    let inner = Area { x: x + 2, width: width - 3, ..body };
    areas.cast = Some(inner);
    if body.height >= DOCK_FROM && wish.card != Some(false) {
        let height = dock(body.height, wish);
        let y = body.height - height;
        areas.cast = Some(Area { height: y - 1, ..inner });
        areas.rule = Some(Area { x: x + 1, y: y - 1, width: width - 1, height: 1 });
        areas.card = Some(Area { y, height, ..inner });
    }
    Area { width: x, ..body }
}

/// The columns of a panel beside the text, its border among them.
fn panel_width(columns: u16, more: i16) -> u16 {
    usual_width(columns).saturating_add_signed(more).clamp(24, PANEL_MOST).min(columns.saturating_sub(TEXT_LEAST))
}

fn usual_width(columns: u16) -> u16 {
    if columns >= PANEL_FROM { columns.saturating_sub(78).clamp(30, 42) } else { 32 }
}

/// By how many columns a panel of `width` columns, or of the nearest that may be, differs from its usual width.
#[must_use]
pub fn panel_more(columns: u16, width: u16) -> i16 {
    let usual = usual_width(columns);
    let more = |width: u16| i16::try_from(i32::from(width) - i32::from(usual)).unwrap_or(0);
    more(panel_width(columns, more(width)))
}

/// The columns of the card that is docked in a window of so many columns.
#[must_use]
pub fn dock_width(columns: u16, more: i16) -> u16 {
    panel_width(columns, more).saturating_sub(3)
}

/// The rows of the docked card: as many as it needs and the cast can spare. It grows by steps, so that it stands still
/// from one name to the next as a rule.
fn dock(rows: u16, wish: Wish) -> u16 {
    let fair = (rows.min(100) * 9 / 20).clamp(11, 18);
    let whole_cast = u16::try_from(wish.cast_rows.saturating_add(6)).unwrap_or(u16::MAX);
    let most = rows.saturating_sub(whole_cast).max(fair);
    let wanted = wish.card_rows.map_or(fair, |rows| u16::try_from(rows.next_multiple_of(3)).unwrap_or(u16::MAX));
    wanted.clamp(9, most)
}

/// Takes the card off the bottom, where it is wanted and not docked.
fn sheet(left: Area, wish: Wish, areas: &mut Areas) -> Area {
    let covered = areas.cast.is_some() && areas.border.is_none();
    if areas.card.is_some() || wish.card != Some(true) || covered || left.height < 8 {
        return left;
    }
    let height = if left.width < 60 { 3 } else { 6 }.min((left.height - 1) / 2);
    let y = left.height - height;
    areas.sheet = true;
    areas.rule = Some(Area { y: y - 1, height: 1, ..left });
    areas.card = Some(inset(Area { y, height, ..left }, if left.width < 60 { 1 } else { 2 }, 0));
    if wish.card_whole || wish.frame == Frame::Linear {
        areas.whole = true;
        areas.rule = None;
        areas.card = Some(inset(left, if left.width < 60 { 1 } else { 2 }, 1));
    }
    Area { height: y - 1, ..left }
}

/// Centres the text in what is left, with gutter and scrollbar where they have room.
fn reading(left: Area, wish: Wish, areas: &mut Areas) {
    if wish.frame == Frame::Linear {
        areas.text = Area { width: wish.measure.min(left.width), ..left };
        return;
    }
    let top = u16::from(left.height >= 12 && wish.frame == Frame::Full);
    let gutter = if left.width >= 46 { 5 } else { 0 };
    let right = if left.width >= 46 { 3 } else { 1 };
    let side = gutter.max(1);
    let width = wish.measure.min(left.width - side.min(left.width - 1) - right).max(1);
    let spare = left.width - width;
    let x = (spare / 2).max(side).min(spare);
    areas.text = Area { x, y: left.y + top, width, height: left.height - top };
    if top > 0 {
        areas.title = Some(Area { x, y: left.y, width, height: 1 });
    }
    if gutter > 0 {
        areas.gutter = Some(Area { x: x - gutter, width: gutter, ..areas.text });
        areas.scrollbar = (wish.frame == Frame::Full).then_some(Area { x: left.width - 1, width: 1, ..areas.text });
    }
}

/// Where the parts of a list to choose from stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PickerAreas {
    /// What it covers.
    pub whole: Area,
    /// Whether a line goes around it; else it fills the window above the status line.
    pub framed: bool,
    /// The row of the title and of how many there are.
    pub title: Area,
    /// The row of what is typed.
    pub filter: Area,
    /// The rows of the list.
    pub list: Area,
}

/// Columns and rows from which a list is a box in the middle of the window.
const BOX_FROM: (u16, u16) = (72, 18);
/// The widest and highest box.
const BOX_MOST: (u16, u16) = (80, 26);

/// A list of `rows` rows in a window of `columns` and rows: a box in the middle of a large window, else all of it, as
/// always where nothing may stand beside anything else. The box stands still while the list is narrowed down.
#[must_use]
pub fn picker_areas((columns, height): (u16, u16), frame: Frame, rows: usize) -> PickerAreas {
    let body = Area { x: 0, y: 0, width: columns, height: height.saturating_sub(1) };
    let framed = columns >= BOX_FROM.0 && height >= BOX_FROM.1 && frame != Frame::Linear;
    let whole = if framed {
        let wanted = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(5).max(9);
        let (width, height) = ((columns - 8).min(BOX_MOST.0), wanted.min(BOX_MOST.1).min(body.height - 2));
        Area { x: (columns - width) / 2, y: (body.height - height) / 3, width, height }
    } else {
        body
    };
    let inner = if framed { inset(whole, 2, 1) } else { inset(whole, 1, 0) };
    let row = |at: u16| Area { y: inner.y + at, height: 1.min(inner.height.saturating_sub(at)), ..inner };
    let head = match inner.height {
        0..6 => 2,
        _ => 3,
    };
    let list = Area { y: inner.y + head, height: inner.height.saturating_sub(head), ..inner };
    let title = if framed { Area { y: whole.y, height: 1, ..inner } } else { row(0) };
    if framed {
        let list = Area { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
        return PickerAreas { whole, framed, title, filter: row(0), list };
    }
    PickerAreas { whole, framed, title, filter: row(1), list }
}

/// Where the parts of a list that fills the window stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListAreas {
    /// The row of the title.
    pub head: Area,
    /// The rows of the list; the column at the left is for the selection.
    pub list: Area,
    /// Rows that an entry takes.
    pub lines: u16,
}

impl ListAreas {
    /// How many entries are seen.
    #[must_use]
    pub fn entries(self) -> usize {
        usize::from(self.list.height / self.lines.max(1))
    }
}

/// A list that fills a window of so many columns and rows. In a narrow one an entry has two rows.
#[must_use]
pub fn list_areas((columns, rows): (u16, u16)) -> ListAreas {
    let body = Area { x: 0, y: 0, width: columns, height: rows.saturating_sub(1) };
    let body = inset(body, u16::from(columns >= BESIDE_FROM), 0);
    let above = u16::from(body.height >= 12);
    let head = Area { y: above, height: 1, width: body.width.saturating_sub(1), ..body };
    let from = if body.height >= 8 { above + 2 } else { above + 1 };
    let list = Area { y: from, height: body.height.saturating_sub(from), ..head };
    ListAreas { head, list, lines: if columns >= BESIDE_FROM { 1 } else { 2 } }
}

/// Where the parts of a dossier stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DossierAreas {
    /// The row that says whom it is about.
    pub head: Area,
    /// The rows of the list, with the column of the selection and those of the paragraphs' numbers.
    pub list: Area,
    /// The columns before the text.
    pub number: u16,
    /// The columns of the text.
    pub width: u16,
}

/// The widest lines of a dossier.
const DOSSIER_MOST: u16 = 76;

/// A dossier that fills a window of so many columns and rows, its text in the middle.
#[must_use]
pub fn dossier_areas((columns, rows): (u16, u16)) -> DossierAreas {
    let number = if columns >= 46 { 7 } else { 5 };
    let width = columns.saturating_sub(number + 2).clamp(1, DOSSIER_MOST);
    // The text stands in the middle, not the numbers.
    let x = columns.saturating_sub(width) / 2;
    let x = x.saturating_sub(number).min(columns.saturating_sub(width + number));
    let above = u16::from(rows >= 13);
    let head = Area { x: x + number, y: above, width, height: 1 };
    let from = if rows >= 9 { above + 2 } else { above + 1 };
    let list = Area { x, y: from, width: width + number, height: rows.saturating_sub(from + 1) };
    DossierAreas { head, list, number, width }
}

/// Where the form of an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormAreas {
    /// All of it; its first row has the title.
    pub whole: Area,
    /// Whether a frame is drawn around it, or only a line above it.
    pub framed: bool,
    /// A row for each field, as far as there is room.
    pub fields: Area,
    /// The row that says what the edit would do.
    pub outlook: Area,
}

/// A form of `fields` fields over the lower end of the text, as wide as the text and its margins, or as the window where
/// nothing may stand beside anything else.
#[must_use]
pub fn form_areas((columns, rows): (u16, u16), frame: Frame, text: Area, fields: usize) -> FormAreas {
    let body = rows.saturating_sub(1);
    let framed = columns >= BESIDE_FROM && rows >= 14 && frame != Frame::Linear;
    let lines = if framed { 2 } else { 1 };
    let wanted = u16::try_from(fields).unwrap_or(u16::MAX).saturating_add(1 + lines);
    let height = wanted.min(body);
    let (x, width) = if framed { (text.x.saturating_sub(3), (text.width + 6).min(columns)) } else { (0, columns) };
    let whole = Area { x, y: body - height, width: width.min(columns - x.min(columns)), height };
    let inner = inset(whole, if framed { 3 } else { 1 }, 0);
    let (first, last) = (whole.y + 1, (whole.y + height).saturating_sub(if framed { 2 } else { 1 }));
    let fields = Area { y: first, height: last.saturating_sub(first), ..inner };
    FormAreas { whole, framed, fields, outlook: Area { y: last.max(whole.y), height: 1.min(height), ..inner } }
}

fn inset(area: Area, columns: u16, rows: u16) -> Area {
    Area {
        x: area.x + columns.min(area.width / 2),
        y: area.y + rows.min(area.height / 2),
        width: area.width.saturating_sub(2 * columns),
        height: area.height.saturating_sub(2 * rows),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish() -> Wish {
        Wish {
            measure: 66,
            panel: None,
            panel_more: 0,
            cast_focus: false,
            card: None,
            card_whole: false,
            card_rows: None,
            cast_rows: 40,
            frame: Frame::Full,
        }
    }

    #[test]
    fn the_panel_opens_by_itself_from_a_hundred_columns() {
        assert!(areas(99, 40, wish()).cast.is_none());
        let wide = areas(120, 40, wish());
        assert_eq!((wide.text.width, wide.border.unwrap().x, wide.status.y), (66, 78, 39));
        assert!(wide.card.is_some() && !wide.sheet);
        assert!(areas(100, 40, wish()).cast.is_some());
    }

    #[test]
    fn card_and_cast_share_the_panel_as_they_need_it() {
        let rows = |card_rows, cast_rows| {
            let areas = areas(120, 40, Wish { card_rows: Some(card_rows), cast_rows, ..wish() });
            (areas.cast.unwrap().height, areas.card.unwrap().height)
        };
        assert_eq!(rows(10, 40), (26, 12), "a short card leaves the rest to a long cast");
        assert_eq!(rows(11, 40), rows(12, 40), "one line more moves nothing");
        assert_eq!(rows(60, 40), (21, 17), "a long card leaves the cast its half");
        assert_eq!(rows(60, 5), (10, 28), "a short cast leaves the rest to a long card");
    }

    #[test]
    fn in_a_small_window_the_card_is_a_sheet_of_few_rows() {
        let open = Wish { card: Some(true), ..wish() };
        let (middle, small) = (areas(80, 24, open), areas(40, 20, open));
        assert_eq!((middle.card.unwrap().height, small.card.unwrap().height), (6, 3));
        assert!(areas(80, 24, wish()).card.is_none());
    }

    #[test]
    fn the_sheet_can_be_the_whole_window_but_a_docked_card_cannot() {
        let whole = Wish { card: Some(true), card_whole: true, ..wish() };
        let (small, docked) = (areas(40, 20, whole), areas(120, 40, whole));
        assert_eq!(
            (small.whole, small.card.unwrap().height, small.text.height),
            (true, 17, areas(40, 20, Wish { card_whole: false, ..whole }).text.height)
        );
        assert!(!docked.whole && docked.rule.is_some());
    }

    #[test]
    fn a_small_window_has_text_only_and_the_cast_fills_it() {
        let small = areas(40, 20, wish());
        assert_eq!((small.gutter, small.scrollbar, small.text.width), (None, None, 38));
        let cast = areas(40, 20, Wish { cast_focus: true, ..wish() });
        assert_eq!((cast.cast.unwrap().width, cast.cast.unwrap().height), (38, 19));
    }

    #[test]
    fn nothing_leaves_the_window_and_nothing_overlaps_at_any_size() {
        let switch = [None, Some(false), Some(true)];
        for (columns, rows) in (0..160).flat_map(|columns| (0..50).map(move |rows| (columns, rows))).chain([(500, 300), (65535, 65535)]) {
            for (panel, card, cast_focus) in switch.iter().flat_map(|p| switch.iter().flat_map(move |c| [(*p, *c, false), (*p, *c, true)]))
            {
                let wish = Wish { panel, card, cast_focus, panel_more: 30, ..wish() };
                let areas = areas(columns, rows, wish);
                if areas.too_small {
                    assert!(columns < 20 || rows < 5);
                    continue;
                }
                assert!(areas.text.width > 0 && areas.text.height > 0, "{columns}x{rows} {wish:?}");
                let full = areas.cast.is_some() && areas.border.is_none();
                let parts = [
                    Some(areas.text),
                    areas.gutter,
                    areas.scrollbar,
                    areas.title,
                    areas.border,
                    areas.rule,
                    areas.card,
                    Some(areas.status),
                ];
                let parts: Vec<Area> = parts.into_iter().chain([areas.cast.filter(|_| !full)]).flatten().collect();
                for (i, a) in parts.iter().enumerate() {
                    assert!(a.x + a.width <= columns && a.y + a.height <= rows, "{columns}x{rows} {wish:?} {a:?}");
                    for b in &parts[i + 1..] {
                        let apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
                        assert!(apart || a.width * b.width == 0, "{columns}x{rows} {wish:?} {a:?} {b:?}");
                    }
                }
            }
        }
    }
}
