//! What an entity is called on the screen and in exports: the headword, composed with what it belongs to.

use super::dictionary::{Dictionary, Entity, EntityIx};
use super::fold::fold;
use super::language::{Belonging, Language};

impl Dictionary {
    /// The headword, composed with its `of` as the language does it: `Verteidigungsministerium Russlands`,
    /// `Russian Defence Ministry`. `None`: in the dictionary's own language.
    #[must_use]
    pub fn full_name(&self, ix: EntityIx, language: Option<Language>) -> String {
        let entity = &self[ix];
        let name = entity.name_in(language);
        let Some(of) = entity.of.as_deref().and_then(|of| self.find(of)).map(|of| &self[of]) else { return name.to_owned() };
        match language.or_else(|| own_language(of)).map(|language| language.rules().belonging) {
            Some(Belonging::Genitive { phrases }) => format!("{name} {}", genitive(of.name_in(language), phrases)),
            Some(Belonging::Adjective) => match english_adjective(of) {
                Some(adjective) => format!("{adjective} {name}"),
                None => format!("{name} of {}", of.name_in(language)),
            },
            Some(Belonging::Brackets) | None => self.short_name(ix, language),
        }
    }

    /// The headword with what it belongs to in brackets, for narrow places: `Verteidigungsministerium (Russland)`.
    #[must_use]
    pub fn short_name(&self, ix: EntityIx, language: Option<Language>) -> String {
        let entity = &self[ix];
        let name = entity.name_in(language);
        match entity.of.as_deref().and_then(|of| self.find(of)) {
            Some(of) => format!("{name} ({})", self[of].name_in(language)),
            None => name.to_owned(),
        }
    }
}

/// The language that a dictionary's headwords are written in, as far as its `names` for other languages tell.
fn own_language(of: &Entity) -> Option<Language> {
    let given = |language| of.names.iter().any(|name| name.lang == Some(language));
    match (given(Language::De), given(Language::En)) {
        (false, true) => Some(Language::De),
        (true, false) => Some(Language::En),
        _ => None,
    }
}

/// Russlands, der Ukraine, von Zypern – the last for a name that has no genitive of its own.
fn genitive(name: &str, phrases: &[(&str, &str)]) -> String {
    let folded = fold(name);
    if let Some((_, phrase)) = phrases.iter().find(|(name, _)| *name == folded.trim_start()) {
        return (*phrase).to_owned();
    }
    if name.ends_with(['s', 'x', 'z', 'ß']) || name.contains(' ') || name.chars().all(char::is_uppercase) {
        return format!("von {name}");
    }
    format!("{name}s")
}

/// The adjective that is written with a capital and does not decline: Russian.
fn english_adjective(of: &Entity) -> Option<&str> {
    let english = |text: &&str| text.starts_with(char::is_uppercase) && !text.ends_with("er");
    of.adjectives.iter().map(|written| written.text.as_str()).find(english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_german_name_stands_in_the_genitive() {
        let Belonging::Genitive { phrases } = Language::De.rules().belonging else { panic!("German has a genitive") };
        let cases = [
            ("Russland", "Russlands"),
            ("Ukraine", "der Ukraine"),
            ("Zypern", "Zyperns"),
            ("Honduras", "von Honduras"),
            ("USA", "der USA"),
        ];
        for (name, expected) in cases {
            assert_eq!(genitive(name, phrases), expected);
        }
    }
}
