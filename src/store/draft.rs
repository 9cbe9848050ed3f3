//! An entry that comes from elsewhere, as it will stand in a dictionary file: keys with values, the simple ones as text, the
//! others as the TOML that they are. Nothing of it is read from a file or written to one here.

use std::sync::Arc;

use super::edit::quoted_toml;
use super::file::File;
use super::form::fault;
use super::schema;
use crate::engine::kind::{Kind, Kinds};

/// One entry on its way into a dictionary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The kind's name: `person`.
    pub kind: String,
    /// The id.
    pub id: String,
    /// The headword, as a text or as a table.
    pub name: Item,
    /// `names`: code of a language and a name, in order.
    pub names: Vec<(String, Item)>,
    /// Lists by their key: `aliases`, `roles` …
    pub lists: Vec<(&'static str, Vec<Item>)>,
    /// Single values by their key: `of`, `note` …
    pub scalars: Vec<(&'static str, Item)>,
}

/// A value of a list, or a single one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// What it says: a form's text, a role's title.
    pub text: String,
    /// The TOML, where that is more than the text in quotation marks.
    pub toml: Option<String>,
}

impl Item {
    /// A text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), toml: None }
    }

    /// A value that says `text` and is written as `toml`.
    #[must_use]
    pub fn raw(text: impl Into<String>, toml: impl Into<String>) -> Self {
        Self { text: text.into(), toml: Some(toml.into()) }
    }

    /// As it is written.
    #[must_use]
    pub fn written(&self) -> String {
        self.toml.clone().unwrap_or_else(|| quoted(&self.text))
    }
}

impl Draft {
    /// An entry with nothing but a name.
    #[must_use]
    pub fn new(kind: &str, id: impl Into<String>, name: impl Into<String>) -> Self {
        Self { kind: kind.to_owned(), id: id.into(), name: Item::text(name.into().trim()), ..Self::default() }
    }

    /// A single value, unless it is empty or blank, or there is one: the first stands.
    pub fn set(&mut self, key: &'static str, text: &str) {
        if !text.trim().is_empty() {
            let _ = self.single(key, Item::text(text.trim()));
        }
    }

    /// A single value; also one that takes a list's place, as in `aliases = false`.
    ///
    /// # Errors
    /// In words: the key has another value, which stands. No key may stand twice in TOML.
    pub fn single(&mut self, key: &'static str, item: Item) -> Result<(), String> {
        match self.scalars.iter().find(|(known, _)| *known == key) {
            Some((_, known)) if *known == item => Ok(()),
            Some((_, known)) => Err(format!("`{key}` is “{}” already", known.text)),
            None if self.lists.iter().any(|(known, _)| *known == key) => Err(format!("`{key}` is a list already")),
            None => {
                self.scalars.push((key, item));
                Ok(())
            }
        }
    }

    /// A value more in a list; each once. Not for `names`.
    pub fn add(&mut self, key: &'static str, item: Item) {
        let at = self.lists.iter().position(|(known, _)| *known == key).unwrap_or(self.lists.len());
        if at == self.lists.len() {
            self.lists.push((key, Vec::new()));
        }
        if let Some((_, items)) = self.lists.get_mut(at).filter(|(_, items)| !items.contains(&item)) {
            items.push(item);
        }
    }

    /// A name in a language; each once.
    pub fn name_in(&mut self, language: &str, item: Item) {
        if !self.names.iter().any(|(code, known)| code == language && *known == item) {
            self.names.push((language.to_owned(), item));
        }
    }

    /// Takes a form that no dictionary may hold out of the lists; what was taken out, and why.
    pub fn clean(&mut self) -> Vec<(String, &'static str)> {
        let mut gone = Vec::new();
        let mut keep = |item: &Item| {
            let fault = fault(item.text.trim()).filter(|_| item.toml.is_none());
            gone.extend(fault.map(|fault| (item.text.clone(), fault)));
            fault.is_none()
        };
        self.names.retain(|(_, item)| keep(item));
        self.lists.iter_mut().for_each(|(_, items)| items.retain(&mut keep));
        self.scalars.retain(|(key, item)| matches!(*key, "note" | "url") || keep(item));
        gone
    }

    /// What makes the whole entry one that no dictionary may hold.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        let words = [("name", &self.name.text), ("id", &self.id), ("kind", &self.kind)];
        let bad = words.into_iter().find_map(|(what, text)| fault(text.trim()).map(|fault| format!("its {what} {fault}")));
        bad.or_else(|| if self.has_toml() { self.misread() } else { None })
    }

    /// Whether somebody else's TOML is in it.
    fn has_toml(&self) -> bool {
        let lists = self.lists.iter().flat_map(|(_, items)| items);
        let names = self.names.iter().map(|(_, item)| item);
        [&self.name].into_iter().chain(names).chain(lists).any(|item| item.toml.is_some())
    }

    /// What is wrong with the entry as it would be read.
    fn misread(&self) -> Option<String> {
        let mut kinds = Kinds::default();
        if kinds.find(&self.kind).is_none() {
            kinds.declare(Kind { name: self.kind.clone(), label: self.kind.clone(), letter: '?', color: None });
        }
        let mut text = String::new();
        self.write(&mut text);
        let (_, findings) = schema::parse(&Arc::new(File::new("", text)), &kinds);
        findings.into_iter().next().map(|finding| finding.message)
    }

    /// The keys and how their values are written, in the order of a file.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("id", quoted(&self.id)), ("name", self.name.written())];
        if !self.names.is_empty() {
            pairs.push(("names", self.languages()));
        }
        let list = |(key, items): &(&'static str, Vec<Item>)| {
            let items: Vec<String> = items.iter().map(Item::written).collect();
            (*key, format!("[{}]", items.join(", ")))
        };
        pairs.extend(self.lists.iter().map(list));
        pairs.extend(self.scalars.iter().map(|(key, item)| (*key, item.written())));
        pairs
    }

    /// Appends the entry as a file has it, a blank line after it.
    pub fn write(&self, out: &mut String) {
        out.push_str("[[");
        out.push_str(&key(&self.kind));
        out.push_str("]]\n");
        for (key, value) in self.pairs() {
            out.push_str(key);
            out.push_str(" = ");
            out.push_str(&value);
            out.push('\n');
        }
        out.push('\n');
    }

    /// `{ en = "Russia", fr = ["Russie", "Fédération de Russie"] }`
    fn languages(&self) -> String {
        let mut codes: Vec<&str> = Vec::new();
        for (code, _) in &self.names {
            if !codes.contains(&code.as_str()) {
                codes.push(code);
            }
        }
        let language = |code: &&str| {
            let names: Vec<String> = self.names.iter().filter(|(of, _)| of == code).map(|(_, item)| item.written()).collect();
            let value = if let [one] = names.as_slice() { one.clone() } else { format!("[{}]", names.join(", ")) };
            format!("{} = {value}", key(code))
        };
        format!("{{ {} }}", codes.iter().map(language).collect::<Vec<_>>().join(", "))
    }
}

/// A text as TOML. Most have nothing that must be escaped.
fn quoted(text: &str) -> String {
    let plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\' && byte != 0x7F;
    if text.bytes().all(plain) { ["\"", text, "\""].concat() } else { quoted_toml(text) }
}

/// A key as TOML.
#[must_use]
pub fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if bare { name.to_owned() } else { quoted(name) }
}
