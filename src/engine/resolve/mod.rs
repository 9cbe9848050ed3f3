//! Resolving: of all candidates of an article, which are mentions, and of whom.
//!
//! The order of the steps matters and is this: exclusions and context words take candidates away; generic nouns are
//! composed with their country; family names look for the person they belong to; overlaps are settled; one span that
//! several entities claim gets one of them or is ambiguous; generic nouns refer back.

mod choose;
mod crowd;
mod gates;
mod local;
mod overlap;
mod views;
mod window;

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::article::{Article, Block};
use super::dictionary::{Dictionary, Entity, EntityIx};
use super::few::Few;
use super::forms::Class;
use super::infer::{self, guard::Given};
use super::judge::Candidate;
use super::language::Rules;
use super::lexicon::Lexicon;
use super::mentions::{Byte, Flags, Form, Mention, Mentions, Why};
use super::quick::QuickMap;
use super::reason::{Miss, Reason, Trace};
use super::rule::Rule;
use super::view::View;
use choose::Choice;
pub use crowd::Crowd;
pub use local::mentions_in;
use views::Views;
use window::Window;

/// A candidate on its way to being a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Bytes of the article.
    pub span: Range<usize>,
    /// Who claims it; of several the first.
    pub entity: EntityIx,
    /// All who claim it, where they are several.
    pub(in crate::engine) crowd: Option<Arc<Crowd>>,
    /// As what.
    pub form: Form,
    /// With which flags.
    pub flags: Flags,
    /// Spelt as the form is written.
    pub exact: bool,
    /// Where the article supports it; where several claim it the first's.
    pub support: Option<Byte>,
    /// The rule, for the why.
    pub rule: Rule,
    /// The form as written.
    pub text: Arc<str>,
    /// Which sort of claim goes first for one span.
    pub tier: Tier,
}

/// One span for several entities: only the best tier competes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Full names.
    Name,
    /// Acronyms.
    Acronym,
    /// Adjectives.
    Adjective,
    /// Demonyms.
    Demonym,
    /// Roles and family names of people who are named in full.
    Supported,
    /// Parts of names.
    Part,
    /// What nothing in the article supports.
    Weak,
}

/// What all steps look at.
pub struct Context<'a> {
    /// The forms.
    pub lexicon: &'a Lexicon,
    /// The article.
    pub article: &'a Article,
    /// The numbers of the blocks that were looked through for candidates.
    known: Vec<Range<usize>>,
    /// Views of those that are looked at.
    views: Views<'a>,
    /// The block that was asked for last: questions come in order.
    last: Cell<usize>,
    /// The given names of those who were asked for.
    given: RefCell<QuickMap<EntityIx, Rc<Given>>>,
    /// Where somebody asks why, what is dropped is noted.
    trace: Option<Trace>,
    /// Forms and the ids that they mean in this article: before the dictionary's `[[prefer]]`.
    chosen: &'a [(String, Arc<str>)],
    /// How many threads may work at once.
    threads: usize,
    /// About how many bytes of the article are resolved at a time.
    window: usize,
}

impl<'a> Context<'a> {
    fn new(lexicon: &'a Lexicon, article: &'a Article, trace: Option<Trace>) -> Self {
        Self { trace, ..Self::of(lexicon, article, 0..article.blocks.len()) }
    }

    /// The context of what is asked of these blocks only.
    fn of(lexicon: &'a Lexicon, article: &'a Article, blocks: Range<usize>) -> Self {
        Self {
            lexicon,
            article,
            views: Views::new(&blocks),
            last: Cell::new(blocks.start),
            known: vec![blocks],
            given: RefCell::default(),
            trace: None,
            chosen: &[],
            threads: 1,
            window: window::BYTES,
        }
    }

    /// The blocks that were looked through for candidates.
    pub fn known_blocks(&self) -> impl Iterator<Item = &'a Block> {
        self.known.iter().flat_map(|blocks| self.article.blocks.get(blocks.clone()).unwrap_or_default())
    }

    /// Whether somebody asks why.
    #[must_use]
    pub fn is_traced(&self) -> bool {
        self.trace.is_some()
    }

    /// Notes that a candidate is dropped.
    pub fn drop_candidate(&self, candidate: &Candidate, reason: Reason) {
        if let Some(trace) = self.trace.as_ref().filter(|trace| trace.touches(&candidate.span)) {
            trace.note(self.lexicon.miss(candidate.form, candidate.span.clone(), reason));
        }
    }

    /// Notes that a claim is dropped.
    pub fn drop_claim(&self, claim: &Claim, reason: Reason) {
        if let Some(trace) = self.trace.as_ref().filter(|trace| trace.touches(&claim.span)) {
            let (span, form) = (claim.span.clone(), claim.text.to_string());
            trace.note(Miss { span, entity: Some(claim.entity), others: 0, form, rule: claim.rule, reason });
        }
    }

    /// The number of the block around a position.
    fn block(&self, position: usize) -> usize {
        let last = self.last.get();
        let is_in = |block: &Block| block.range.start <= position && position < block.range.end;
        let block = if self.article.blocks.get(last).is_some_and(is_in) { last } else { self.article.block_at(position) };
        self.last.set(block);
        block
    }

    /// Whether two positions, the second not before the first, are in one sentence.
    fn are_in_one_sentence(&self, first: usize, second: usize) -> bool {
        let begins = self.article.blocks.get(self.block(second)).map_or(0, |block| block.range.start);
        begins <= first && self.view(second).sentence(second).contains(&first)
    }

    /// The view of the block around a candidate.
    #[must_use]
    pub fn view(&self, position: usize) -> &View<'a> {
        static NOTHING: std::sync::LazyLock<View<'static>> = std::sync::LazyLock::new(View::default);
        self.views.get(self.article, self.block(position)).unwrap_or(&NOTHING)
    }

    /// The dictionary.
    #[must_use]
    pub fn dictionary(&self) -> &'a Dictionary {
        self.lexicon.dictionary()
    }

    /// An entity of the dictionary.
    #[must_use]
    pub fn entity(&self, ix: EntityIx) -> &'a Entity {
        &self.lexicon.dictionary()[ix]
    }

    /// Somebody's given names.
    #[must_use]
    pub(super) fn given(&self, ix: EntityIx) -> Rc<Given> {
        self.given.borrow_mut().entry(ix).or_insert_with(|| Rc::new(Given::of(self.entity(ix)))).clone()
    }

    /// The rules of the language that the lexicon was made for.
    #[must_use]
    pub fn rules(&self) -> &'static Rules {
        self.lexicon.language().rules()
    }

    /// The word before a span, joined to it by nothing but white space.
    #[must_use]
    pub fn word_before(&self, position: usize) -> Option<(usize, &str)> {
        self.view(position).word_before(position)
    }
}

/// The mentions of an article, worked out by so many threads. `candidates`: all of them, where they are known; else paragraph by paragraph
/// is looked through for them, so that few are there at once.
#[must_use]
pub fn mentions(lexicon: &Lexicon, article: &Article, candidates: Option<Vec<Candidate>>, threads: usize) -> Mentions {
    Mentions::new(chosen(&Context { threads, ..Context::new(lexicon, article, None) }, candidates))
}

/// Each candidate once, in the order of the text.
fn in_order(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by_key(Candidate::place);
    candidates.dedup();
    candidates
}

/// The mentions that follow from the candidates of `known` blocks, where `chosen` forms mean these ids.
#[must_use]
pub fn mentions_so_far(
    lexicon: &Lexicon,
    article: &Article,
    mut known: Vec<Range<usize>>,
    candidates: Vec<Candidate>,
    chosen: &[(String, Arc<str>)],
    threads: usize,
) -> Mentions {
    known.sort_unstable_by_key(|blocks| blocks.start);
    resolved(&Context { known, chosen, threads, ..Context::new(lexicon, article, None) }, candidates)
}

/// The same, and what was dropped around the byte `at`.
#[must_use]
pub fn traced(lexicon: &Lexicon, article: &Article, candidates: Vec<Candidate>, at: usize) -> (Mentions, Vec<Miss>) {
    let context = Context::new(lexicon, article, Some(Trace::new(at)));
    let mentions = resolved(&context, candidates);
    (mentions, context.trace.map(Trace::into_misses).unwrap_or_default())
}

fn resolved(context: &Context, candidates: Vec<Candidate>) -> Mentions {
    Mentions::new(chosen(context, Some(candidates)))
}

/// All steps, in their order. `candidates`: see [`mentions`].
fn chosen(context: &Context, candidates: Option<Vec<Candidate>>) -> Vec<Mention> {
    // A word that somebody needs may stand in another paragraph.
    let candidates = candidates.or_else(|| context.lexicon.has_needs().then(|| window::candidates(context)));
    let candidates = candidates.map(|all| gates::pass(context, in_order(all)));
    let mut windows = window::windows(context, candidates.as_deref().unwrap_or_default());
    context.with_families(&mut windows, |context, families, window| window.begin(context, families, candidates.as_deref()));
    drop(candidates);
    let full = named_in_full(&mut windows);
    context.with_families(&mut windows, |context, families, window| window.go_on(context, families, &full));
    let preferred = choose::preferred(context);
    let own = own_forms(context, &windows, &full);
    let choices = context.each(
        &mut windows,
        || own.search(),
        |context, search, window, choices| {
            let mut claims = window.take_claims(context);
            claims.extend(search.claims(context, &claims));
            claims.extend(infer::role::roles(context, &claims, &window.nouns));
            overlap::settle(context, claims, |standing| choices.extend(Choice::of(context, &preferred, standing)));
        },
    );
    let nouns: Vec<Candidate> = windows.into_iter().flat_map(|window| window.nouns).collect();
    let mut chosen = choose::choose(context, choices);
    infer::head::refer_back(context, &mut chosen, &nouns);
    chosen
}

/// The forms that hold for this article only: what brackets introduce, and parts of what is named in full.
fn own_forms(context: &Context, windows: &[Window], full: &Full) -> infer::own::Forms {
    let mut own = infer::bracket::learned(context, &window::introducing(windows));
    own.extend(infer::kin::learned(context, windows.iter().flat_map(|window| &window.beside), &own));
    own.extend(infer::part::parts(context, full));
    infer::own::Forms::new(own)
}

/// A candidate that needs nothing from the rest of the article.
#[inline]
fn claim(context: &Context, candidate: &Candidate) -> Claim {
    let form = context.lexicon.form(candidate.form);
    let (kind, tier) = match form.class {
        Class::Acronym => (Form::Acronym, Tier::Acronym),
        Class::Adjective => (Form::Adjective, Tier::Adjective),
        Class::Demonym => (Form::Demonym, Tier::Demonym),
        Class::Part => (Form::Short, Tier::Weak),
        _ => (Form::Name, Tier::Name),
    };
    let former = form.dated.zip(context.article.date).is_some_and(|((since, until), date)| !super::date::overlaps(date, since, until));
    Claim {
        span: candidate.span.clone(),
        entity: form.entity,
        crowd: None,
        form: kind,
        flags: Flags { inflected: candidate.inflected, compound: candidate.compound, weak: tier == Tier::Weak, former, ..Flags::default() },
        exact: candidate.exact,
        support: None,
        rule: form.rule,
        text: form.written().clone(),
        tier,
    }
}

impl Claim {
    /// The mention of this entity that the claim becomes.
    fn into_mention(self, entity: Option<EntityIx>, candidates: Few<EntityIx>, nested: bool) -> Mention {
        Mention {
            span: self.span,
            entity,
            candidates,
            form: self.form,
            flags: self.flags,
            nested,
            made_by: self.rule,
            why: Why { form: self.text, support: self.support },
        }
    }
}

/// Where each entity is named in full first.
pub type Full = QuickMap<EntityIx, usize>;

fn named_in_full(windows: &mut [Window]) -> Full {
    let mut named = Full::default();
    for (entity, start) in windows.iter_mut().flat_map(|window| std::mem::take(&mut window.full)) {
        let first = named.entry(entity).or_insert(start);
        *first = start.min(*first);
    }
    named
}
