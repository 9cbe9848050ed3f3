//! What a capital does not say in German, where every noun has one.

/// Nouns before other nouns that say how much or what sort: eine Handvoll Häuser, eine Art Machtkampf.
const SORTS: [&str; 22] = [
    "anfang", "anzahl", "art", "dutzend", "ende", "fall", "form", "gruppe", "handvoll", "hälfte", "mangel", "menge", "mitte", "nähe",
    "paar", "prozent", "punkt", "reihe", "seite", "stück", "thema", "zahl",
];
/// Endings of adjectives.
const OF_ADJECTIVES: [&str; 5] = ["e", "en", "em", "er", "es"];
/// Endings of plurals and of nouns made from other words; few places end so.
const OF_NOUNS: [&str; 12] = ["e", "en", "ern", "heit", "innen", "ismus", "keit", "schaft", "ion", "ung", "ten", "ler"];

/// Whether several words with capitals are an adjective or a sort of something and a noun, or a noun and `von`: heftige
/// Regenfälle, Einnahme von Aspirin. Nothing but the words is asked; that no given name begins them is known.
pub fn is_noun_phrase(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default();
    let lower = first.to_lowercase();
    let adjective = lower.chars().count() > 4 && OF_ADJECTIVES.iter().any(|ending| lower.ends_with(ending));
    adjective || SORTS.contains(&lower.as_str()) || name.contains(" von ")
}

/// Whether a single word after `in` or `nach` may be a place: what looks like a plural is none.
pub fn may_be_place(name: &str) -> bool {
    let lower = name.to_lowercase();
    !OF_NOUNS.iter().any(|ending| lower.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_with_adjectives_and_sorts_of_things_are_no_names() {
        for phrase in ["Heftige Regenfälle", "Olympischen Sommerspielen", "Handvoll Häuser", "Einnahme von Aspirin"] {
            assert!(is_noun_phrase(phrase), "{phrase}");
        }
        for name in ["Royal Ascot", "Westfield Mall", "Pokémon Go", "Anna Wieck"] {
            assert!(!is_noun_phrase(name), "{name}");
        }
        assert!(may_be_place("Dünum") && may_be_place("Newmarket") && !may_be_place("Unterkünften") && !may_be_place("Ausbildung"));
    }
}
