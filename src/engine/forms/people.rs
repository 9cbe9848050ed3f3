//! Names of people: which part of a full name is the family name.

use crate::engine::fold::fold;

/// Words (folded) that belong to the family name after them.
const PARTICLES: [&str; 38] = [
    "von", "vom", "van", "der", "den", "de", "da", "di", "del", "della", "dalla", "degli", "la", "le", "lo", "du", "des", "dos", "das",
    "do", "ten", "ter", "te", "zu", "zur", "zum", "bin", "ibn", "ben", "bint", "abu", "al", "el", "as", "at", "ad", "af", "av",
];
/// Arabic articles, which may be missing before a family name.
const ARTICLES: [&str; 10] = ["al", "el", "ad", "as", "ar", "at", "an", "asch", "ash", "az"];
/// What stands after a family name without belonging to it.
const SUFFIXES: [&str; 12] = ["jr", "jr.", "sr", "sr.", "junior", "senior", "ii", "ii.", "iii", "iii.", "iv", "iv."];

/// The family name of a person's full name with its particles, and without an Arabic article where it has one.
/// None where the name is one word, ends in a small word, or has a comma or an `of` in it.
#[must_use]
pub fn family_names(name: &str) -> Vec<String> {
    let mut words: Vec<&str> = name.split(' ').collect();
    while words.len() > 1 && words.last().is_some_and(|word| is_suffix(word)) {
        words.pop();
    }
    let of = |word: &&str| {
        matches!(*word, "of" | "vom" | "aus") || (word.len() > 1 && word.ends_with('.') && word.chars().all(|c| !c.is_alphabetic()))
    };
    if words.len() < 2 || name.contains([',', '(', '/', '&']) || words.iter().any(of) {
        return Vec::new();
    }
    let last = words.len() - 1;
    if !words[last].chars().any(char::is_alphabetic) || words[last].chars().all(char::is_lowercase) || words[last].chars().count() < 2 {
        return Vec::new();
    }
    let is_particle = |word: &str| word.starts_with(char::is_lowercase) && PARTICLES.contains(&fold(word).trim_start());
    let mut first = last;
    while first > 1 && is_particle(words[first - 1]) {
        first -= 1;
    }
    let family = words[first..].join(" ");
    let bare = without_article(words[last]).map(str::to_owned);
    let other = other_article(words[last]);
    [Some(family), bare, other].into_iter().flatten().collect()
}

fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&word.to_lowercase().as_str())
}

/// `al-Sisi` → `el-Sisi`, and back: the article as Egypt says it.
fn other_article(word: &str) -> Option<String> {
    let rest = without_article(word)?;
    match word.get(..3)? {
        "al-" => Some(format!("el-{rest}")),
        "el-" => Some(format!("al-{rest}")),
        _ => None,
    }
}

/// `al-Assad` → `Assad`
fn without_article(word: &str) -> Option<&str> {
    let (article, rest) = word.split_once('-')?;
    (article.starts_with(char::is_lowercase) && ARTICLES.contains(&article) && rest.chars().count() > 2).then_some(rest)
}

/// `Baschar al-Assad` → `Baschar Assad`
pub(super) fn without_particle(name: &str) -> Option<String> {
    if !name.as_bytes().contains(&b'-') {
        return None;
    }
    let words: Vec<&str> = name.split(' ').collect();
    let changed: Vec<&str> = words.iter().map(|word| without_article(word).unwrap_or(word)).collect();
    (words.len() > 1 && changed != words).then(|| changed.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_name_keeps_its_particles() {
        let cases = [
            ("Sergej Schoigu", &["Schoigu"][..]),
            ("Ursula von der Leyen", &["von der Leyen"]),
            ("Baschar al-Assad", &["al-Assad", "Assad", "el-Assad"]),
            ("Martin Luther King Jr.", &["King"]),
            ("Pelé", &[]),
            ("Philip, Duke", &[]),
            ("Prince of Wales", &[]),
            ("Luiz Inácio Lula da Silva", &["da Silva"]),
        ];
        for (name, expected) in cases {
            assert_eq!(family_names(name), expected, "{name}");
        }
    }
}
