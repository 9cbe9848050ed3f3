//! `namedrop forms ID`: every form that is made of an entity, and why. For the author of an entry who asks what it finds.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::lexicons::Lexicons;
use super::{Status, complain, to_stdout};
use crate::engine::dictionary::{Dictionary, EntityIx};
use crate::engine::forms::{self, Class, FormEntry};
use crate::engine::glyph::{columns, visible};
use crate::engine::language::Language;
use crate::engine::rule::Rule;
use crate::store;

/// What one line shows: class, form with its endings, rule.
type Line = (Class, String, Rule);

/// Prints the forms of the entity `id`, for articles in `language` or in any.
#[must_use]
pub fn run(options: &store::Options, id: &str, language: Option<Language>) -> Status {
    let lexicons = match Lexicons::load(options) {
        Ok(lexicons) => lexicons,
        Err(status) => return status,
    };
    let dictionary = lexicons.dictionary();
    let Some(ix) = dictionary.find(id) else {
        complain(unknown(dictionary, id));
        return Status::Failed;
    };
    let lines = lines(dictionary, ix, language.map_or(Language::ALL.to_vec(), |language| vec![language]));
    let width = lines.keys().map(|(_, form, _)| columns(form)).max().unwrap_or(0);
    to_stdout(|out| {
        writeln!(out, "{}", headline(dictionary, ix))?;
        for ((class, form, rule), languages) in &lines {
            let pad = " ".repeat(width - columns(form));
            writeln!(out, "  {form}{pad}  {:<9}  {}  [{}]", word(*class), rule.as_str(), codes(languages))?;
        }
        Ok(if lines.is_empty() { Status::Nothing } else { Status::Done })
    })
}

/// `id: kind name (file:line, …)`
fn headline(dictionary: &Dictionary, ix: EntityIx) -> String {
    let entity = &dictionary[ix];
    let kind = &dictionary.kinds[entity.kind].name;
    let places: Vec<String> = entity.origins.iter().map(|origin| dictionary.place(*origin)).collect();
    visible(&format!("{}: {kind} {} ({})", entity.id, dictionary.full_name(ix, None), places.join(", "))).into_owned()
}

/// The lines, each with the languages of the articles that it holds for.
fn lines(dictionary: &Dictionary, ix: EntityIx, languages: Vec<Language>) -> BTreeMap<Line, Vec<Language>> {
    let mut lines: BTreeMap<Line, Vec<Language>> = BTreeMap::new();
    for language in languages {
        for form in forms::of(dictionary, language, ix) {
            let known = lines.entry((form.class, written(&form), form.rule)).or_default();
            if known.last() != Some(&language) {
                known.push(language);
            }
        }
    }
    lines
}

/// The form with the endings that may follow: `Frankreich(s)`, `russisch(e|er|es|en|em)`; must: `Москв-(ы|е|у|ой)`.
fn written(form: &FormEntry) -> String {
    let text = visible(&form.text);
    let needs_one = if form.bare { "" } else { "-" };
    if form.ends.is_empty() { text.into_owned() } else { format!("{text}{needs_one}({})", form.ends.join("|")) }
}

fn word(class: Class) -> &'static str {
    match class {
        Class::Name => "name",
        Class::Acronym => "acronym",
        Class::Adjective => "adjective",
        Class::Demonym => "demonym",
        Class::Short => "short",
        Class::Part => "part",
        Class::Headword => "headword",
        Class::Head => "head",
        Class::Title(_) => "title",
        Class::Need => "needs",
        Class::Not => "not",
        Class::Hidden => "hidden",
    }
}

fn codes(languages: &[Language]) -> String {
    if languages.len() == Language::ALL.len() {
        return "any language".to_owned();
    }
    languages.iter().map(|language| language.code()).collect::<Vec<_>>().join(" ")
}

fn unknown(dictionary: &Dictionary, id: &str) -> String {
    let ids: Vec<Arc<str>> = dictionary.entities().map(|entity| entity.id.clone()).collect();
    let near = store::nearest(id, ids.iter().map(|id| &**id));
    let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    format!("no entity has the id `{id}`{hint}")
}
