//! The layers' contents merged into one dictionary: scalars replace, lists add.

mod drafts;

use std::collections::HashSet;
use std::sync::Arc;

use drafts::{Drafts, Found, Slot, Sources, take};

use super::file::File;
use super::finding::{Effect, Finding, Severity};
use super::form::{FEW, Form, List, Say, latest};
use super::schema::{Defaults, Entries, Entry, Link, Place, Said};
use super::value::quoted;
use crate::engine::dictionary::{Details, Dictionary, Entity, Origin, Role, Written};
use crate::engine::few::{Few, Seldom};
use crate::engine::kind::{KindId, Kinds};

/// The dictionary while layer after layer is added, the lowest first.
#[derive(Default)]
pub struct Merge {
    kinds: Kinds,
    files: Vec<Arc<File>>,
    defaults: Vec<Defaults>,
    drafts: Drafts,
    hidden_ids: HashSet<Arc<str>>,
    hidden_forms: Vec<String>,
    preferred: Vec<(String, String)>,
}

/// An entity while layers are added.
pub struct Draft {
    id: Arc<str>,
    kind: KindId,
    name: Form,
    forms: Vec<(List, Form)>,
    short: Option<bool>,
    heads: bool,
    of: Option<Arc<str>>,
    capital: Option<Arc<str>>,
    roles: Vec<Role>,
    rank: Option<i64>,
    infer: Option<bool>,
    say: Say,
    details: Seldom<Details>,
    origins: Vec<Origin>,
}

impl Merge {
    /// The kinds known so far.
    #[must_use]
    pub fn kinds(&self) -> &Kinds {
        &self.kinds
    }

    /// Adds a layer on top; the findings say what of it was skipped.
    pub fn add(&mut self, file: &Arc<File>, said: Said) -> Vec<Finding> {
        let mut findings = Vec::new();
        let Said { contents, entries } = said;
        let number = u16::try_from(self.files.len()).unwrap_or(u16::MAX);
        self.files.push(file.clone());
        self.kinds = contents.kinds;
        self.defaults.push(contents.defaults);
        self.drafts.reserve(entries.iter().map(Entries::len).sum());
        for entries in entries {
            match entries {
                Entries::Full(entries) => entries.into_iter().for_each(|entry| self.entry(file, number, entry, &mut findings)),
                Entries::Plain(places) => places.into_iter().for_each(|place| self.place(file, number, place, &mut findings)),
            }
        }
        self.hidden_ids.extend(contents.hidden_ids.into_iter().map(|link| link.text));
        self.hidden_forms.extend(contents.hidden_forms.into_iter().map(|link| link.text.as_ref().to_owned()));
        // The upper layer's preference comes first, so that it is the one that is found.
        let preferred = contents.preferred.into_iter().map(|(form, id)| (form.text.as_ref().into(), id.text.as_ref().into()));
        self.preferred.splice(0..0, preferred);
        findings
    }

    /// Adds a plain entry; only if another one may have its id, it is read now.
    fn place(&mut self, file: &Arc<File>, number: u16, place: Place, findings: &mut Vec<Finding>) {
        if self.drafts.add_new(Slot::Plain(number, place), place.id) {
            return;
        }
        if let Some(entry) = place.entry(file, &self.kinds) {
            self.entry(file, number, entry, findings);
        }
    }

    fn entry(&mut self, file: &Arc<File>, number: u16, mut entry: Entry, findings: &mut Vec<Finding>) {
        let origin = Origin { file: number, line: u32::try_from(file.line(entry.span.start)).unwrap_or(u32::MAX) };
        entry.is_of(number);
        let mut skip = |message| findings.push(finding(file, Severity::Error, Effect::Skipped, &entry.id, message));
        let sources = Sources { kinds: &self.kinds, files: &self.files };
        let draft = match self.drafts.find(sources, &entry.id.text) {
            Found::Nothing(hash) => {
                match entry.name.take() {
                    Some(name) => {
                        let draft = Draft::new(entry, name, origin, file, findings);
                        self.drafts.add(Slot::Full(Box::new(draft)), hash);
                    }
                    None => skip(format!("an entry without `name`, and no lower layer has an entry {}", quoted(&entry.id.text))),
                }
                return;
            }
            Found::Draft(draft) => draft,
        };
        let below = draft.origins.last().copied().unwrap_or_default();
        if below.file == number {
            skip(format!("the id {} is already that of line {}; the first entry stands", quoted(&entry.id.text), below.line));
        } else if draft.kind != entry.kind {
            let (was, is) = (&self.kinds[draft.kind].name, &self.kinds[entry.kind].name);
            let place = self.files.get(usize::from(below.file)).map_or("", |file| &file.name);
            let place = format!("{place}:{}", below.line);
            skip(format!("{} is a {was} in {place}, and cannot be a {is} here", quoted(&entry.id.text)));
        } else {
            draft.amend(entry, origin, file, findings);
        }
    }

    /// The dictionary of all layers.
    #[must_use]
    pub fn finish(self) -> Dictionary {
        let Self { kinds, files, defaults, drafts, hidden_ids, hidden_forms, preferred } = self;
        let (count, pieces) = (drafts.len(), drafts.pieces());
        let finish = |number: usize| {
            let slots: Vec<Slot> = pieces.get(number).map(take).unwrap_or_default();
            let entities = slots.into_iter().filter_map(|slot| slot.entity(Sources { kinds: &kinds, files: &files }, &defaults));
            entities.map(|entity| Entity { hidden: hidden_ids.contains(&entity.id), ..entity })
        };
        let names = files.iter().map(|file| file.name.clone()).collect();
        let mut dictionary = Dictionary::of(kinds.clone(), names, count, pieces.len(), finish);
        dictionary.hidden_forms = hidden_forms;
        dictionary.preferred = preferred;
        dictionary
    }
}

impl Draft {
    /// What the first layer says of an entity.
    pub fn new(entry: Entry, name: Form, origin: Origin, file: &Arc<File>, findings: &mut Vec<Finding>) -> Self {
        let mut draft = Self {
            id: entry.id.text.clone(),
            kind: entry.kind,
            name,
            forms: Vec::new(),
            short: None,
            heads: false,
            of: None,
            capital: None,
            roles: Vec::new(),
            rank: None,
            infer: None,
            say: Say::default(),
            details: Seldom::default(),
            origins: Vec::with_capacity(1),
        };
        draft.amend(entry, origin, file, findings);
        draft
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Lays an upper layer's entry over this one.
    fn amend(&mut self, entry: Entry, origin: Origin, file: &Arc<File>, findings: &mut Vec<Finding>) {
        for (list, form) in &entry.remove {
            if !self.remove(*list, &form.text) {
                let message = "removes nothing: no lower layer has this form".to_owned();
                findings.push(finding(file, Severity::Warning, Effect::None, form, message));
            }
        }
        if entry.short.is_some() {
            self.forms.retain(|(list, _)| *list != List::Short);
            self.short = entry.short;
        }
        if let Some(name) = entry.name {
            self.name = name;
        }
        self.forms.extend(entry.forms);
        self.heads |= entry.heads;
        self.roles.extend(entry.roles.into_iter().map(|(role, _)| role));
        replace(&mut self.of, entry.of.map(|link| link.text));
        replace(&mut self.capital, entry.capital.map(|link| link.text));
        replace(&mut self.rank, entry.rank);
        replace(&mut self.infer, entry.infer);
        self.say = entry.say.or(self.say);
        if let Some(details) = entry.details.into_inner() {
            self.tell(details);
        }
        self.origins.push(origin);
    }

    fn tell(&mut self, details: Details) {
        replace(&mut self.details.wikidata, details.wikidata);
        replace(&mut self.details.geonames, details.geonames);
        replace(&mut self.details.url, details.url);
        replace(&mut self.details.country, details.country);
        replace(&mut self.details.note, details.note);
        replace(&mut self.details.since, details.since);
        replace(&mut self.details.until, details.until);
    }

    /// Takes a form away; whether there was one.
    fn remove(&mut self, list: Option<List>, text: &str) -> bool {
        let before = self.forms.len() + self.roles.len();
        match list {
            Some(list) => self.forms.retain(|(of, form)| *of != list || form.written.text != text),
            None => self.roles.retain(|role| role.titles.iter().all(|(_, title)| title != text)),
        }
        self.forms.len() + self.roles.len() < before
    }

    fn finish(mut self, defaults: &[Defaults]) -> Entity {
        let of_file = |origin: Origin| defaults.get(usize::from(origin.file)).cloned().unwrap_or_default();
        let settle = |mut form: Form| {
            form.written.policy = form.say.or(self.say).or(of_file(form.written.origin).say).policy();
            form.written
        };
        let own = of_file(self.name.written.origin);
        let mut entity = Entity::new("", self.kind, settle(self.name));
        entity.id = self.id;
        entity.infer = self.infer.or(own.infer).unwrap_or(true);
        entity.short = (self.short.or(own.short) == Some(false)).then(Few::default);
        entity.heads = self.heads.then(Few::default);
        for (list, form) in latest(self.forms) {
            put(&mut entity, list, settle(form));
        }
        (entity.of, entity.capital) = (self.of, self.capital);
        entity.roles = without_repeats(self.roles).into();
        entity.rank = self.rank.unwrap_or(0);
        if self.details.is_some() {
            self.details.tags = std::mem::take(&mut entity.details.tags);
            self.details.note = self.details.note.take().filter(|note| !note.is_empty());
            entity.details = self.details;
        }
        entity.origins = self.origins;
        entity
    }
}

fn put(entity: &mut Entity, list: List, written: Written) {
    match list {
        List::Names => entity.names.push(written),
        List::Aliases => entity.aliases.push(written),
        List::Short => entity.short.get_or_insert_default().push(written),
        List::Acronyms => entity.acronyms.push(written),
        List::Adjectives => entity.adjectives.push(written),
        List::Demonyms => entity.demonyms.push(written),
        List::Heads => entity.heads.get_or_insert_default().push(written),
        List::Not => entity.not.push(written.text),
        List::Needs => entity.needs.push(written.text),
        List::Tags => entity.details.tags.push(written.text),
    }
}

fn replace<T>(old: &mut Option<T>, new: Option<T>) {
    if new.is_some() {
        *old = new;
    }
}

/// Each office once, however many layers name it.
fn without_repeats(mut roles: Vec<Role>) -> Vec<Role> {
    if roles.len() > FEW {
        let mut seen = HashSet::new();
        roles.retain(|role| seen.insert((role.titles.clone(), role.of.clone(), role.since, role.until)));
        return roles;
    }
    let mut kept: Vec<Role> = Vec::with_capacity(roles.len());
    for role in roles {
        if !kept.contains(&role) {
            kept.push(role);
        }
    }
    kept
}

fn finding(file: &Arc<File>, severity: Severity, effect: Effect, at: &Link, message: String) -> Finding {
    Finding { severity, effect, file: file.clone(), span: Some(at.span.clone()), message }
}
