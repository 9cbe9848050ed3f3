//! The merged dictionary: what all layers together say, checked and typed.
//!
//! The edge (`store`) reads files and merges them into this; the engine makes forms of it.

mod rows;

use std::borrow::Cow;
use std::io;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::date::PartialDate;
use super::few::{Few, Plain, Seldom};
use super::flat::{Reader, Writer, sound};
use super::kind::{KindId, Kinds};
use super::language::Language;
use super::packed::{Arena, MANY, Rows, put, shared, shared_option, take};

/// An entity's place in [`Dictionary::entities`]; entities are sorted by id, so the order of entries in files is not visible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityIx(pub u32);

/// All layers merged.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// The kinds, built in and declared.
    pub kinds: Kinds,
    /// The files (or `built in`) that origins refer to.
    pub files: Vec<Arc<str>>,
    /// Sorted by id; ids are unique.
    entities: Rows<Entity>,
    /// `[[hide]]`: forms that are never mentions.
    pub hidden_forms: Vec<String>,
    /// `[[prefer]]`: form and the id that it always means.
    pub preferred: Vec<(String, String)>,
    /// A fingerprint of all files it was read from; `None` where it was not, and nothing may be remembered by it.
    pub fingerprint: Option<u64>,
    /// Nothing was wrong with those files: whoever makes it of them again has nothing to tell.
    pub flawless: bool,
}

/// What the dictionary that the program carries is called among the files.
pub const BUILT_IN: &str = "built in";

/// Where something was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// Index into [`Dictionary::files`].
    pub file: u16,
    /// 1-based.
    pub line: u32,
}

/// One entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// The key for merging and for every export.
    #[serde(with = "shared")]
    pub id: Arc<str>,
    /// What it is.
    pub kind: KindId,
    /// The headword.
    pub name: Written,
    /// `names`: by language; all match.
    pub names: Few<Written>,
    /// `aliases`: full equals.
    pub aliases: Few<Written>,
    /// `short`: `None` is the default (a person's family name), `Some([])` is `false`.
    pub short: Option<Few<Written>>,
    /// `acronyms`
    pub acronyms: Few<Written>,
    /// `adjectives`
    pub adjectives: Few<Written>,
    /// `demonyms`
    pub demonyms: Few<Written>,
    /// `of`: the id of the entry that composes with it.
    #[serde(with = "shared_option")]
    pub of: Option<Arc<str>>,
    /// `capital`
    #[serde(with = "shared_option")]
    pub capital: Option<Arc<str>>,
    /// `heads`: `None` is the default of the kind.
    pub heads: Option<Few<Written>>,
    /// `roles`: offices held.
    pub roles: Few<Role>,
    /// `not`: inside these strings the entity is never mentioned.
    pub not: Few<String>,
    /// `needs`: one of these stands in the paragraph.
    pub needs: Few<String>,
    /// `rank`: higher wins an overlap.
    pub rank: i64,
    /// `infer = false`: nothing beyond the written and inflected forms.
    pub infer: bool,
    /// Passed through to card and exports.
    pub details: Seldom<Details>,
    /// `[[hide]]`: the entity is silent.
    pub hidden: bool,
    /// Every file and line that contributed, in the order of layers.
    pub origins: Vec<Origin>,
}

/// What an entity says of itself beyond its names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// `wikidata`: Q159
    pub wikidata: Option<String>,
    /// `geonames`
    pub geonames: Option<String>,
    /// `url`
    pub url: Option<String>,
    /// `country`: an id.
    pub country: Option<String>,
    /// `note`: one line for the card.
    pub note: Option<String>,
    /// `tags`
    pub tags: Vec<String>,
    /// `since`, `until` of the entity itself.
    pub since: Option<PartialDate>,
    /// See `since`.
    pub until: Option<PartialDate>,
}

impl Plain for Details {
    fn plain() -> &'static Self {
        static PLAIN: LazyLock<Details> = LazyLock::new(Details::default);
        &PLAIN
    }
}

/// A form as a person wrote it, with how it may be matched.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Written {
    /// Trimmed, not empty, no control characters, at most 200 characters.
    pub text: String,
    /// The language it was given for.
    pub lang: Option<Language>,
    /// How it may be matched: the form's own say, else the entity's, else the file's `[defaults]`, else the built-in default.
    pub policy: Policy,
    /// The alias is in use from here.
    pub since: Option<PartialDate>,
    /// … to here.
    pub until: Option<PartialDate>,
    /// Where it stands.
    pub origin: Origin,
}

/// How a form may be matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Policy {
    /// `case`
    pub case: Case,
    /// `inflect = "auto"`
    pub inflect: bool,
    /// `edge = "strict"`: a hyphen is no edge.
    pub strict_edge: bool,
    /// `accents = "exact"`
    pub exact_accents: bool,
}

impl Policy {
    /// Whether the form is matched byte for byte as written, between the edges of words: nothing about it is folded or inferred.
    #[must_use]
    pub fn is_literal(&self) -> bool {
        self.case == Case::Exact && self.exact_accents && !self.inflect
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self { case: Case::Auto, inflect: true, strict_edge: false, exact_accents: false }
    }
}

/// `case` of a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Case {
    /// Acronym-like forms exact; capitalised words must be so in the text; ALL CAPS accepted.
    #[default]
    Auto,
    /// As written.
    Exact,
    /// Any.
    Any,
}

/// An office held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// `title`, the first, and `titles` of other languages.
    pub titles: Vec<(Option<Language>, String)>,
    /// Of which country or organisation (an id).
    #[serde(with = "shared_option")]
    pub of: Option<Arc<str>>,
    /// First day.
    pub since: Option<PartialDate>,
    /// Last day.
    pub until: Option<PartialDate>,
}

impl Entity {
    /// An entity with nothing but a name: every default.
    #[must_use]
    pub fn new(id: &str, kind: KindId, name: Written) -> Self {
        Self {
            id: id.into(),
            kind,
            origins: vec![name.origin],
            name,
            names: Few::default(),
            aliases: Few::default(),
            short: None,
            acronyms: Few::default(),
            adjectives: Few::default(),
            demonyms: Few::default(),
            of: None,
            capital: None,
            heads: None,
            roles: Few::default(),
            not: Few::default(),
            needs: Few::default(),
            rank: 0,
            infer: true,
            details: Seldom::default(),
            hidden: false,
        }
    }

    /// The headword in `language`, where one was given for it.
    #[must_use]
    pub fn name_in(&self, language: Option<Language>) -> &str {
        let own = self.names.iter().find(|name| language.is_some() && name.lang == language);
        own.map_or(&self.name.text, |name| &name.text)
    }
}

impl Written {
    /// A form with every default.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.into(), lang: None, policy: Policy::default(), since: None, until: None, origin: Origin::default() }
    }
}

impl Dictionary {
    /// A dictionary of these entities; of two with one id the first stands.
    #[must_use]
    pub fn new(kinds: Kinds, files: Vec<Arc<str>>, entities: Vec<Entity>) -> Self {
        let (count, entities) = (entities.len(), Mutex::new(entities));
        let all = |_| std::mem::take(&mut *entities.lock().unwrap_or_else(PoisonError::into_inner)).into_iter();
        Self::of(kinds, files, count, 1, all)
    }

    /// The same of about so many entities that come piece by piece: those of a number, each of which is asked for once; of many by
    /// several threads.
    #[must_use]
    pub fn of<I: Iterator<Item = Entity>>(
        kinds: Kinds,
        files: Vec<Arc<str>>,
        count: usize,
        pieces: usize,
        piece: impl Fn(usize) -> I + Sync,
    ) -> Self {
        let entities = if count < MANY { rows::loose((0..pieces).flat_map(piece)) } else { rows::packed(pieces, piece, kinds.len()) };
        Self { kinds, files, entities, ..Self::default() }
    }

    /// How many entities there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entities.len() as usize
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// An entity for the moment: of a large dictionary it is not kept as one that an article asks about.
    #[must_use]
    pub fn peek(&self, ix: EntityIx) -> Cow<'_, Entity> {
        self.entities.peek(ix.0)
    }

    /// All entities, sorted by id. Those of a large dictionary are made for whoever looks, and not kept.
    pub fn entities(&self) -> impl Iterator<Item = Cow<'_, Entity>> {
        self.entities.iter()
    }

    /// All entities with their index.
    pub fn iter(&self) -> impl Iterator<Item = (EntityIx, Cow<'_, Entity>)> {
        (0..).map(EntityIx).zip(self.entities())
    }

    /// The indices of all entities.
    pub fn indices(&self) -> impl Iterator<Item = EntityIx> + use<> {
        (0..self.entities.len()).map(EntityIx)
    }

    /// The entity of this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<EntityIx> {
        self.entities.search(|entity| (*entity.id).cmp(id), |bytes| rows::id_of(bytes).unwrap_or_default().cmp(id)).map(EntityIx)
    }

    /// Writes all of it but the names of the files and the fingerprint.
    ///
    /// # Errors
    /// Those of the stream.
    pub fn write(&self, out: &mut Writer) -> io::Result<()> {
        let kinds: Vec<_> = self.kinds.iter().map(|(_, kind)| kind).collect();
        let mut bytes = Vec::new();
        put(&(kinds, &self.hidden_forms, &self.preferred), &mut bytes);
        out.bytes(&bytes)?;
        self.entities.write(out, self.kinds.len(), |_, _| Ok(()))
    }

    /// The reverse of [`Dictionary::write`].
    ///
    /// # Errors
    /// Those of the stream, and what is none.
    pub fn read(source: &mut Reader) -> io::Result<Self> {
        let (kinds, hidden_forms, preferred) = take(source)?;
        let kinds = Kinds::of(kinds);
        sound(kinds.len() >= Kinds::default().len())?;
        let entities = Rows::packed(Arena::read(source)?, kinds.len());
        Ok(Self { kinds, entities, hidden_forms, preferred, ..Self::default() })
    }

    /// `file:line` of an origin; of the dictionary that the program carries `entities.toml:line (built in)`.
    #[must_use]
    pub fn place(&self, origin: Origin) -> String {
        match self.files.get(usize::from(origin.file)).map(AsRef::as_ref) {
            None | Some(BUILT_IN) => format!("entities.toml:{} ({BUILT_IN})", origin.line),
            Some(file) => format!("{file}:{}", origin.line),
        }
    }
}

impl std::ops::Index<EntityIx> for Dictionary {
    type Output = Entity;

    fn index(&self, ix: EntityIx) -> &Entity {
        self.entities.get(ix.0)
    }
}
