//! A dictionary made ready to scan: its forms and their automaton.
//!
//! Built once for a dictionary and a language, then shared by any number of threads. Every hit of the automaton is
//! judged – also those inside longer ones –, so a longer candidate that fails never hides a shorter one that holds.

mod build;
mod drafts;
mod shelf;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::article::Article;
use super::dictionary::{Dictionary, EntityIx};
use super::forms::{Class, FormEntry};
use super::index::{Index, Memory, Tell, Told};
use super::infer::kin::Kin;
use super::judge::{Candidate, Hit, Seen, as_spelt, at_a_glance};
use super::language::{Language, given_names};
use super::mentions::{Mention, Mentions};
use super::packed::Rows;
use super::reason::{Miss, Reason, Rejection};
use super::resolve;
use super::view::View;

/// About how many bytes of an article are resolved at a time where no other part of it matters.
const WINDOW: usize = 64 << 10;

/// Forms and automaton of one dictionary for articles in one language.
pub struct Lexicon {
    dictionary: Arc<Dictionary>,
    language: Language,
    /// The folded texts of the forms.
    index: Index,
    /// Sorted by pattern; within a pattern by class, family names then by how they are written, then by entity.
    forms: Rows<FormEntry>,
    /// Of each pattern where its forms begin in `forms`; one more for the end.
    starts: Vec<u32>,
    /// Of each form how many from it on one candidate stands for: all who bear one family name.
    alike: Vec<u32>,
    /// Whether any entity needs a word in the paragraph.
    needs: bool,
    /// See [`Lexicon::is_local`].
    local: bool,
    /// The given names (folded) of the dictionary's people.
    given: HashSet<String>,
    kin: Kin,
}

impl Lexicon {
    /// Makes the forms of every entity for articles in `language`, and their automaton.
    #[must_use]
    pub fn new(dictionary: Arc<Dictionary>, language: Language) -> Self {
        build::lexicon(dictionary, language)
    }

    /// The dictionary it was made of.
    #[must_use]
    pub fn dictionary(&self) -> &Arc<Dictionary> {
        &self.dictionary
    }

    /// The language of the articles it is for.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether any entity needs a word in the paragraph.
    pub(super) fn has_needs(&self) -> bool {
        self.needs
    }

    /// Whether what a paragraph mentions depends on nothing beyond it: all forms are literal, no two entities share one, and
    /// nothing is inferred.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.local
    }

    /// The form of a candidate.
    #[must_use]
    #[inline]
    pub fn form(&self, number: u32) -> &FormEntry {
        self.forms.get(number)
    }

    /// Whether a word – as written and folded – is a given name: of the shipped list or of one of the dictionary's people.
    #[must_use]
    pub fn is_given_name(&self, word: &str, folded: &str) -> bool {
        word.chars().count() >= 2
            && word.starts_with(char::is_uppercase)
            && (self.given.contains(folded) || given_names::is_given_name(folded))
    }

    /// The dictionary's names by what other words for them have of theirs.
    pub(super) fn kin(&self) -> &Kin {
        &self.kin
    }

    /// All forms of an entity, in the order of their text.
    pub fn forms_of(&self, entity: EntityIx) -> impl Iterator<Item = Cow<'_, FormEntry>> {
        self.forms.iter().filter(move |form| form.entity == entity)
    }

    /// All forms, each with its folded text.
    pub(super) fn all_forms(&self) -> impl Iterator<Item = (&str, Cow<'_, FormEntry>)> {
        let ends = self.starts.iter().skip(1);
        let of = self.index.patterns().zip(self.starts.iter().zip(ends));
        of.flat_map(move |(pattern, (&start, &end))| (start..end).map(move |number| (pattern, self.forms.peek(number))))
    }

    /// The forms that share the pattern of this one: the entities that a generic noun may mean.
    pub(super) fn sharing(&self, number: u32) -> impl Iterator<Item = &FormEntry> {
        self.sharing_numbers(number).map(|number| self.form(number))
    }

    /// The numbers of the forms that share the pattern of this one.
    pub(super) fn sharing_numbers(&self, number: u32) -> Range<u32> {
        let pattern = self.starts.partition_point(|&start| start <= number).saturating_sub(1);
        self.starts[pattern]..self.starts[pattern + 1]
    }

    /// What is noted when a hit of this form comes to nothing.
    pub(super) fn miss(&self, number: u32, span: Range<usize>, reason: Reason) -> Miss {
        let form = self.form(number);
        let like = |other: &&FormEntry| std::mem::discriminant(&other.class) == std::mem::discriminant(&form.class);
        let shared = form.class.is_shared() || reason == Reason::SeveralBearers;
        let mut all: Vec<EntityIx> = self.sharing(number).filter(like).map(|form| form.entity).collect();
        all.sort_unstable();
        all.dedup();
        let others = if shared { all.len().saturating_sub(1) } else { 0 };
        let entity = (form.class != Class::Hidden).then_some(form.entity);
        Miss { span, entity, others, form: form.text.to_string(), rule: form.rule, reason }
    }

    /// The forms whose folded text is exactly this.
    pub(super) fn forms_like(&self, folded: &str) -> impl Iterator<Item = &FormEntry> {
        let numbers = self.index.find(folded).map_or(0..0, |pattern| self.starts[pattern]..self.starts[pattern + 1]);
        numbers.map(|number| self.form(number))
    }

    /// All mentions of an article.
    #[must_use]
    pub fn scan(&self, article: &Article) -> Mentions {
        if self.local { Mentions::new(self.mentions_in(article, 0..article.blocks.len())) } else { self.scan_on(article, 1) }
    }

    /// The same, whatever they depend on. `threads`: how many may work at once; what they find does not depend on it.
    #[must_use]
    pub fn scan_on(&self, article: &Article, threads: usize) -> Mentions {
        resolve::mentions(self, article, None, threads)
    }

    /// The mentions in some blocks of an article, in their order, for a lexicon that [asks no others](Self::is_local). Of a few
    /// blocks at a time, what is made on the way stays small, and in the processor's caches.
    #[must_use]
    pub fn mentions_in(&self, article: &Article, blocks: Range<usize>) -> Vec<Mention> {
        let mut found = Vec::new();
        article.windows(blocks, WINDOW).for_each(|blocks| resolve::mentions_in(self, article, blocks, &mut found));
        found
    }

    /// The candidates of some blocks; what [`Lexicon::mentions`] makes of them depends on all that are known.
    #[must_use]
    pub fn candidates(&self, article: &Article, blocks: Range<usize>) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut memory = Memory::default();
        for block in article.blocks.get(blocks).unwrap_or_default() {
            let view = View::new(&article.text, block);
            let before = found.len();
            let told = Candidates { lexicon: self, view: &view, text: &article.text, found: &mut found };
            self.index.walk_on(&view, &article.text, Tell::Likely, &mut memory, told);
            // Few are sorted quickly, and what is in order once all are there is only read.
            found[before..].sort_by_key(Candidate::place);
        }
        found
    }

    /// Every hit in one block, each with the number of its form and with what the judge says.
    pub(super) fn hits(&self, article: &Article, block: usize, mut tell: impl FnMut(&Hit, u32, Result<Candidate, Rejection>)) {
        let Some(block) = article.blocks.get(block) else { return };
        let view = View::new(&article.text, block);
        self.index.walk(&view, &article.text, Tell::All, |hit, pattern| {
            self.judge(hit, pattern, |number, judged| self.alike(number).for_each(|form| tell(hit, form, judged.clone())));
        });
    }

    /// The mentions that follow from these candidates of an article, in any order. `threads`: how many may work at once; what they find
    /// does not depend on it.
    #[must_use]
    pub fn mentions(&self, article: &Article, candidates: Vec<Candidate>, threads: usize) -> Mentions {
        resolve::mentions(self, article, Some(candidates), threads)
    }

    /// The same of the candidates of the blocks that are `known` so far, each once, where each of the `chosen` forms means the entity of
    /// the id, if that claims it: the reader's choice.
    #[must_use]
    pub fn mentions_so_far(
        &self,
        article: &Article,
        known: Vec<Range<usize>>,
        candidates: Vec<Candidate>,
        chosen: &[(String, Arc<str>)],
        threads: usize,
    ) -> Mentions {
        resolve::mentions_so_far(self, article, known, candidates, chosen, threads)
    }

    /// The forms that a candidate of this one stands for: those of all who bear the family name, as it is written.
    pub(super) fn alike(&self, number: u32) -> Range<u32> {
        number..number + self.alike.get(number as usize).copied().unwrap_or(1)
    }

    /// The form after this one and those that are alike.
    fn after(&self, number: u32, form: &FormEntry) -> u32 {
        if form.class == Class::Short { self.alike(number).end } else { number + 1 }
    }

    /// Judges a hit for each form that its pattern stands for; of forms that are alike the first is told.
    fn judge(&self, hit: &Hit, pattern: u32, mut tell: impl FnMut(u32, Result<Candidate, Rejection>)) {
        let mut shared: Option<Class> = None;
        let mut number = self.starts[pattern as usize];
        while number < self.starts[pattern as usize + 1] {
            let form = self.form(number);
            // Of a shared form one candidate stands for all entities that have it.
            let group = matches!(form.class, Class::Title(_)).then_some(Class::Title(0)).unwrap_or(form.class);
            if !form.class.is_shared() || shared != Some(group) {
                let judged = hit.judge(number, form, self.language);
                if judged.is_ok() {
                    shared = form.class.is_shared().then_some(group).or(shared);
                }
                tell(number, judged);
            }
            number = self.after(number, form);
        }
    }
}

/// Gathers the candidates of one block.
struct Candidates<'a> {
    lexicon: &'a Lexicon,
    view: &'a View<'a>,
    text: &'a str,
    found: &'a mut Vec<Candidate>,
}

impl Told for Candidates<'_> {
    fn hit(&mut self, hit: &Hit, pattern: u32) {
        self.lexicon.judge(hit, pattern, |_, judged| self.found.extend(judged.ok()));
    }

    const SPELLS: bool = true;

    fn forms(&self, pattern: u32) -> Range<u32> {
        self.lexicon.starts[pattern as usize]..self.lexicon.starts[pattern as usize + 1]
    }

    fn spelt(&mut self, place: Range<usize>, form: u32) {
        let start = self.view.source(place.start);
        let strict = || self.lexicon.form(form).policy.strict_edge;
        self.found.extend(as_spelt(self.view, start..start + place.len(), form, strict));
    }

    fn glance(&mut self, seen: &[(Range<usize>, u32)]) -> bool {
        let before = self.found.len();
        let is_clear = seen.iter().all(|(place, pattern)| self.glance_at(place, *pattern));
        if !is_clear {
            self.found.truncate(before);
        }
        is_clear
    }
}

impl Candidates<'_> {
    /// Adds what the forms of a pattern are that stands there: of those that are alike the first. Whether that is clear.
    fn glance_at(&mut self, place: &Range<usize>, pattern: u32) -> bool {
        let lexicon = self.lexicon;
        let end = lexicon.starts[pattern as usize + 1];
        let mut number = lexicon.starts[pattern as usize];
        while number < end {
            let form = lexicon.form(number);
            // Of a shared form one candidate stands for all who have it, which is told with the others.
            if form.class.is_shared() {
                return false;
            }
            match at_a_glance(self.view, self.text, place, number, form) {
                Seen::Is(candidate) => self.found.push(candidate),
                Seen::IsNot => {}
                Seen::Unclear => return false,
            }
            number = lexicon.after(number, form);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::engine::article::{Block, BlockKind};
    use crate::engine::dictionary::{Case, Entity, Policy, Written};
    use crate::engine::few::Few;
    use crate::engine::fold::is_hyphen;
    use crate::engine::kind::{KindId, Kinds};

    /// A lexicon of literal names, of which some may be the same.
    fn literal<T: AsRef<str>>(names: &[T]) -> Lexicon {
        // Hyphens are no edges of every third.
        let policy = |number: usize| Policy { case: Case::Exact, inflect: false, exact_accents: true, strict_edge: number % 3 == 1 };
        let entity = |(number, name): (usize, &T)| Entity {
            infer: false,
            short: Some(Few::default()),
            ..Entity::new(&format!("e{number}"), KindId::PLACE, Written { policy: policy(number), ..Written::new(name.as_ref()) })
        };
        let entities = names.iter().enumerate().map(entity).collect();
        Lexicon::new(Arc::new(Dictionary::new(Kinds::default(), Vec::new(), entities)), Language::De)
    }

    fn article(text: &str) -> Article {
        let blocks = vec![Block::plain(BlockKind::Paragraph, 0..text.len())];
        Article { text: text.to_owned(), blocks, ..Article::default() }
    }

    /// Candidates: start, end, form, and whether they are inflected and compounds.
    type Found = BTreeSet<(usize, usize, u32, bool, bool)>;

    /// What the judge says of every hit, and what the walk tells.
    fn found(lexicon: &Lexicon, text: &str) -> [Found; 2] {
        let article = article(text);
        let all = |candidates: Vec<Candidate>| {
            candidates.into_iter().map(|found| (found.span.start, found.span.end, found.form, found.inflected, found.compound)).collect()
        };
        let mut judged = Vec::new();
        lexicon.hits(&article, 0, |_, _, candidate| judged.extend(candidate.ok()));
        [all(judged), all(lexicon.candidates(&article, 0..1))]
    }

    /// Words with letters and marks that spelling must do without.
    fn words() -> impl Strategy<Value = String> {
        let letters = "[abA]{1,2}|Ab|Bab|[ab]{7,9}|ä|Ä|ß|é|я|世|ế|a\u{308}|\u{301}|\u{AD}|\u{200B}|7";
        let marks = " |  |\n|-|-\n|–|'|’|„|“|»|_|`|\\.|,|: |/|\u{A0}|\u{2028}";
        prop::collection::vec(prop_oneof![letters, letters, marks], 1..5).prop_map(|parts| parts.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn what_is_spelt_as_a_literal_form_is_what_the_judge_says(
            names in prop::collection::vec(words(), 1..14), more in prop::collection::vec(words(), 0..6), seed in any::<u64>(),
        ) {
            // At a line's end folding leaves no trace of a hyphen, and the judge does not see the end of such a name.
            let name = |name: &String| name.trim_matches(|c: char| c.is_whitespace() || is_hyphen(c)).to_owned();
            let names: Vec<String> = names.iter().map(name).filter(|name| !name.is_empty()).collect();
            let mut next = seed;
            let mut dice = |sides: usize| {
                next = next.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
                (next >> 33) as usize % sides
            };
            // Names stand in the text as they are, with something in them, and side by side with whatever there is.
            let broken: Vec<String> = names.iter().map(|name| {
                let mut name = name.clone();
                let place = dice(name.len());
                name.insert_str(name.ceil_char_boundary(place + 1), ["\u{AD}", "-\n", "\u{301}", "\u{200B}"][dice(4)]);
                name
            }).collect();
            let mut parts: Vec<&str> = names.iter().chain(&broken).chain(&more).map(String::as_str).collect();
            parts.extend([" ", "\n", "-", "“", "s"]);
            let mut text = String::new();
            while !parts.is_empty() {
                text.push_str(parts.swap_remove(dice(parts.len())));
                text.push_str([" ", "", " ", ", "][dice(4)]);
            }
            let lexicon = literal(&names);
            let [judged, told] = found(&lexicon, &text);
            prop_assert_eq!(told, judged, "{:?} in {:?}", names, text);
        }
    }

    #[test]
    fn a_sign_before_the_block_may_be_joined_to_its_first_name() {
        let lexicon = literal(&["Riga"]);
        for (before, count) in [("\u{600}", 0), ("", 1), ("\n", 1), ("ä", 1)] {
            let text = [before, "Riga"].concat();
            let blocks = vec![Block::plain(BlockKind::Paragraph, before.len()..text.len())];
            let article = Article { text, blocks, ..Article::default() };
            assert_eq!(lexicon.candidates(&article, 0..1).len(), count, "{before:?}");
        }
    }

    #[test]
    fn names_that_begin_alike_are_all_found_wherever_they_are_sorted() {
        // A colon comes after digits, and so what it follows stands apart from the word alone.
        let names = ["Riga", "RIGA", "Riga2", "Riga: Stadt", "Riga Bucht", "Müller-Land", "Mueller-Land", "Müller Land"];
        let text = "Riga: Stadt, RIGA, Riga2, Riga Bucht, Müller-Land. Mueller-Land; Müller Land";
        let lexicon = literal(&names);
        let [judged, told] = found(&lexicon, text);
        assert_eq!(told, judged);
        let spelt: Vec<&str> = told.iter().map(|&(start, end, ..)| &text[start..end]).collect();
        assert_eq!(spelt, ["Riga", "Riga: Stadt", "RIGA", "Riga2", "Riga", "Riga Bucht", "Müller-Land", "Mueller-Land", "Müller Land"]);
    }

    #[test]
    fn of_many_names_that_go_on_alike_those_are_found_that_are_there() {
        let names: Vec<String> =
            (0..300).map(|number| format!("Müller Straße {number}")).chain(["Müller".into(), "Müller Straße".into()]).collect();
        let lexicon = literal(&names);
        let text = "Müller Straße 7, Müller Straße 70 und Müller Straße 7000; Müller\u{AD} Straße 299";
        let [judged, told] = found(&lexicon, text);
        assert_eq!(told, judged);
        assert_eq!(told.len(), 3 + 3 + 2 + 3);
    }
}
