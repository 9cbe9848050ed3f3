//! Forms that will surprise their author: shared, too common, too short, needless, or without any effect.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::form::{Form, List, Say};
use super::super::schema::{Contents, Entry};
use super::super::value::quoted;
use super::Lint;
use crate::engine::dictionary::{Case, Entity, Written};
use crate::engine::language::common::is_common;

/// Everything on the forms of one file.
pub fn check(lint: &mut Lint, contents: &Contents) {
    shared(lint, contents);
    for entry in &contents.entries {
        let Some(ix) = lint.dictionary.find(&entry.id.text) else { continue };
        let entity = &lint.dictionary[ix];
        surprising(lint, entry, entity);
        generated(lint, entry, entity);
        exclusions(lint, entry, entity);
    }
}

/// The forms of an entry that name it in full. A headword with `of` never matches by itself.
fn full(entry: &Entry) -> impl Iterator<Item = &Form> {
    let bare = entry.of.is_none();
    let lists = entry.forms.iter().filter(move |(list, _)| match list {
        List::Names => bare,
        List::Aliases | List::Acronyms => true,
        _ => false,
    });
    entry.name.iter().filter(move |_| bare).chain(lists.map(|(_, form)| form))
}

/// Two entities of one file with one full form: every mention of it is ambiguous, unless `[[prefer]]` settles it.
fn shared(lint: &mut Lint, contents: &Contents) {
    let unambiguous: HashSet<&str> = lint.dictionary.preferred.iter().map(|(form, _)| form.as_str()).collect();
    let mut first: HashMap<&str, (&str, &Form)> = HashMap::new();
    for entry in &contents.entries {
        let mut own = HashSet::new();
        for form in full(entry).filter(|form| own.insert(form.written.text.as_str())) {
            let text = form.written.text.as_str();
            let (id, earlier) = *first.entry(text).or_insert((&entry.id.text, form));
            if id != entry.id.text.as_ref() && !unambiguous.contains(text) {
                let first = earlier.written.origin.line;
                let message = format!("{} also names {} (line {first}): its mentions are ambiguous", quoted(text), quoted(id));
                lint.warn(&form.span, message);
            }
        }
    }
}

/// Forms that stand in texts as something else. What `needs` guards is meant so.
fn surprising(lint: &mut Lint, entry: &Entry, entity: &Entity) {
    if !entity.needs.is_empty() {
        return;
    }
    let bare = entry.of.is_none();
    let name = entry.name.iter().filter(|_| bare).map(|name| (List::Names, name));
    let written = entry.forms.iter().map(|(list, form)| (*list, form)).filter(|(list, _)| match list {
        List::Names => bare,
        List::Aliases | List::Short | List::Acronyms => true,
        _ => false,
    });
    for (list, form) in name.chain(written) {
        let text = form.written.text.as_str();
        let exact = list == List::Acronyms || is_acronym(text) || form.say.or(entry.say).case == Some(Case::Exact);
        if text.chars().count() == 1 {
            lint.warn(&form.span, format!("{} has only one letter", quoted(text)));
        } else if is_common(text) && !(exact && is_acronym(text)) {
            lint.warn(&form.span, format!("{} is a common word: most of its mentions will be none; see `needs`", quoted(text)));
        }
    }
}

/// All capitals, at most six letters: matched exactly.
fn is_acronym(text: &str) -> bool {
    (2..=6).contains(&text.chars().count()) && text.chars().all(char::is_uppercase)
}

/// Forms that are written twice, and aliases that are found without being written.
fn generated(lint: &mut Lint, entry: &Entry, entity: &Entity) {
    let mut seen = HashMap::new();
    for (list, form) in entry.forms.iter().filter(|(list, _)| *list != List::Names) {
        let text = form.written.text.as_str();
        if let Some(first) = seen.insert((*list, text), form.written.origin.line) {
            lint.warn(&form.span, format!("{} stands in this list twice (line {first})", quoted(text)));
        } else if *list == List::Aliases && entity.of.is_none() && form.say == Say::default() {
            let names = [&entity.name].into_iter().chain(&entity.names);
            if let Some((name, how)) = names.into_iter().find_map(|name| made_of(name, text)) {
                lint.warn(&form.span, format!("{} is found anyway: it is {how} {}", quoted(text), quoted(name)));
            }
        }
    }
}

/// How `text` follows from a name, where it does so for any entity.
fn made_of<'a>(name: &'a Written, text: &str) -> Option<(&'a str, &'static str)> {
    let of = name.text.as_str();
    if of == text {
        return Some((of, "the name"));
    }
    if name.policy.inflect && text.strip_suffix('s').is_some_and(|stem| stem.trim_end_matches(['\'', '’']) == of) {
        return Some((of, "the genitive of"));
    }
    if name.policy.case == Case::Auto && !is_acronym(of) && of.to_uppercase() == text {
        return Some((of, "the capitals of"));
    }
    let plain = !name.policy.exact_accents && of != text;
    (plain && folded(of) == folded(text)).then_some((of, "another spelling of"))
}

/// The spellings that are equal to the engine: é = e, ä = ae, ß = ss, dashes and spaces.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            'ä' | 'æ' => folded.push_str("ae"),
            'ö' | 'œ' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'Ä' => folded.push_str("Ae"),
            'Ö' => folded.push_str("Oe"),
            'Ü' => folded.push_str("Ue"),
            'ß' => folded.push_str("ss"),
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            '-' | '‐' | '‑' | '–' => folded.push(' '),
            '’' => folded.push('\''),
            c => folded.extend(std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c))),
        }
    }
    folded
}

/// `not` strings in which no form of the entity stands.
fn exclusions(lint: &mut Lint, entry: &Entry, entity: &Entity) {
    let own = || entry.forms.iter().filter(|(list, _)| *list == List::Not).map(|(_, form)| form);
    if own().next().is_none() {
        return;
    }
    let mut forms: Vec<String> = every_form(lint, entity).map(|text| folded(text).to_lowercase()).collect();
    // A part of a name may be a mention as well, its first letters in a compound.
    forms.extend(forms.clone().iter().flat_map(|form| form.split(' ')).filter(|word| word.len() > 2).map(str::to_owned));
    for form in own() {
        let inside = folded(&form.written.text).to_lowercase();
        if !forms.iter().any(|form| inside.contains(form.as_str())) {
            lint.warn(&form.span, format!("{} excludes nothing: no form of this entry stands in it", quoted(&form.written.text)));
        }
    }
}

fn every_form<'a>(lint: &Lint<'a>, entity: &'a Entity) -> impl Iterator<Item = &'a str> {
    let of = entity.of.as_deref().and_then(|of| lint.dictionary.find(of)).map(|of| &lint.dictionary[of]);
    [Some(entity), of].into_iter().flatten().flat_map(|entity| {
        let lists = [&entity.names, &entity.aliases, &entity.acronyms, &entity.adjectives, &entity.demonyms];
        let more = entity.short.iter().chain(&entity.heads).flatten();
        let written = [&entity.name].into_iter().chain(lists.into_iter().flatten()).chain(more);
        let titles = entity.roles.iter().flat_map(|role| &role.titles).map(|(_, title)| title.as_str());
        written.map(|written| written.text.as_str()).chain(titles)
    })
}
