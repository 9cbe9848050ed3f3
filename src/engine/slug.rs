//! The id that an entry has when it gives none: a slug of its name.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters that do not decompose, and the Cyrillic ones (after the tables of BGN/PCGN for Russian and Ukrainian, without
/// apostrophes). What is not listed becomes a `-`.
const LETTERS: [(char, &str); 52] = [
    ('ß', "ss"),
    ('ł', "l"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('ħ', "h"),
    ('ı', "i"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('þ', "th"),
    ('ŋ', "n"),
    ('ə', "a"),
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('ґ', "g"),
    ('д', "d"),
    ('е', "e"),
    ('є', "ye"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('і', "i"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
    ('ђ', "dj"),
    ('ј', "j"),
    ('љ', "lj"),
    ('њ', "nj"),
    ('ћ', "c"),
    ('џ', "dz"),
];

/// `Sébastien Lecornu` → `sebastien-lecornu`: NFKD without marks, ß → ss, Cyrillic by a table, lower case, anything else
/// `-`. A name of which nothing would remain (北京) is its own slug.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for letter in name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if let Some((_, latin)) = LETTERS.iter().find(|(from, _)| *from == letter) {
            slug.push_str(latin);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { name.trim().to_lowercase() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_plain_lower_case_ascii() {
        let cases = [
            ("Sébastien Lecornu", "sebastien-lecornu"),
            ("Weißes Haus", "weisses-haus"),
            ("Łódź", "lodz"),
            ("Росія", "rosiya"),
            ("Жуковский", "zhukovskii"),
            ("Die Zeit", "die-zeit"),
            ("U.S. Army (1775)", "u-s-army-1775"),
            ("  –Müller– ", "muller"),
            ("北京", "北京"),
        ];
        for (name, id) in cases {
            assert_eq!(slug(name), id, "{name}");
        }
    }
}
