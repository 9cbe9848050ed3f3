//! A mention as outputs show it: one JSON object, or one line.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::OnceLock;

use serde::Serialize;

use super::jsonl;
use super::positions::Positions;
use crate::engine::article::Article;
use crate::engine::dictionary::{Dictionary, EntityIx};
use crate::engine::glyph::visible;
use crate::engine::mentions::Mention;

/// One mention, with the keys of the output in their order.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    /// The article's path as given.
    pub doc: &'a str,
    /// In the unit of the positions it was made with.
    pub start: usize,
    /// See `start`; exclusive.
    pub end: usize,
    /// From 1.
    pub line: usize,
    /// From 1, in code points.
    #[serde(skip)]
    pub column: usize,
    /// As the article has it, markup inside included.
    pub text: &'a str,
    /// The id; `None` when it is ambiguous.
    pub entity: Option<&'a str>,
    /// The composed name of the entity.
    pub name: Option<&'a str>,
    /// The kind's name; of an ambiguous mention the one that all candidates share.
    pub kind: Option<&'a str>,
    /// How the entity is named.
    pub form: &'static str,
    /// More on it.
    pub flags: Vec<&'static str>,
    /// Whether it lies inside another mention.
    pub nested: bool,
    /// The ids of those that an ambiguous mention may name.
    pub candidates: Vec<&'a str>,
    /// Their names.
    #[serde(skip)]
    pub candidate_names: Vec<&'a str>,
}

/// The names that outputs show, each composed once.
pub struct Names<'a> {
    /// Whose names they are.
    pub dictionary: &'a Dictionary,
    composed: Slots<Box<str>>,
    json: Slots<Box<[u8]>>,
}

impl<'a> Names<'a> {
    /// Composes nothing yet.
    #[must_use]
    pub fn new(dictionary: &'a Dictionary) -> Self {
        Self { dictionary, composed: Slots::new(dictionary.len()), json: Slots::new(dictionary.len()) }
    }

    /// The composed name of an entity.
    #[must_use]
    pub fn of(&self, ix: EntityIx) -> &str {
        self.composed.get(ix, || self.composed(ix).into()).map_or("", |name| name)
    }

    fn composed(&self, ix: EntityIx) -> String {
        self.dictionary.full_name(ix, None)
    }

    /// What JSON lines say of an entity.
    pub(super) fn json(&self, ix: EntityIx) -> &[u8] {
        let json = || {
            let entity = self.dictionary.peek(ix);
            let name = if entity.of.is_none() { entity.name_in(None).into() } else { Cow::from(self.composed(ix)) };
            jsonl::of_entity(self.dictionary, &entity, &name)
        };
        self.json.get(ix, json).map_or(b"", |json| json)
    }
}

/// What is made of entities, of each once, whoever asks first.
struct Slots<T>(Vec<OnceLock<Box<[OnceLock<T>]>>>);

/// How many entities have their places made together: an article names few of a large dictionary.
const TOGETHER: usize = 64;

impl<T> Slots<T> {
    fn new(entities: usize) -> Self {
        Self((0..entities.div_ceil(TOGETHER)).map(|_| OnceLock::new()).collect())
    }

    fn get(&self, ix: EntityIx, make: impl FnOnce() -> T) -> Option<&T> {
        let number = ix.0 as usize;
        let places = self.0.get(number / TOGETHER)?.get_or_init(|| (0..TOGETHER).map(|_| OnceLock::new()).collect());
        places.get(number % TOGETHER).map(|place| place.get_or_init(make))
    }
}

impl<'a> Record<'a> {
    /// The record of a mention that starts at or after the last one asked for.
    #[must_use]
    pub fn new(article: &'a Article, names: &'a Names<'_>, positions: &mut Positions<'_>, mention: &Mention) -> Self {
        let dictionary = names.dictionary;
        let start = positions.advance(mention.span.start);
        let end = positions.offset_after(start, mention.span.end);
        Self {
            doc: &article.doc,
            start: start.offset,
            end,
            line: start.line,
            column: positions.column(),
            text: article.text.get(mention.span.clone()).unwrap_or_default(),
            entity: mention.entity.map(|ix| &*dictionary[ix].id),
            name: mention.entity.map(|ix| names.of(ix)),
            kind: kind(dictionary, mention),
            form: mention.form.as_str(),
            flags: mention.flag_words().collect(),
            nested: mention.nested,
            candidates: mention.candidates.iter().map(|ix| &*dictionary[*ix].id).collect(),
            candidate_names: mention.candidates.iter().map(|ix| names.of(*ix)).collect(),
        }
    }

    /// `file:line:col: kind name – text`; of an ambiguous mention all names, with question marks.
    #[must_use]
    pub fn to_line(&self) -> String {
        let mut line = format!("{}:{}:{}: {} ", visible(self.doc), self.line, self.column, visible(self.kind.unwrap_or("ambiguous")));
        match self.name {
            Some(name) => line.push_str(&visible(name)),
            None => line.push_str(&self.candidate_names.iter().map(|name| format!("{}?", visible(name))).collect::<Vec<_>>().join(" ")),
        }
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = write!(line, " – {}", visible(&text));
        line
    }
}

/// The kind's name; of an ambiguous mention the one that all candidates share.
pub fn kind<'a>(dictionary: &'a Dictionary, mention: &Mention) -> Option<&'a str> {
    let mut all = mention.entity.iter().chain(&mention.candidates).map(|ix| dictionary[*ix].kind);
    let first = all.next()?;
    all.all(|kind| kind == first).then(|| dictionary.kinds[first].name.as_str())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::Unit;
    use super::*;
    use crate::engine::dictionary::{Entity, Written};
    use crate::engine::kind::{KindId, Kinds};
    use crate::engine::mentions::{Flags, Form, Why};
    use crate::engine::rule::Rule;

    fn dictionary() -> Dictionary {
        let entity = |id, kind, name| Entity::new(id, kind, Written::new(name));
        let all = vec![
            entity("franz", KindId::PERSON, "Franz Müller"),
            entity("hans", KindId::PERSON, "Hans Müller"),
            entity("muller", KindId::PLACE, "Mül\u{1b}ler"),
        ];
        Dictionary::new(Kinds::default(), vec![Arc::from("x")], all)
    }

    fn mention(entity: Option<u32>, candidates: &[u32]) -> Mention {
        let why = Why { form: "".into(), support: None };
        let candidates = candidates.iter().copied().map(EntityIx).collect();
        let flags = Flags { inflected: true, ..Flags::default() };
        Mention { span: 4..18, entity: entity.map(EntityIx), candidates, form: Form::Short, flags, nested: false, made_by: Rule::Name, why }
    }

    fn shown(mention: &Mention, as_json: bool) -> String {
        let article = Article { doc: "a.txt".into(), text: "Und Hans\n Müllers kam".into(), ..Article::default() };
        let dictionary = dictionary();
        let names = Names::new(&dictionary);
        let record = Record::new(&article, &names, &mut Positions::new(&article, Unit::Char), mention);
        if as_json { serde_json::to_string(&record).unwrap() } else { record.to_line() }
    }

    fn json(entity: Option<u32>, candidates: &[u32]) -> String {
        shown(&mention(entity, candidates), true)
    }

    fn line(entity: Option<u32>, candidates: &[u32]) -> String {
        shown(&mention(entity, candidates), false)
    }

    #[test]
    fn a_record_has_all_keys_in_their_order() {
        let expected = r#"{"doc":"a.txt","start":4,"end":17,"line":1,"text":"Hans\n Müllers","entity":"hans","name":"Hans Müller","kind":"person","form":"short","flags":["inflected"],"nested":false,"candidates":[]}"#;
        assert_eq!(json(Some(1), &[]), expected);
    }

    #[test]
    fn an_ambiguous_mention_is_nobodys_and_names_its_candidates() {
        assert!(json(None, &[0, 1]).contains(r#""entity":null,"name":null,"kind":"person","form":"short","flags":["inflected","ambiguous"],"nested":false,"candidates":["franz","hans"]"#));
        assert!(json(None, &[0, 2]).contains(r#""kind":null"#));
    }

    #[test]
    fn a_line_is_one_line_and_clean() {
        assert_eq!(line(Some(1), &[]), "a.txt:1:5: person Hans Müller – Hans Müllers");
        assert_eq!(line(Some(2), &[]), "a.txt:1:5: place Mül^[ler – Hans Müllers");
        assert_eq!(line(None, &[0, 2]), "a.txt:1:5: ambiguous Franz Müller? Mül^[ler? – Hans Müllers");
    }
}
