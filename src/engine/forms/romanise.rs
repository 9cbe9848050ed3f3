//! The other romanisation of a Slavic family name: Iwanow is Ivanov, Shoigu is Schoigu.
//!
//! German writes the sounds of a Cyrillic name in its way, English in its own. From a name that shows which way it is
//! written, the other one is made, letter group by letter group; where a group may stand for two sounds, both are.

use crate::engine::language::slavic_names::is_slavic;

/// A group of letters and what the other language writes for it.
type Group = (&'static str, &'static [&'static str]);

/// Longer groups come before shorter ones that they begin with. `^` is the name's beginning, `$` its end.
const GERMAN: &[Group] = &[
    ("schtsch", &["shch"]),
    ("tsch", &["ch"]),
    ("dsch", &["dzh", "j"]),
    ("sch", &["sh", "zh"]),
    ("ch", &["kh"]),
    ("ck", &["ck"]),
    ("w", &["v"]),
    ("ja", &["ya", "ia"]),
    ("ju", &["yu", "iu"]),
    ("je", &["ye", "e"]),
    ("jo", &["yo", "e"]),
    ("skyj$", &["sky", "skyy", "skyi"]),
    ("skij$", &["sky", "skiy"]),
    ("ski$", &["sky"]),
    ("ij$", &["y", "iy"]),
    ("yj$", &["yy", "y"]),
    ("j", &["y", "i"]),
    ("ss", &["s"]),
    ("^s", &["s", "z"]),
    ("z", &["ts"]),
];

const ENGLISH: &[Group] = &[
    ("shch", &["schtsch"]),
    ("zh", &["sch", "sh"]),
    ("sh", &["sch"]),
    ("ch", &["tsch"]),
    ("ck", &["ck"]),
    ("kh", &["ch"]),
    ("ts", &["z", "ts"]),
    ("v", &["w"]),
    ("ya", &["ja"]),
    ("yu", &["ju"]),
    ("ye", &["je"]),
    ("yo", &["jo"]),
    ("skyy$", &["skyj", "ski"]),
    ("skyi$", &["skyj", "ski"]),
    ("skiy$", &["skij", "ski"]),
    ("sky$", &["ski", "skij", "skyj"]),
    ("iy$", &["ij", "i"]),
    ("ey", &["ej"]),
    ("ay", &["aj", "ai"]),
    ("oy", &["oj", "oi"]),
    ("z", &["s"]),
];

/// What only German writes so, and only English.
const GERMAN_SIGNS: [&str; 3] = ["sch", "w", "j"];
const ENGLISH_SIGNS: [&str; 8] = ["sh", "zh", "kh", "v", "ya", "yu", "ye", "ch"];

/// No name has so many readings that a reader would know them all.
const MOST: usize = 12;

/// The family names of a Slavic person as the other language writes them; none if the given name is of no shipped list,
/// or the name is written alike.
#[must_use]
pub fn romanised(given: &str, family: &str) -> Vec<String> {
    let plain =
        family.len() >= 4 && family.chars().all(|c| c.is_ascii_alphabetic()) && family.starts_with(|c: char| c.is_ascii_uppercase());
    if !plain || !is_slavic(given) {
        return Vec::new();
    }
    let name = family.to_ascii_lowercase();
    let has = |signs: &[&str]| signs.iter().any(|sign| name.contains(sign));
    let groups = match () {
        () if has(&GERMAN_SIGNS) => GERMAN,
        () if has(&ENGLISH_SIGNS) || name.starts_with('z') => ENGLISH,
        () if name.ends_with("sky") => ENGLISH,
        () if name.ends_with("ski") || name.ends_with("kij") || name.ends_with("kyj") => GERMAN,
        () => return Vec::new(),
    };
    let mut all = transcribe(&name, groups);
    all.retain(|other| *other != name);
    all.sort();
    all.dedup();
    all.iter().map(|other| other[..1].to_ascii_uppercase() + &other[1..]).collect()
}

fn transcribe(name: &str, groups: &[Group]) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut at = 0;
    while at < name.len() {
        let rest = &name[at..];
        let fits = |group: &&Group| match (group.0.strip_prefix('^'), group.0.strip_suffix('$')) {
            (Some(begin), _) => at == 0 && rest.starts_with(begin) && rest[begin.len()..].starts_with(['a', 'e', 'i', 'o', 'u', 'y']),
            (_, Some(end)) => rest == end,
            _ => rest.starts_with(group.0),
        };
        let (taken, others) = groups.iter().find(fits).map_or((1, &[][..]), |group| (group.0.trim_matches(['^', '$']).len(), group.1));
        let same = [&rest[..taken]];
        let others = if others.is_empty() { &same } else { others };
        all = all.iter().flat_map(|begun| others.iter().map(move |other| format!("{begun}{other}"))).take(MOST).collect();
        at += taken;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_as_the_other_language_does() {
        for (given, family, other) in [
            ("sergej", "Iwanow", "Ivanov"),
            ("sergei", "Ivanov", "Iwanow"),
            ("sergej", "Schoigu", "Shoigu"),
            ("sergey", "Shoigu", "Schoigu"),
            ("georgij", "Schukow", "Zhukov"),
            ("michail", "Chodorkowski", "Khodorkovsky"),
            ("mikhail", "Khodorkovsky", "Chodorkowski"),
            ("wolodymyr", "Selenskyj", "Zelensky"),
            ("wolodymyr", "Selenskyj", "Zelenskyy"),
            ("volodymyr", "Zelensky", "Selenskyj"),
            ("petro", "Poroschenko", "Poroshenko"),
            ("nikita", "Chruschtschow", "Khrushchov"),
            ("dmitri", "Medwedew", "Medvedev"),
            ("julija", "Nawalnaja", "Navalnaya"),
            ("arsenij", "Jazenjuk", "Yatsenyuk"),
            ("vitali", "Klitschko", "Klichko"),
            ("yevgeny", "Prigozhin", "Prigoschin"),
        ] {
            let all = romanised(given, family);
            assert!(all.iter().any(|name| name == other), "{family}: {all:?}");
        }
    }

    #[test]
    fn who_bears_no_slavic_given_name_keeps_his_family_name() {
        assert!(romanised("gerhard", "Schwarz").is_empty());
        assert!(romanised("heinrich", "Wolff").is_empty());
    }

    #[test]
    fn a_name_that_both_write_alike_has_no_other() {
        assert!(romanised("wladimir", "Putin").is_empty());
        assert!(romanised("janez", "Janša").is_empty());
    }
}
