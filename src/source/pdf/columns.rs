//! The lines of a page in the order of reading.
//!
//! A column ends where, over some lines, no word crosses the same upright strip and text stands on both sides. Such a part
//! of the page is cut there, and the parts are looked at again; so a title across two columns, and three columns, are read
//! as a person does (recursive cuts, after Nagy and Seth, 1984, with strips that need not span the page).

use super::lines::{Line, Word};

/// So many lines must stand on each side of a strip.
const LINES: usize = 3;

/// A strip is at least so wide, in sizes of the letters beside it; where only few lines stand beside it, wider.
const WIDTH: f64 = 0.7;
const WIDTH_OF_FEW: f64 = 1.4;
const FEW: usize = 6;

/// A column is at least so wide, in sizes of its letters: what is narrower is a table.
const NARROWEST: f64 = 7.0;

/// The middle one of the lines of a column is at least so long, compared with a long one: cells of tables differ more.
const FILLED: f64 = 0.55;

/// Columns inside columns.
const DEEPEST: usize = 12;

/// A strip that no word crosses.
type Strip = (f64, f64);

/// The columns of a page in the order of reading, each with its lines from top to bottom.
pub fn columns(lines: Vec<Line>) -> Vec<Vec<Line>> {
    let mut columns = Vec::new();
    // From the stack the next part to look at.
    let mut pending = vec![(lines, 0)];
    while let Some((lines, depth)) = pending.pop() {
        if lines.is_empty() {
            continue;
        }
        let Some((first, end, strip)) = (if depth < DEEPEST { cut(&lines) } else { None }) else {
            columns.push(lines);
            continue;
        };
        let mut before = lines;
        let after = before.split_off(end);
        let (left, right) = sides(&before.split_off(first), strip);
        pending.extend([(after, depth + 1), (right, depth + 1), (left, depth + 1), (before, depth + 1)]);
    }
    columns
}

/// The longest part of the lines that has a strip with columns on both sides: its first line, its end, the strip.
fn cut(lines: &[Line]) -> Option<(usize, usize, Strip)> {
    let mut best: Option<(usize, usize, Strip)> = None;
    for first in 0..lines.len() {
        if best.is_some_and(|(from, to, _)| to - from >= lines.len() - first) {
            break;
        }
        let mut strips = vec![(f64::NEG_INFINITY, f64::INFINITY)];
        for end in first + 1..=lines.len() {
            strips = narrowed(&strips, &lines[end - 1]);
            if strips.is_empty() {
                break;
            }
            let longer = best.is_none_or(|(from, to, _)| end - first > to - from);
            if let Some(strip) = strips.iter().find(|strip| longer && parts(&lines[first..end], **strip)) {
                best = Some((first, end, *strip));
            }
        }
    }
    best
}

/// What of the strips no word of the line crosses.
fn narrowed(strips: &[Strip], line: &Line) -> Vec<Strip> {
    let least = WIDTH * line.size().min(12.0);
    let mut left = strips.to_vec();
    for word in &line.words {
        left = left
            .into_iter()
            .flat_map(|(from, to)| [(from, to.min(word.left)), (from.max(word.right), to)])
            .filter(|(from, to)| to - from >= least)
            .collect();
    }
    left
}

/// Whether a strip parts columns of running text.
fn parts(lines: &[Line], strip: Strip) -> bool {
    if !(strip.0.is_finite() && strip.1.is_finite()) {
        return false;
    }
    let (left, right) = sides(lines, strip);
    let few = left.len().min(right.len());
    let size = left.first().map_or(10.0, Line::size);
    few >= LINES && (few >= FEW || strip.1 - strip.0 >= WIDTH_OF_FEW * size) && is_column(&left) && is_column(&right)
}

/// Whether the lines are those of a column of text, or of several: parts of lines without a wide gap are about as wide as
/// each other, but for the ends of paragraphs.
fn is_column(lines: &[Line]) -> bool {
    let size = lines.first().map_or(10.0, Line::size);
    let mut widths: Vec<f64> = lines.iter().flat_map(|line| parts_of(line, size)).collect();
    widths.sort_by(f64::total_cmp);
    let (middle, wide) = (widths.get(widths.len() / 2), widths.get(widths.len() * 9 / 10));
    middle.zip(wide).is_some_and(|(middle, wide)| *wide >= NARROWEST * size && *middle >= FILLED * wide)
}

/// How wide the parts of a line between wide gaps are.
fn parts_of(line: &Line, size: f64) -> Vec<f64> {
    let wide = |pair: &[Word]| pair[1].left - pair[0].right > size;
    let mut cuts: Vec<usize> = line.words.windows(2).enumerate().filter(|(_, pair)| wide(pair)).map(|(at, _)| at + 1).collect();
    cuts.push(line.words.len());
    let starts = [0].into_iter().chain(cuts.clone());
    starts.zip(cuts).filter_map(|(from, to)| Some(line.words.get(to - 1)?.right - line.words.get(from)?.left)).collect()
}

/// The lines on both sides of a strip.
fn sides(lines: &[Line], strip: Strip) -> (Vec<Line>, Vec<Line>) {
    let middle = f64::midpoint(strip.0, strip.1);
    let side = |keep: &dyn Fn(&Word) -> bool| {
        let words = |line: &Line| Line::of_words(line.words.iter().filter(|word| keep(word)).cloned().collect());
        lines.iter().filter_map(words).collect()
    };
    (side(&|word| word.left < middle), side(&|word| word.left >= middle))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line at a height, with words of ten letters' width that begin at these places.
    fn line(y: f64, at: &[f64]) -> Line {
        let word = |left: &f64| Word { text: format!("{left}/{y}"), left: *left, right: left + 95.0, y, size: 10.0 };
        Line { y, words: at.iter().map(word).collect() }
    }

    fn read(lines: Vec<Line>) -> Vec<String> {
        columns(lines).into_iter().map(|column| column.iter().map(Line::text).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn three_columns_below_a_title_are_read_one_after_another() {
        let mut lines = vec![line(100.0, &[60.0, 155.0, 250.0])];
        lines.extend((1..5).map(|row| line(f64::from(100 - row * 12), &[0.0, 120.0, 240.0])));
        let read = read(lines);
        assert_eq!(read[0], "60/100 155/100 250/100");
        assert_eq!(read[1..], ["0/88 0/76 0/64 0/52", "120/88 120/76 120/64 120/52", "240/88 240/76 240/64 240/52"]);
    }

    #[test]
    fn lines_of_one_column_stay_together() {
        assert_eq!(read((0..9).map(|row| line(f64::from(-row), &[0.0, 97.0, 194.0])).collect()).len(), 1);
    }

    #[test]
    fn the_numbers_of_a_table_of_contents_are_no_column() {
        let number = |y| Word { text: "7".into(), left: 300.0, right: 305.0, y, size: 10.0 };
        let row = |y: f64| Line { words: [line(y, &[0.0]).words, vec![number(y)]].concat(), y };
        assert_eq!(read((0..9).map(|n| row(f64::from(-n))).collect()).len(), 1);
    }
}
