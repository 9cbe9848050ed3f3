//! Names in narrow places: what tells them apart goes last.

use std::borrow::Cow;

use crate::engine::glyph::{columns, fit};

/// Words that everyone reads from their first letters, and what is written for them. Endings of words, too.
const SHORT: &[(&str, &str)] = &[
    ("ministerium", "min."),
    ("Ministerium", "Min."),
    ("Ministry", "Min."),
    ("Department", "Dept."),
    ("Ministère", "Min."),
    ("Ministerio", "Min."),
    ("Ministero", "Min."),
    ("Ministerstwo", "Min."),
];

/// A name in at most `most` columns: `Außenmin. (Türkei)`, `Innenmin. (Deutschla…)`,
/// `Vertei…min. (Russland)`, `International Crim…`. What it belongs to stays as long as a third of the room is left for
/// the name itself.
pub fn shortened<'a>(name: &'a str, most: usize, more: &str) -> Cow<'a, str> {
    if columns(name) <= most {
        return Cow::Borrowed(name);
    }
    let bracket = name.rfind(" (").filter(|_| name.ends_with(')')).map(|at| name.split_at(at));
    let (head, of) = bracket.unwrap_or((name, ""));
    let (stem, word, rest) = abbreviated(head).unwrap_or((head, "", ""));
    let short = format!("{stem}{word}{rest}");
    if columns(&short) + columns(of) <= most {
        return format!("{short}{of}").into();
    }
    if let Some(of) = bracket.and_then(|(_, of)| cut_inside(of, most.saturating_sub(columns(&short)), more)) {
        return format!("{short}{of}").into();
    }
    if columns(of) * 3 > most * 2 {
        return fit(name, most, more);
    }
    let room = most - columns(of);
    if word.is_empty() {
        return format!("{}{of}", fit(head, room, more)).into();
    }
    let stem_room = room.saturating_sub(columns(word) + columns(more));
    if rest.is_empty() && stem_room >= 3 {
        return format!("{}{more}{word}{of}", fit(stem, stem_room, "")).into();
    }
    format!("{}{of}", fit(&short, room, more)).into()
}

/// A bracket in fewer columns, if enough of it remains to be known: ` (Deutschl…)`.
fn cut_inside(of: &str, most: usize, more: &str) -> Option<String> {
    let inside = of.trim_start_matches(" (").trim_end_matches(')');
    let room = most.checked_sub(3).filter(|room| *room >= 4 + columns(more))?;
    Some(format!(" ({})", fit(inside, room, more)))
}

/// What stands before the word that has an abbreviation, the abbreviation, and what follows.
fn abbreviated(head: &str) -> Option<(&str, &'static str, &str)> {
    let (long, short) = SHORT.iter().find(|(long, _)| head.contains(long))?;
    let (stem, rest) = head.split_once(long)?;
    (rest.is_empty() || rest.starts_with(' ')).then_some((stem, *short, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ministry_is_cut_before_its_country() {
        let short = |name, most| shortened(name, most, "…").into_owned();
        assert_eq!(short("Außenministerium (Türkei)", 30), "Außenministerium (Türkei)");
        assert_eq!(short("Außenministerium (Türkei)", 22), "Außenmin. (Türkei)");
        assert_eq!(short("Verteidigungsministerium (Russland)", 22), "Vertei…min. (Russland)");
        assert_eq!(short("Ministry of Defence (Russia)", 22), "Min. of Defe… (Russia)");
        assert_eq!(short("Ministry of Defence (Russia)", 24), "Min. of Defence (Russia)");
        assert_eq!(short("Außenministerium (Vereinigte Staaten)", 22), "Außenmin. (Vereinigt…)");
        assert_eq!(short("Innenministerium (Deutschland)", 22), "Innenmin. (Deutschla…)");
        assert_eq!(short("Foreign Office (United Kingdom)", 22), "Foreign Office (Unit…)");
    }

    #[test]
    fn other_names_lose_their_end() {
        assert_eq!(shortened("International Criminal Court", 12, "…"), "Internation…");
        assert_eq!(shortened("Republikaner (Vereinigte Staaten)", 33, ".."), "Republikaner (Vereinigte Staaten)");
    }

    #[test]
    fn no_room_is_no_fault() {
        for most in 0..30 {
            assert!(columns(&shortened("Verteidigungsministerium (Russland)", most, "…")) <= most);
        }
    }
}
