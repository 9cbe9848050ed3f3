//! Claims of many at once: all who bear a family name, or who share a part of their names. In a long article most of them are
//! named in full somewhere, and each of the name's mentions may be any of them; so they claim it together.

use std::sync::Arc;

use super::{Claim, Context};
use crate::engine::dictionary::{Entity, EntityIx};
use crate::engine::kind::KindId;
use crate::engine::mentions::Byte;

/// Somebody of a crowd, and where the article supports that it is meant.
pub type Member = (EntityIx, Option<Byte>);

/// Several entities that claim the same in the same manner.
#[derive(Debug, PartialEq, Eq)]
pub struct Crowd {
    /// Sorted by entity, each once.
    members: Vec<Member>,
    /// The highest rank of any of them, and the upmost layer.
    rank: (i64, u16),
    /// Whether there are people among them.
    has_people: bool,
}

impl Crowd {
    fn new(context: &Context, members: Vec<Member>) -> Self {
        let all = || members.iter().map(|&(entity, _)| context.entity(entity));
        let rank = all().map(|entity| entity.rank).max().unwrap_or(0);
        let layer = all().map(layer).max().unwrap_or(0);
        let has_people = all().any(|entity| entity.kind == KindId::PERSON);
        Self { members, rank: (rank, layer), has_people }
    }

    fn get(&self, entity: EntityIx) -> Option<&Member> {
        self.members.binary_search_by_key(&entity, |&(entity, _)| entity).ok().map(|at| &self.members[at])
    }
}

/// The file that says the last word on an entity.
fn layer(entity: &Entity) -> u16 {
    entity.origins.iter().map(|origin| origin.file).max().unwrap_or(0)
}

impl Claim {
    /// The same claim by these instead, of whom each entity's first counts; by nobody there is none.
    #[must_use]
    pub fn by(mut self, context: &Context, mut members: Vec<Member>) -> Option<Self> {
        members.sort_by_key(|&(entity, _)| entity);
        members.dedup_by_key(|&mut (entity, _)| entity);
        (self.entity, self.support) = *members.first()?;
        self.crowd = (members.len() > 1).then(|| Arc::new(Crowd::new(context, members)));
        Some(self)
    }

    /// The same claim by those who make the other one.
    #[must_use]
    pub fn by_those_of(self, other: &Self) -> Self {
        Self { entity: other.entity, support: other.support, crowd: other.crowd.clone(), ..self }
    }

    /// The same claim by those of its entities that `stay`.
    #[must_use]
    pub fn only(self, context: &Context, mut stay: impl FnMut(EntityIx) -> bool) -> Option<Self> {
        let Some(crowd) = &self.crowd else { return stay(self.entity).then_some(self) };
        let all = &crowd.members;
        let staying: Vec<Member> = all.iter().filter(|(entity, _)| stay(*entity)).copied().collect();
        if staying.len() == all.len() { Some(self) } else { self.by(context, staying) }
    }

    /// The claims of each of its entities by itself.
    pub(super) fn apart(mut self) -> Vec<Self> {
        let Some(crowd) = self.crowd.take() else { return vec![self] };
        crowd.members.iter().map(|&(entity, support)| Self { entity, support, ..self.clone() }).collect()
    }

    /// All who claim, sorted.
    pub fn entities(&self) -> impl Iterator<Item = EntityIx> {
        let crowd = self.crowd.as_ref().map_or(&[][..], |crowd| &crowd.members);
        let single = crowd.is_empty().then_some(self.entity);
        single.into_iter().chain(crowd.iter().map(|&(entity, _)| entity))
    }

    /// Those of its entities that are among others.
    pub fn members_among(&self, entities: &[EntityIx]) -> impl Iterator<Item = Member> {
        let crowd = self.crowd.as_ref();
        entities.iter().filter_map(move |&entity| crowd.and_then(|crowd| crowd.get(entity)).copied())
    }

    /// Whether this entity claims it.
    #[must_use]
    pub fn is_by(&self, entity: EntityIx) -> bool {
        self.crowd.as_ref().map_or(self.entity == entity, |crowd| crowd.get(entity).is_some())
    }

    /// Whether any entity claims both.
    #[must_use]
    pub fn is_by_any_of(&self, other: &Self) -> bool {
        match (&self.crowd, &other.crowd) {
            (Some(crowd), Some(others)) if Arc::ptr_eq(crowd, others) => true,
            (Some(_), _) => other.entities().any(|entity| self.is_by(entity)),
            (None, _) => other.is_by(self.entity),
        }
    }

    /// Whether several claim it.
    pub(super) fn is_shared(&self) -> bool {
        self.crowd.is_some()
    }

    /// The claim of this one of its entities.
    pub(super) fn single(&mut self, entity: EntityIx) {
        if let Some(crowd) = self.crowd.take() {
            (self.entity, self.support) = crowd.get(entity).copied().unwrap_or((self.entity, self.support));
        }
    }

    /// The highest rank of those who claim it, and the upmost layer.
    pub(super) fn rank(&self, context: &Context) -> (i64, u16) {
        let own = || (context.entity(self.entity).rank, layer(context.entity(self.entity)));
        self.crowd.as_ref().map_or_else(own, |crowd| crowd.rank)
    }

    /// Whether a person claims it.
    pub(super) fn is_by_people(&self, context: &Context) -> bool {
        self.crowd.as_ref().map_or_else(|| context.entity(self.entity).kind == KindId::PERSON, |crowd| crowd.has_people)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Context, chosen, resolved, traced};
    use crate::engine::article::{Article, Block, BlockKind};
    use crate::engine::dictionary::{Dictionary, Entity, EntityIx, Written};
    use crate::engine::kind::{KindId, Kinds};
    use crate::engine::language::Language;
    use crate::engine::lexicon::Lexicon;
    use crate::engine::mentions::Mentions;

    const GIVEN: [&str; 4] = ["Anna", "Jan", "Jan Peter", "Eva"];
    const FAMILY: [&str; 4] = ["Berg", "Keller", "Berg-Keller", "Müller"];
    const THINGS: [(KindId, &str); 10] = [
        (KindId::ORGANISATION, "Institut Berg"),
        (KindId::PLACE, "Berg Hafen"),
        (KindId::PLACE, "Berg Keller Hafen"),
        (KindId::ORGANISATION, "Keller Verein Riga"),
        (KindId::PLACE, "Riga Keller"),
        (KindId::PLACE, "Riga"),
        (KindId::ORGANISATION, "Jan Riga Institut"),
        (KindId::PLACE, "Oslo Hafen"),
        (KindId::ORGANISATION, "Bund Oslo Hafen Berg"),
        // Of a higher rank, and parts of it stand in others' names.
        (KindId::ORGANISATION, "Oslo Hafen Bund"),
    ];

    /// Everybody has one of few given and family names, and things have parts of them. `gates`: some are none inside others, and some are
    /// only where a word stands in the paragraph, or stood in one before.
    fn lexicon(language: Language, preferred: &[(&str, &str)], gates: bool) -> Lexicon {
        let people = GIVEN.iter().flat_map(|given| FAMILY.map(|family| (KindId::PERSON, format!("{given} {family}"))));
        let all: Vec<_> = people.chain(THINGS.map(|(kind, name)| (kind, name.to_owned()))).collect();
        let entity = |(number, (kind, name)): (usize, &(KindId, String))| {
            let rank = i64::from(number % 5 == 0);
            let gate = |word: &str, every: usize| (gates && number % every == 1).then(|| word.to_owned()).into_iter().collect();
            let (not, needs) = (gate("Berg Hafen", 3), gate("Oslo", 4));
            Entity { not, needs, rank, ..Entity::new(&format!("e{number:02}"), *kind, Written::new(name)) }
        };
        let entities = all.iter().enumerate().map(entity).collect();
        let mut dictionary = Dictionary::new(Kinds::default(), Vec::new(), entities);
        dictionary.preferred = preferred.iter().map(|(form, id)| ((*form).to_owned(), (*id).into())).collect();
        Lexicon::new(dictionary.into(), language)
    }

    /// Each line is a paragraph.
    fn article(text: &str) -> Article {
        let lines = text.split_inclusive('\n').scan(0, |end, line| {
            *end += line.len();
            Some(*end - line.len()..*end - line.len() + line.trim_end().len())
        });
        let blocks = lines.map(|line| Block::plain(BlockKind::Paragraph, line)).collect();
        Article { text: text.into(), blocks, ..Article::default() }
    }

    /// Together where they can, a paragraph at a time and on two threads; and each by itself as for who asks why, all at once.
    fn both(lexicon: &Lexicon, text: &str) -> (Mentions, Mentions) {
        let article = article(text);
        let candidates = lexicon.candidates(&article, 0..article.blocks.len());
        let small = Context { threads: 2, window: 1, ..Context::new(lexicon, &article, None) };
        let together = Mentions::new(chosen(&small, None));
        assert_eq!(together, resolved(&small, candidates.clone()), "whoever looks for candidates");
        (together, traced(lexicon, &article, candidates, usize::MAX).0)
    }

    fn texts() -> impl Strategy<Value = String> {
        let glue = prop::sample::select(vec![" ", " ", " ", "-", ". ", "\n", "s ", " (BK) ", " J. ", ", ", " und ", "Anti-", "a "]);
        let full = (prop::sample::select(GIVEN.to_vec()), prop::sample::select(FAMILY.to_vec())).prop_map(|(a, b)| format!("{a} {b}"));
        let thing = prop::sample::select(THINGS.map(|(_, name)| name).to_vec());
        let part = prop::sample::select(vec!["Berg", "Keller", "Hafen", "Riga", "Institut", "Verein", "Anna", "Jan", "Müller", "Bergs"]);
        let word = prop_oneof![3 => full, 2 => thing.prop_map(str::to_owned), 4 => part.prop_map(str::to_owned)];
        prop::collection::vec((word, glue), 1..40).prop_map(|all| all.into_iter().map(|(word, glue)| word + glue).collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn many_who_claim_together_get_what_each_would_by_itself(text in texts()) {
            let preferred = [("Berg", "e05"), ("Keller", "e18")];
            let all = [(Language::De, &[][..], false), (Language::De, &preferred, false), (Language::Pl, &[], false), (Language::De, &[], true)];
            for (language, preferred, gates) in all {
                let (together, apart) = both(&lexicon(language, preferred, gates), &text);
                prop_assert_eq!(together.all(), apart.all());
            }
        }
    }

    #[test]
    fn a_word_that_somebody_needs_may_stand_in_an_earlier_paragraph() {
        let lexicon = lexicon(Language::De, &[], true);
        let text = "Der Berg Hafen.\nOslo und der Berg Hafen.\nDer Berg Hafen.";
        let (mentions, apart) = both(&lexicon, text);
        assert_eq!(mentions, apart);
        let found: Vec<_> = mentions.all().iter().filter(|mention| text[mention.span.clone()] == *"Berg Hafen").collect();
        assert_eq!(found.iter().map(|mention| mention.span.start).collect::<Vec<_>>(), [29, 45]);
    }

    #[test]
    fn a_family_name_of_many_may_be_any_of_those_who_are_named_in_full() {
        let lexicon = lexicon(Language::De, &[], false);
        let text = "Anna Berg kam. Eva Berg ging, Jan Keller schlief. Dann lachte Berg.";
        let (mentions, apart) = both(&lexicon, text);
        assert_eq!(mentions, apart);
        let names = |all: &[EntityIx]| all.iter().map(|&ix| lexicon.dictionary()[ix].name.text.clone()).collect::<Vec<_>>();
        let last = mentions.all().last().unwrap();
        assert_eq!(&text[last.span.clone()], "Berg");
        assert_eq!((last.entity.map(|ix| names(&[ix])), names(&last.candidates)), (Some(vec!["Eva Berg".to_owned()]), Vec::new()));
        let (mentions, _) = both(&lexicon, "Anna Berg und Eva Berg kamen, dann lachte Berg.");
        assert_eq!(names(&mentions.all().last().unwrap().candidates), ["Anna Berg", "Eva Berg"]);
    }
}
