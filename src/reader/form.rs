//! The small form in which an entry is added or changed. What it asks for is an [`Edit`]; nothing is saved here.

use super::action::Way;
use super::jumps::Spot;
use super::line::Line;
use super::preview::Preview;
use crate::engine::dictionary::{BUILT_IN, Dictionary, EntityIx};
use crate::engine::edit::{Changes, Edit, Subject};
use crate::engine::kind::KindId;
use crate::engine::slug::slug;

/// One line of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The headword.
    Name,
    /// Chosen, not typed.
    Kind,
    /// Made of the name until somebody types one.
    Id,
    /// One line for the card.
    Note,
    /// Other names, with `;` between them.
    Aliases,
}

impl Field {
    /// As the form calls it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Id => "id",
            Self::Note => "note",
            Self::Aliases => "aliases",
        }
    }
}

/// What is known of the preview.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Outlook {
    /// Nothing was asked, or the answer is on its way.
    #[default]
    Unknown,
    /// What the edit would do.
    Known(Preview),
    /// Why it cannot be made.
    Refused(String),
}

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The entry that is changed; `None`: a new one.
    of: Option<Before>,
    kinds: Vec<String>,
    kind: usize,
    name: Line,
    id: Line,
    id_typed: bool,
    note: Line,
    aliases: Line,
    current: usize,
    /// Where reading stood, if the text had to move to stay in sight above the form.
    pub from: Option<Spot>,
    /// Grows with each change, so that late previews are dropped.
    pub number: u64,
    /// What the edit would do.
    pub outlook: Outlook,
}

/// What the entry said before.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Before {
    subject: Subject,
    note: String,
    aliases: Vec<String>,
}

/// The entry of an entity, as edits name it.
#[must_use]
pub fn subject(dictionary: &Dictionary, entity: EntityIx) -> Subject {
    let entry = &dictionary[entity];
    let lowest = entry.origins.first().and_then(|origin| dictionary.files.get(usize::from(origin.file)));
    Subject {
        id: entry.id.clone(),
        kind: dictionary.kinds[entry.kind].name.clone(),
        name: entry.name.text.clone(),
        built_in: lowest.is_some_and(|file| &**file == BUILT_IN),
    }
}

impl Form {
    /// A form for a new entry.
    #[must_use]
    pub fn add(dictionary: &Dictionary, name: &str, kind: KindId) -> Self {
        let mut form = Self {
            of: None,
            kinds: dictionary.kinds.iter().map(|(_, kind)| kind.name.clone()).collect(),
            kind: usize::from(kind.0).min(dictionary.kinds.len() - 1),
            name: Line::new(name),
            id: Line::default(),
            id_typed: false,
            note: Line::default(),
            aliases: Line::default(),
            current: 0,
            from: None,
            number: 0,
            outlook: Outlook::Unknown,
        };
        form.follow_name(dictionary);
        form
    }

    /// A form for an entry that is there.
    #[must_use]
    pub fn change(dictionary: &Dictionary, entity: EntityIx) -> Self {
        let entry = &dictionary[entity];
        let aliases: Vec<String> = entry.aliases.iter().map(|alias| alias.text.clone()).collect();
        let note = entry.details.note.clone().unwrap_or_default();
        let mut form = Self::add(dictionary, &entry.name.text, entry.kind);
        form.id = Line::new(&entry.id);
        form.note = Line::new(&note);
        form.aliases = Line::new(&aliases.join("; "));
        form.of = Some(Before { subject: subject(dictionary, entity), note, aliases });
        form
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self) -> &'static str {
        if self.of.is_some() { "Change the entry" } else { "Add to the dictionary" }
    }

    /// The lines of the form; of an entry that is there the id stays.
    #[must_use]
    pub fn fields(&self) -> &'static [Field] {
        if self.of.is_some() {
            &[Field::Name, Field::Kind, Field::Note, Field::Aliases]
        } else {
            &[Field::Name, Field::Kind, Field::Id, Field::Note, Field::Aliases]
        }
    }

    /// The line that the keys go to.
    #[must_use]
    pub fn current(&self) -> Field {
        self.fields().get(self.current).copied().unwrap_or(Field::Name)
    }

    /// Which of the fields that is, from 0.
    #[must_use]
    pub fn current_row(&self) -> usize {
        self.current
    }

    /// What a field says; `None` for the kind.
    #[must_use]
    pub fn line(&self, field: Field) -> Option<&Line> {
        match field {
            Field::Name => Some(&self.name),
            Field::Kind => None,
            Field::Id => Some(&self.id),
            Field::Note => Some(&self.note),
            Field::Aliases => Some(&self.aliases),
        }
    }

    /// The chosen kind's name and number.
    #[must_use]
    pub fn kind(&self) -> (&str, KindId) {
        (self.kinds.get(self.kind).map_or("", String::as_str), KindId(u16::try_from(self.kind).unwrap_or(0)))
    }

    /// To the next or the previous line, round the ends.
    pub fn go(&mut self, way: Way) {
        let count = self.fields().len();
        self.current = (self.current + if way == Way::Next { 1 } else { count - 1 }) % count;
    }

    /// Another kind.
    pub fn turn(&mut self, way: Way) {
        let count = self.kinds.len().max(1);
        self.kind = (self.kind + if way == Way::Next { 1 } else { count - 1 }) % count;
    }

    /// Changes the current line; a kind is chosen by its first letter.
    pub fn edit(&mut self, dictionary: &Dictionary, change: impl FnOnce(&mut Line)) {
        match self.current() {
            Field::Kind => {
                let mut typed = Line::default();
                change(&mut typed);
                let letters = typed.text().to_lowercase();
                let next = (1..=self.kinds.len()).map(|by| (self.kind + by) % self.kinds.len());
                let found = next.into_iter().find(|at| !letters.is_empty() && self.kinds[*at].starts_with(&letters));
                self.kind = found.unwrap_or(self.kind);
            }
            Field::Name => {
                change(&mut self.name);
                self.follow_name(dictionary);
            }
            Field::Id => {
                change(&mut self.id);
                self.id_typed = !self.id.text().is_empty();
            }
            Field::Note => change(&mut self.note),
            Field::Aliases => change(&mut self.aliases),
        }
    }

    /// The id of a new entry goes with its name until somebody types one; no other entry has it.
    fn follow_name(&mut self, dictionary: &Dictionary) {
        if self.id_typed || self.of.is_some() {
            return;
        }
        let slug = slug(self.name.text());
        let free = (1..10_000).map(|n| if n == 1 { slug.clone() } else { format!("{slug}-{n}") }).find(|id| dictionary.find(id).is_none());
        self.id = Line::new(&free.unwrap_or_default());
    }

    /// What is to be saved.
    ///
    /// # Errors
    /// What is missing or cannot be, in the user's words.
    pub fn wanted(&self, dictionary: &Dictionary) -> Result<Edit, String> {
        let name = self.name.text().trim();
        if name.is_empty() {
            return Err("a name is missing".to_owned());
        }
        let aliases = || self.aliases.text().split(';').map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_owned);
        let note = self.note.text().trim();
        let Some(before) = &self.of else {
            let id = self.id.text().trim();
            if let Some(other) = dictionary.find(id) {
                return Err(format!("{id} is the id of {}", dictionary[other].name.text));
            }
            let (kind, name, note) = (self.kind().0.to_owned(), name.to_owned(), note.to_owned());
            return Ok(Edit::Add { kind, id: id.to_owned(), name, note, aliases: aliases().collect() });
        };
        let now: Vec<String> = aliases().collect();
        let changes = Changes {
            name: (name != before.subject.name).then(|| name.to_owned()),
            kind: Some(self.kind().0).filter(|kind| *kind != before.subject.kind).map(str::to_owned),
            note: (note != before.note.trim()).then(|| note.to_owned()),
            aliases: now.iter().filter(|alias| !before.aliases.contains(alias)).cloned().collect(),
            without: before.aliases.iter().filter(|alias| !now.contains(alias)).cloned().collect(),
            not: Vec::new(),
        };
        if changes.is_empty() { Err("nothing was changed".to_owned()) } else { Ok(Edit::Amend { of: before.subject.clone(), changes }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::dictionary::{Entity, Written};
    use crate::engine::kind::Kinds;

    fn dictionary() -> Dictionary {
        let mut quint = Entity::new("quint", KindId::PERSON, Written::new("Jasper Quint"));
        quint.aliases = vec![Written::new("JQ"), Written::new("der Lotse")].into();
        quint.details.note = Some("Staatschef".into());
        Dictionary::new(Kinds::default(), vec![BUILT_IN.into()], vec![quint])
    }

    #[test]
    fn the_id_follows_the_name_until_one_is_typed_and_is_never_somebody_elses() {
        let dictionary = dictionary();
        let mut form = Form::add(&dictionary, "Quin", KindId::PERSON);
        form.edit(&dictionary, |line| line.insert("t"));
        assert_eq!(form.line(Field::Id).unwrap().text(), "quint-2");
        form.go(Way::Next);
        form.edit(&dictionary, |line| line.insert("o"));
        assert_eq!(form.kind().0, "organisation");
        form.go(Way::Next);
        form.edit(&dictionary, |line| *line = Line::new("quint"));
        assert_eq!(form.wanted(&dictionary).unwrap_err(), "quint is the id of Jasper Quint");
        form.edit(&dictionary, |line| *line = Line::new("own"));
        form.go(Way::Previous);
        form.go(Way::Previous);
        form.edit(&dictionary, |line| *line = Line::new("Other"));
        assert_eq!(form.line(Field::Id).unwrap().text(), "own");
        form.edit(&dictionary, Line::clear);
        assert_eq!(form.wanted(&dictionary).unwrap_err(), "a name is missing");
    }

    #[test]
    fn a_change_says_only_what_changed() {
        let dictionary = dictionary();
        let mut form = Form::change(&dictionary, EntityIx(0));
        assert_eq!(form.wanted(&dictionary).unwrap_err(), "nothing was changed");
        form.go(Way::Previous);
        form.edit(&dictionary, |line| *line = Line::new("der Lotse; Käpt'n;  "));
        let Edit::Amend { of, changes } = form.wanted(&dictionary).unwrap() else { panic!() };
        assert!(of.built_in);
        let wanted = Changes { aliases: vec!["Käpt'n".into()], without: vec!["JQ".into()], ..Changes::default() };
        assert_eq!(changes, wanted);
    }
}
