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

/// A name in at most `most` columns: `Außenmin. (Türkei)`, `Vertei…min. (Russland)`, `International Crim…`. What it
/// belongs to stays as long as a third of the room is left for the name itself.
pub fn shortened<'a>(name: &'a str, most: usize, more: &str) -> Cow<'a, str> {
    if columns(name) <= most {
        return Cow::Borrowed(name);
    }
    let bracket = name.rfind(" (").filter(|_| name.ends_with(')')).map(|at| name.split_at(at));
    let (head, of) = bracket.filter(|(_, of)| columns(of) * 3 <= most * 2).unwrap_or((name, ""));
    let room = most - columns(of);
    let Some((stem, word, rest)) = abbreviated(head) else { return format!("{}{of}", fit(head, room, more)).into() };
    let short = format!("{stem}{word}{rest}");
    if columns(&short) <= room {
        return format!("{short}{of}").into();
    }
    let stem_room = room.saturating_sub(columns(word) + columns(more));
    if rest.is_empty() && stem_room >= 3 {
        return format!("{}{more}{word}{of}", fit(stem, stem_room, "")).into();
    }
    format!("{}{of}", fit(&short, room, more)).into()
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
        assert_eq!(short("Außenministerium (Vereinigte Staaten)", 22), "Außenmin. (Vereinigte…");
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
