//! Cells to bytes: cursor positions, colours and attributes, and no more of them than needed.
//!
//! ratatui's own backend writes every change of colour and attribute as a sequence of its own, and a position for every
//! gap. Nothing but positions, attributes and erasing to the end of a row is written. A page of prose is a third shorter this way: what the terminal has to read is most of what a key press costs.

use std::io::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use crate::engine::glyph::is_simple;

/// As many cells as it is shorter to write again than to pass over.
const LONGEST_BRIDGE: u16 = 7;
/// From this many blanks on it is shorter to have them erased.
const SHORTEST_ERASURE: u16 = 8;
/// What of a blank can be seen.
const SEEN_ON_BLANKS: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);
const MODIFIERS: [(Modifier, u8); 8] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// A cell of the screen and its column and row.
pub type Change<'a> = (u16, u16, &'a Cell);

#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    fore: Color,
    back: Color,
    modifier: Modifier,
}

const PLAIN: Look = Look { fore: Color::Reset, back: Color::Reset, modifier: Modifier::empty() };

/// What the terminal is told, and what it has been told so far.
struct Pen<'a> {
    bytes: &'a mut Vec<u8>,
    /// Where the cursor is, as far as that is certain.
    at: Option<(u16, u16)>,
    look: Look,
}

/// Adds to `bytes` what makes a terminal in plain attributes show the changes; leaves it in plain attributes. `next` is
/// the screen that they lead to.
pub fn paint(changes: &[Change<'_>], next: &Buffer, bytes: &mut Vec<u8>) {
    let mut pen = Pen { bytes, at: None, look: PLAIN };
    let mut rest = changes;
    while let Some(&(x, y, cell)) = rest.first() {
        if pen.is_at(x, y) && pen.letter(cell) {
            rest = &rest[1..];
            continue;
        }
        let (columns, count) = if is_blank(cell) { blanks(rest, next) } else { (0, 0) };
        let (together, after) = rest.split_at(count.max(1));
        if columns >= SHORTEST_ERASURE && is_blank_from(x + columns, y, next) {
            pen.go(x, y, next);
            pen.erase();
        } else {
            for &(x, y, cell) in together {
                pen.go(x, y, next);
                pen.cell(cell);
            }
        }
        rest = after;
    }
    pen.wear(PLAIN);
}

/// How many columns from the first change on become or stay blanks without any look, up to the last that changes, and how
/// many changes that are.
fn blanks(changes: &[Change<'_>], next: &Buffer) -> (u16, usize) {
    let Some(&(first, row, _)) = changes.first() else { return (0, 0) };
    let blank = |cell: &Cell| is_blank(cell) && cell.bg == Color::Reset;
    let (mut end, mut count) = (first, 0);
    for (x, y, _) in changes {
        if *y != row || !(end..=*x).all(|column| next.cell((column, row)).is_some_and(blank)) {
            break;
        }
        (end, count) = (x + 1, count + 1);
    }
    (end - first, count)
}

/// Whether all that follows in the row is and stays without any look.
fn is_blank_from(x: u16, y: u16, next: &Buffer) -> bool {
    (x..next.area.right()).all(|column| next.cell((column, y)).is_some_and(|cell| is_blank(cell) && cell.bg == Color::Reset))
}

/// Whether nothing of the cell is seen but its background.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol().as_bytes() == [b' '] && !cell.modifier.intersects(SEEN_ON_BLANKS)
}

impl Pen<'_> {
    fn is_at(&self, x: u16, y: u16) -> bool {
        self.at == Some((x, y))
    }

    /// Writes a character of ASCII that looks as what was written last and is no blank; whether it was one.
    fn letter(&mut self, cell: &Cell) -> bool {
        let letter = match cell.symbol().as_bytes() {
            [letter @ b'!'..=b'~'] if look(cell) == self.look => *letter,
            _ => return false,
        };
        self.bytes.push(letter);
        self.at = self.at.map(|(x, y)| (x + 1, y));
        true
    }

    /// Moves the cursor; over a few cells that look as what was written last by writing them again.
    fn go(&mut self, x: u16, y: u16, next: &Buffer) {
        match self.at {
            Some(at) if at == (x, y) => return,
            Some((column, row)) if row == y && column < x && x - column <= LONGEST_BRIDGE => {
                let between = || (column..x).map_while(|column| next.cell((column, y)));
                if between().count() == usize::from(x - column) && between().all(|cell| cell.symbol().is_ascii() && self.suits(cell)) {
                    between().for_each(|cell| self.bytes.extend_from_slice(cell.symbol().as_bytes()));
                } else {
                    self.put(x, y);
                }
            }
            _ => self.put(x, y),
        }
        self.at = Some((x, y));
    }

    /// Every terminal knows this one, and whoever looks for hostile sequences expects no other.
    fn put(&mut self, x: u16, y: u16) {
        // Writing into a vector cannot fail.
        let _ = write!(self.bytes, "\x1b[{};{}H", y + 1, x + 1);
    }

    /// Whether the cell can be written without another look.
    fn suits(&self, cell: &Cell) -> bool {
        let blank = || is_blank(cell) && cell.bg == self.look.back && !self.look.modifier.intersects(SEEN_ON_BLANKS);
        look(cell) == self.look || blank()
    }

    /// Erases the rest of the row.
    fn erase(&mut self) {
        if self.look.back != Color::Reset || self.look.modifier.intersects(SEEN_ON_BLANKS) {
            self.wear(PLAIN);
        }
        self.bytes.extend_from_slice(b"\x1b[K");
    }

    fn cell(&mut self, cell: &Cell) {
        if !self.suits(cell) {
            self.wear(look(cell));
        }
        let symbol = cell.symbol();
        self.bytes.extend_from_slice(symbol.as_bytes());
        self.at = self.at.and_then(|(x, y)| Some((x + certain_width(symbol)?, y)));
    }

    /// Changes colours and attributes, in one sequence.
    fn wear(&mut self, new: Look) {
        if new == self.look {
            return;
        }
        let mut from = self.look;
        self.bytes.extend_from_slice(b"\x1b[");
        let mut codes = Vec::with_capacity(24);
        // Taking one attribute away takes as long as taking all.
        if new == PLAIN || !new.modifier.contains(from.modifier) {
            from = PLAIN;
            if new != PLAIN {
                codes.push(b'0');
            }
        }
        let _ = new.modifier.difference(from.modifier).iter().try_for_each(|one| {
            let code = MODIFIERS.iter().find(|(modifier, _)| *modifier == one).map_or(0, |(_, code)| *code);
            write!(separated(&mut codes), "{code}")
        });
        if new.fore != from.fore {
            color(separated(&mut codes), new.fore, 30);
        }
        if new.back != from.back {
            color(separated(&mut codes), new.back, 40);
        }
        self.bytes.append(&mut codes);
        self.bytes.push(b'm');
        self.look = new;
    }
}

fn look(cell: &Cell) -> Look {
    Look { fore: cell.fg, back: cell.bg, modifier: cell.modifier }
}

fn separated(codes: &mut Vec<u8>) -> &mut Vec<u8> {
    if !codes.is_empty() {
        codes.push(b';');
    }
    codes
}

/// The codes of ECMA-48 and xterm; `base` is 30 for the text, 40 for what is behind it.
fn color(codes: &mut Vec<u8>, color: Color, base: u8) {
    let _ = match color {
        Color::Reset => write!(codes, "{}", base + 9),
        Color::Rgb(red, green, blue) => write!(codes, "{};2;{red};{green};{blue}", base + 8),
        Color::Indexed(index) => write!(codes, "{};5;{index}", base + 8),
        named => write!(codes, "{}", base + sixteen(named)),
    };
}

/// The place of a named colour among the sixteen, as it is added to 30 or 40.
fn sixteen(color: Color) -> u8 {
    match color {
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        _ => 0,
    }
}

/// The columns of a symbol about which terminals agree. Joined emoji, flags, skin tones, variation selectors and links
/// are followed by a position, so that a width the terminal sees otherwise shifts nothing.
fn certain_width(symbol: &str) -> Option<u16> {
    if let [b' '..=b'~'] = symbol.as_bytes() {
        return Some(1);
    }
    let mut chars = symbol.chars();
    let (first, more) = (chars.next()?, chars.next().is_some());
    if more || first == '\x1b' || matches!(first, '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f3fb}'..='\u{1f3ff}') {
        return None;
    }
    if is_simple(symbol) { Some(1) } else { Some(u16::try_from(symbol.width()).unwrap_or(1).max(1)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    /// What is written where a line of the first buffer becomes that of the second.
    fn written(before: &[(&str, Style)], after: &[(&str, Style)]) -> String {
        let buffers = [before, after].map(|pieces| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 1));
            let mut x = 0;
            for (text, style) in pieces {
                (x, _) = buffer.set_stringn(x, 0, text, 40, *style);
            }
            buffer
        });
        let mut bytes = Vec::new();
        paint(&buffers[0].diff(&buffers[1]), &buffers[1], &mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn colours_and_attributes_are_one_sequence() {
        let name = Style::new().fg(Color::Indexed(81)).add_modifier(Modifier::BOLD);
        assert_eq!(written(&[], &[("Riga", name), (" ist", Style::new())]), "\x1b[1;1H\x1b[1;38;5;81mRiga \x1b[mist");
        let place = Style::new().fg(Color::Green).add_modifier(Modifier::ITALIC);
        assert_eq!(written(&[], &[("A", name), ("B", place)]), "\x1b[1;1H\x1b[1;38;5;81mA\x1b[0;3;32mB\x1b[m");
        let chosen = Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::LightBlue);
        assert_eq!(written(&[], &[("A", chosen)]), "\x1b[1;1H\x1b[38;2;1;2;3;104mA\x1b[m");
    }

    #[test]
    fn a_blank_takes_the_colour_that_is_there_unless_it_is_seen() {
        let name = Style::new().fg(Color::Red);
        assert_eq!(written(&[], &[("A", name), (" ", Style::new()), ("B", name)]), "\x1b[1;1H\x1b[31mA B\x1b[m");
        let under = name.add_modifier(Modifier::UNDERLINED);
        assert_eq!(written(&[], &[("A", under), (" B", name)]), "\x1b[1;1H\x1b[4;31mA\x1b[0;31m B\x1b[m");
    }

    #[test]
    fn what_is_gone_is_erased_and_gaps_are_passed_over() {
        let plain = Style::new();
        assert_eq!(written(&[("ein langer Satz", plain)], &[("ein", plain)]), "\x1b[1;5H\x1b[K");
        assert_eq!(written(&[("abcdefghijkl z", plain)], &[("a            z", plain)]), format!("\x1b[1;2H{}", " ".repeat(11)));
        assert_eq!(written(&[("ab cdefghij k", plain)], &[("xb cdefghij y", plain)]), "\x1b[1;1Hx\x1b[1;13Hy");
        assert_eq!(written(&[("abcd", plain)], &[("xbcy", plain)]), "\x1b[1;1Hxbcy");
    }

    #[test]
    fn after_a_flag_the_cursor_is_put_where_it_belongs() {
        assert_eq!(written(&[], &[("🇪🇺a", Style::new())]), "\x1b[1;1H🇪🇺\x1b[1;3Ha");
        assert_eq!(written(&[], &[("北京a", Style::new())]), "\x1b[1;1H北京a");
    }
}
