//! The tables of a file that are no entries: `[kinds.X]`, `[defaults]`, `[[hide]]`, `[[prefer]]`.

use toml::de::DeTable;

use super::super::form::fault;
use super::super::value::{Value, Walk, quoted};
use super::{Contents, Defaults, Link, RESERVED, forms};
use crate::engine::kind::{Color, Kind, Kinds};

/// More kinds than a filter has keys for are a mistake.
const MOST: usize = 200;

/// The names of the sixteen colours, in the order of their numbers.
const COLORS: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

/// `[kinds.X]`: adds the kinds that a file declares.
pub fn declare(walk: &mut Walk, value: &Value, kinds: &mut Kinds) {
    let Some(table) = walk.table(value, "kinds") else { return };
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let Some(table) = walk.table(value, name) else { continue };
        let declared = kind(walk, name, table, kinds);
        if let Some(fault) = fault(name) {
            walk.skip(key.span(), format!("the name of this kind {fault}"));
        } else if RESERVED.contains(&name) {
            walk.skip(key.span(), format!("`{name}` has a meaning of its own and cannot name a kind"));
        } else if kinds.len() >= MOST {
            walk.skip(key.span(), format!("there are more than {MOST} kinds"));
        } else {
            kinds.declare(declared);
        }
    }
}

fn kind(walk: &mut Walk, name: &str, table: &DeTable, kinds: &Kinds) -> Kind {
    let known = kinds.find(name).map(|id| kinds[id].clone());
    let fresh = || Kind { name: name.to_owned(), label: capitalised(name), letter: kinds.free_letter(name), color: None };
    let mut kind = known.unwrap_or_else(fresh);
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "label" => kind.label = label(walk, value).unwrap_or(kind.label),
            "letter" => kind.letter = letter(walk, value).unwrap_or(kind.letter),
            "color" => kind.color = color(walk, value).or(kind.color),
            other => walk.unknown_key(other, key.span(), &["label", "letter", "color"]),
        }
    }
    kind
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn label(walk: &mut Walk, value: &Value) -> Option<String> {
    let label = walk.string(value, "label")?.trim();
    match fault(label) {
        Some(fault) => walk.skip(value.span(), format!("this label {fault}")),
        None => return Some(label.to_owned()),
    }
    None
}

fn letter(walk: &mut Walk, value: &Value) -> Option<char> {
    let text = walk.string(value, "letter")?;
    let mut letters = text.chars();
    let letter = letters.next().filter(|letter| letter.is_alphanumeric() && letters.next().is_none());
    if letter.is_none() {
        walk.skip(value.span(), format!("`letter` must be one letter or digit, not {}", quoted(text)));
    }
    letter
}

fn color(walk: &mut Walk, value: &Value) -> Option<Color> {
    let text = walk.string(value, "color")?;
    let color = named(text).or_else(|| rgb(text));
    if color.is_none() {
        let names = COLORS.join(", ");
        walk.skip(value.span(), format!("{} is no colour; write \"#rrggbb\" or one of {names}", quoted(text)));
    }
    color
}

/// `cyan`, `bright-cyan`, `bright cyan`, `BrightCyan`; gray and grey as terminals have them.
fn named(text: &str) -> Option<Color> {
    let plain = |name: &str| -> String { name.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect() };
    let wanted = match plain(text).as_str() {
        "gray" | "grey" | "darkgray" | "darkgrey" => "brightblack".to_owned(),
        other => other.to_owned(),
    };
    (0..).zip(COLORS).find(|(_, name)| plain(name) == wanted).map(|(number, _)| Color::Named(number))
}

fn rgb(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some(Color::Rgb(red, green, blue))
}

/// `[defaults]`
pub fn defaults(walk: &mut Walk, value: &Value) -> Defaults {
    let mut defaults = Defaults::default();
    let Some(table) = walk.table(value, "defaults") else { return defaults };
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "short" => defaults.short = walk.boolean(value, "short"),
            "infer" => defaults.infer = walk.boolean(value, "infer"),
            other if forms::say(walk, other, value, &mut defaults.say) => {}
            other => walk.unknown_key(other, key.span(), &["case", "accents", "inflect", "edge", "short", "infer"]),
        }
    }
    defaults
}

/// `[[hide]]`: an id or a form.
pub fn hide(walk: &mut Walk, value: &Value, contents: &mut Contents) {
    for item in walk.list(value, "hide") {
        let Some(table) = walk.table(item, "hide") else { continue };
        for (key, value) in table {
            let (name, known) = (key.get_ref().as_ref(), ["id", "form"]);
            match name {
                "id" => contents.hidden_ids.extend(word(walk, name, value)),
                "form" => contents.hidden_forms.extend(word(walk, name, value)),
                other => walk.unknown_key(other, key.span(), &known),
            }
        }
        if table.is_empty() {
            walk.skip(item.span(), "[[hide]] needs `id` or `form`".to_owned());
        }
    }
}

/// `[[prefer]]`: a form and the id that it means.
pub fn prefer(walk: &mut Walk, value: &Value, contents: &mut Contents) {
    for item in walk.list(value, "prefer") {
        let Some(table) = walk.table(item, "prefer") else { continue };
        let (mut form, mut id) = (None, None);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "form" => form = word(walk, "form", value),
                "id" => id = word(walk, "id", value),
                other => walk.unknown_key(other, key.span(), &["form", "id"]),
            }
        }
        match (form, id) {
            (Some(form), Some(id)) => contents.preferred.push((form, id)),
            _ => walk.skip(item.span(), "[[prefer]] needs `form` and `id`".to_owned()),
        }
    }
}

/// An id or a form, trimmed, if it is a sound one.
pub fn word(walk: &mut Walk, key: &str, value: &Value) -> Option<Link> {
    let text = walk.string(value, key)?.trim();
    if let Some(fault) = fault(text) {
        walk.skip(value.span(), format!("{} {fault}", quoted(key)));
        return None;
    }
    Some(Link { text: text.into(), span: walk.in_file(&value.span()) })
}
