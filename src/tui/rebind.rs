//! The key table with what the configuration changes in it, and everything that can be wrong with that.
//!
//! Strict, because a key that silently does something else is worse than a message: nothing may mean two things in one
//! pane, no sequence may hide behind its first key, and every key must be one that a terminal can send.

use std::collections::HashMap;

use super::encode::unreachable;
use super::{keys, less};
use crate::reader::Focus;
use crate::reader::keymap::{ANY, Binding, Keymap, is_sequence};
use crate::reader::names;
use crate::store::keys::{Keys, Place, Wish};

/// Where in the configuration something is wrong, and what.
pub type Fault = (Place, String);

/// Where keys were wished for.
type Origins = HashMap<(Focus, String), Place>;

/// The table as the configuration wishes it.
///
/// # Errors
/// Everything that is wrong with the wishes, in the order of the file.
pub fn keymap(wanted: &Keys) -> Result<Keymap, Vec<Fault>> {
    let table = keys::keymap();
    if !wanted.less && wanted.wishes.is_empty() {
        return Ok(table);
    }
    let mut bindings = table.bindings().to_vec();
    if wanted.less {
        less::change(&mut bindings);
    }
    let (mut faults, mut origins) = (Vec::new(), Origins::new());
    for wish in &wanted.wishes {
        if let Err(fault) = grant(wish, &mut bindings, &mut origins) {
            faults.push(fault);
        }
    }
    faults.extend(conflicts(&bindings, &origins));
    faults.sort();
    faults.dedup();
    if faults.is_empty() { Ok(Keymap::new(bindings)) } else { Err(faults) }
}

fn grant(wish: &Wish, bindings: &mut [Binding], origins: &mut Origins) -> Result<(), Fault> {
    let focus = wish.section.as_ref().map(|(name, place)| section(name, *place)).transpose()?;
    let unknown = || (wish.place, format!("no action is called {}{}", wish.action, near(&wish.action, names::names())));
    let command = names::command(&wish.action).ok_or_else(unknown)?;
    let there = |binding: &Binding| binding.command == command && focus.is_none_or(|focus| binding.focus == focus);
    if let Some(focus) = focus.filter(|_| !bindings.iter().any(there)) {
        return Err((wish.place, format!("{} has no {}", names::focus(focus).1, wish.action)));
    }
    let mut rows: Vec<usize> = (0..bindings.len()).filter(|at| bindings.get(*at).is_some_and(there)).collect();
    if focus.is_none() && rows.iter().any(|at| !names::types(bindings[*at].focus)) {
        // Without a section: everywhere that letters are commands, else wherever it is.
        rows.retain(|at| !names::types(bindings[*at].focus));
    }
    for (nth, at) in rows.into_iter().enumerate() {
        let mut wished = Vec::new();
        for (text, place) in &wish.keys {
            wished.push((key(text, &bindings[at]).map_err(|message| (*place, message))?, *place));
        }
        if nth > 0 {
            // A pane that is not the action's own keeps what it has on such a key.
            let own = bindings[at].focus;
            let others = || bindings.iter().enumerate().filter(move |(other, row)| *other != at && row.focus == own);
            wished.retain(|(key, _)| others().all(|(_, row)| row.keys.iter().all(|taken| !clash(taken, key))));
            if wished.is_empty() && !wish.keys.is_empty() {
                continue;
            }
        }
        origins.extend(wished.iter().map(|(key, place)| ((bindings[at].focus, key.clone()), *place)));
        bindings[at].keys = wished.into_iter().map(|(key, _)| key).collect();
    }
    Ok(())
}

/// Whether two keys cannot both be in one pane.
fn clash(one: &str, other: &str) -> bool {
    let hides = |key: &str, sequence: &str| is_sequence(sequence) && key.chars().count() == 1 && sequence.starts_with(key);
    one == other || hides(one, other) || hides(other, one)
}

fn section(name: &str, place: Place) -> Result<Focus, Fault> {
    let all = || keys::KEYMAP.iter().map(|row| row.focus);
    let named = || all().map(|focus| names::focus(focus).0);
    let known = all().find(|focus| names::focus(*focus).0 == name);
    known.ok_or_else(|| (place, format!("no part of the reader is called {name}{}", near(name, named()))))
}

fn near<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let likeness = |known: &&str| strsim::jaro_winkler(word, known);
    let best = known.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    best.filter(|best| likeness(best) > 0.75).map_or_else(String::new, |best| format!("; did you mean {best}?"))
}

/// The key as the table calls it, or why it cannot be one of this action.
fn key(text: &str, binding: &Binding) -> Result<String, String> {
    let mut key = canonical(text).ok_or_else(|| format!("{text:?} is no key: keys are a, G, gg, C-d, S-Tab, A-Left, Space, F5"))?;
    let (_, place) = names::focus(binding.focus);
    if binding.command.takes_letter() && key.chars().count() == 1 {
        key.push(ANY);
    }
    let letters = is_sequence(&key) || key.chars().count() == 1 || key == "Space";
    if names::types(binding.focus) && letters {
        return Err(format!("{text} is a letter in {place}: a key such as C-x or F5 can be a command there"));
    }
    if binding.focus == Focus::Article && key.starts_with(|c: char| matches!(c, '1'..='9')) {
        return Err(format!("{text} is a count in {place}"));
    }
    let single = |key: &str| unreachable(key).map(|why| format!("{text} can never be pressed: {why}"));
    let wrong = if is_sequence(&key) { key.chars().filter(|c| *c != ANY).find_map(|c| single(&c.to_string())) } else { single(&key) };
    wrong.map_or(Ok(key), Err)
}

/// `ctrl-D`, `<C-d>` and `C-d` are one key.
fn canonical(text: &str) -> Option<String> {
    let bare = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).filter(|text| !text.is_empty()).unwrap_or(text);
    let modifiers =
        [("ctrl-", "C-"), ("control-", "C-"), ("c-", "C-"), ("shift-", "S-"), ("s-", "S-"), ("alt-", "A-"), ("a-", "A-"), ("m-", "A-")];
    let modified = modifiers.into_iter().find_map(|(long, short)| {
        let head = bare.get(..long.len())?;
        let rest = bare.get(long.len()..).filter(|rest| !rest.is_empty())?;
        (head.eq_ignore_ascii_case(long)).then_some((short, rest))
    });
    match modified {
        Some((short, rest)) => {
            let plain = if rest.chars().count() == 1 && short == "C-" { rest.to_lowercase() } else { named(rest)? };
            Some(format!("{short}{plain}"))
        }
        None => named(bare)
            .or_else(|| (bare.chars().count() == 2 && bare.chars().all(|c| !c.is_control() && c != ' ')).then(|| bare.to_owned())),
    }
}

/// One key without modifiers.
fn named(text: &str) -> Option<String> {
    const NAMES: [(&str, &str); 22] = [
        ("space", "Space"),
        ("tab", "Tab"),
        ("enter", "Enter"),
        ("return", "Enter"),
        ("cr", "Enter"),
        ("esc", "Esc"),
        ("escape", "Esc"),
        ("backspace", "Backspace"),
        ("bs", "Backspace"),
        ("up", "Up"),
        ("down", "Down"),
        ("left", "Left"),
        ("right", "Right"),
        ("home", "Home"),
        ("end", "End"),
        ("pageup", "PageUp"),
        ("pgup", "PageUp"),
        ("pagedown", "PageDown"),
        ("pgdn", "PageDown"),
        ("insert", "Insert"),
        ("delete", "Delete"),
        ("del", "Delete"),
    ];
    let lower = text.to_lowercase();
    let function = lower.strip_prefix('f').and_then(|number| number.parse::<u8>().ok()).filter(|number| (1..=12).contains(number));
    let single = || text.chars().next().filter(|c| text.chars().count() == 1 && !c.is_control()).map(|c| c.to_string());
    let known = NAMES.iter().find(|(name, _)| *name == lower).map(|(_, name)| (*name).to_owned());
    let space = (text == " ").then(|| "Space".to_owned());
    known.or(function.map(|number| format!("F{number}"))).or(space).or_else(single)
}

/// Keys that mean two things, and sequences that hide behind a key.
fn conflicts(bindings: &[Binding], origins: &Origins) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut seen: HashMap<(Focus, &str), &Binding> = HashMap::new();
    let keys = || bindings.iter().flat_map(|binding| binding.keys.iter().map(move |key| (binding, key.as_str())));
    let place =
        |focus: Focus, keys: [&str; 2]| keys.iter().find_map(|key| origins.get(&(focus, (*key).to_owned()))).copied().unwrap_or((1, 1));
    let said = |binding: &Binding| names::name(binding.command).unwrap_or("another action");
    for (binding, key) in keys() {
        let (_, where_) = names::focus(binding.focus);
        if let Some(other) = seen.insert((binding.focus, key), binding) {
            let message = format!(
                "{key} would mean both {} and {} in {where_}; give one of them another key, or \"none\"",
                said(other),
                said(binding)
            );
            faults.push((place(binding.focus, [key, key]), message));
        }
    }
    for (binding, sequence) in keys().filter(|(_, key)| is_sequence(key)) {
        let first = &sequence[..sequence.chars().next().map_or(0, char::len_utf8)];
        if let Some(other) = seen.get(&(binding.focus, first)) {
            let (_, where_) = names::focus(binding.focus);
            let message = format!("{first} is {} in {where_}, so that {sequence} ({}) could not be typed", said(other), said(binding));
            faults.push((place(binding.focus, [first, sequence]), message));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::action::{Command, Way};

    fn wanted(text: &str) -> Result<Keymap, Vec<Fault>> {
        let place = |span: std::ops::Range<usize>| (1 + text[..span.start].matches('\n').count(), 1);
        keymap(&Keys::read(text, place).unwrap())
    }

    fn fault(text: &str) -> (usize, String) {
        let mut faults = wanted(text).unwrap_err();
        assert_eq!(faults.len(), 1, "{faults:?}");
        let ((line, _), message) = faults.remove(0);
        (line, message)
    }

    #[test]
    fn without_wishes_the_table_is_the_table() {
        assert_eq!(wanted("").unwrap(), keys::keymap());
    }

    #[test]
    fn an_action_gets_other_keys_everywhere_or_in_one_pane() {
        let keymap = wanted("[keys]\nfold = ['Z', 'Ctrl-y']\nset-mark = '`'\n[keys.cast]\nsort = '<c-s>'\nline-down = 'none'\n");
        let keymap = keymap.map_err(|faults| format!("{faults:?}"));
        assert!(keymap.as_ref().is_err_and(|faults| faults.contains("ZZ")), "Z begins ZZ: {keymap:?}");
        let keymap = wanted("[keys]\nfold = ['H', 'Ctrl-y']\nset-mark = '`'\n[keys.cast]\nsort = '<c-s>'\nline-down = 'none'\n").unwrap();
        assert_eq!(keymap.command(Focus::Article, "H"), Some(Command::Fold));
        assert_eq!(keymap.command(Focus::Article, "C-y"), Some(Command::Fold));
        assert_eq!(keymap.command(Focus::Article, "&"), None);
        assert_eq!(keymap.letter_command(Focus::Article, '`'), Some(Command::SetPlace));
        assert_eq!((keymap.command(Focus::Cast, "C-s"), keymap.command(Focus::Cast, "j")), (Some(Command::Sort), None));
        assert_eq!(keymap.command(Focus::Article, "j"), Some(Command::Line(Way::Next)));
    }

    #[test]
    fn what_cannot_be_is_told_with_its_line() {
        for (text, line, word) in [
            ("keys.flod = 'H'", 1, "did you mean fold?"),
            ("\nkeys.cats.sort = 'H'", 2, "did you mean cast?"),
            ("keys.cast.fold = 'H'", 1, "the cast has no fold"),
            ("keys.fold = 'hyper-x'", 1, "is no key"),
            ("keys.fold = 'C-i'", 1, "is Tab"),
            ("keys.fold = 'C-['", 1, "can never be pressed"),
            ("keys.fold = 'S-Enter'", 1, "can never be pressed"),
            ("keys.fold = '5'", 1, "count"),
            ("keys.fold = 'j'", 1, "both line-down and fold in the text"),
            ("keys.fold = 'g'", 1, "could not be typed"),
            ("keys.prompt.erase-word = 'w'", 1, "is a letter in what is typed"),
        ] {
            let faults = wanted(text).unwrap_err();
            assert!(faults.iter().all(|((at, _), _)| *at == line), "{faults:?}");
            assert!(faults.iter().any(|(_, message)| message.contains(word)), "{text}: {faults:?}");
        }
        assert_eq!(fault("keys.fold = 'j'").0, 1);
    }

    #[test]
    fn the_keys_of_less_have_no_conflicts_and_leave_no_action_without_a_key() {
        let keymap = wanted("keys = 'less'").unwrap();
        for binding in keymap.bindings() {
            assert!(!binding.keys.is_empty(), "{:?} in {:?}", binding.command, binding.focus);
        }
        let article = |key: &str| keymap.command(Focus::Article, key);
        assert_eq!(article("f"), Some(Command::Page(Way::Next)));
        assert_eq!((article("g"), article("h"), article("?")), (Some(Command::Top), Some(Command::Help), Some(Command::SearchBack)));
        assert_eq!((article(",n"), article("s")), (keys::keymap().command(Focus::Article, "gn"), Some(Command::Hints)));
    }
}
