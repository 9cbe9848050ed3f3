//! An article is resolved some paragraphs at a time: what is claimed in them depends on the rest of the article only by who is
//! named in full there, and what is introduced. So threads share the windows, and what is made on the way to mentions is there for
//! few of them at once.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Claim, Context, Tier, claim, gates, in_order};
use crate::engine::article::Article;
use crate::engine::dictionary::EntityIx;
use crate::engine::forms::Class;
use crate::engine::infer::short::Families;
use crate::engine::infer::{bracket, compose, guard, kin, short};
use crate::engine::judge::Candidate;
use crate::engine::lexicon::Lexicon;
use crate::engine::quick::{QuickMap, QuickSet};
use crate::engine::side_by_side::side_by_side;

/// About how many bytes of an article a window has.
pub(super) const BYTES: usize = 256 << 10;

/// Some paragraphs.
#[derive(Default)]
pub(super) struct Window {
    /// The numbers of those that were looked through for candidates.
    known: Vec<Range<usize>>,
    /// Which of the article's candidates stand in them.
    candidates: Range<usize>,
    /// The generic nouns.
    pub nouns: Vec<Candidate>,
    shorts: Vec<Candidate>,
    /// The candidates that claim something by themselves: a third of the size of their claims, and most of what all windows keep.
    names: Vec<Candidate>,
    /// What else is claimed, and by which step.
    later: Vec<(Step, Claim)>,
    /// Who is named in full, and where first; sorted.
    pub full: Vec<(EntityIx, usize)>,
    /// The claims of long forms beside which brackets introduce short ones.
    introducing: Vec<(Step, Claim)>,
    /// Short forms in brackets beside names in other words.
    pub beside: Vec<kin::Beside>,
}

/// In this order claims are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Names,
    Composed,
    WithGivenName,
    Alone,
}

/// The windows of an article, with these candidates (sorted). Who asks why looks at all in one.
pub(super) fn windows(context: &Context, candidates: &[Candidate]) -> Vec<Window> {
    let blocks = &context.article.blocks;
    if context.is_traced() {
        return vec![Window { known: context.known.clone(), candidates: 0..candidates.len(), ..Window::default() }];
    }
    let mut windows: Vec<Window> = vec![Window::default()];
    let mut from = None;
    for number in context.known.iter().cloned().flatten() {
        let Some(start) = blocks.get(number).map(|block| block.range.start) else { continue };
        if start >= *from.get_or_insert(start) + context.window {
            from = Some(start);
            let first = candidates.partition_point(|candidate| candidate.span.start < start);
            windows.last_mut().into_iter().for_each(|last| last.candidates.end = first);
            windows.push(Window { candidates: first..first, ..Window::default() });
        }
        let Some(last) = windows.last_mut() else { continue };
        match last.known.last_mut().filter(|known| known.end == number) {
            Some(known) => known.end += 1,
            None => last.known.push(number..number + 1),
        }
    }
    windows.last_mut().into_iter().for_each(|last| last.candidates.end = candidates.len());
    windows
}

/// All candidates of the paragraphs that are looked at, in their order.
pub(super) fn candidates(context: &Context) -> Vec<Candidate> {
    context.each(&mut windows(context, &[]), || (), |context, (), window, found| found.extend(window.look(context)))
}

/// The claims of long forms beside which brackets introduce short ones, those of the first step first.
pub(super) fn introducing(windows: &[Window]) -> Vec<&Claim> {
    let mut all: Vec<&(Step, Claim)> = windows.iter().flat_map(|window| &window.introducing).collect();
    all.sort_by_key(|(step, _)| *step);
    all.into_iter().map(|(_, claim)| claim).collect()
}

impl Window {
    /// The candidates, of which nothing is known yet.
    fn look(&self, context: &Context) -> Vec<Candidate> {
        self.known.iter().flat_map(|blocks| context.lexicon.candidates(context.article, blocks.clone())).collect()
    }

    /// The claims that need nothing from the rest of the article. `candidates`: all of them, in their order, where they are known.
    pub(super) fn begin(&mut self, context: &Context, families: &mut Families, candidates: Option<&[Candidate]>) {
        let found;
        let candidates = if let Some(all) = candidates {
            &all[self.candidates.clone()]
        } else {
            found = gates::pass(context, in_order(self.look(context)));
            &found
        };
        let mut claims = Vec::with_capacity(candidates.len());
        self.names.reserve(candidates.len());
        for candidate in candidates {
            match context.lexicon.form(candidate.form).class {
                class if class.is_shared() => self.nouns.push(candidate.clone()),
                Class::Short => self.shorts.push(candidate.clone()),
                _ => {
                    let claim = claim(context, candidate);
                    if guard::lets_pass(context, &claim) {
                        self.names.push(candidate.clone());
                        claims.push(claim);
                    }
                }
            }
        }
        let composed = compose::composed(context, &claims, &self.nouns);
        let named = short::beside(context, families, &self.shorts);
        self.full = full_names(claims.iter().chain(&composed).chain(&named));
        self.keep(Step::Composed, composed);
        self.keep(Step::WithGivenName, named);
        // All windows wait for each other here.
        self.names.shrink_to_fit();
        self.shorts.shrink_to_fit();
    }

    /// The claims of family names, and what brackets there are beside claims.
    pub(super) fn go_on(&mut self, context: &Context, families: &mut Families, full: &super::Full) {
        let shorts = std::mem::take(&mut self.shorts);
        self.keep(Step::Alone, short::alone(context, families, &shorts, full));
        let claims = self.claims(context);
        let ends: QuickSet<usize> = bracket::introducing(context, &claims).into_iter().collect();
        if !ends.is_empty() {
            let names = claims[..self.names.len()].iter().map(|claim| (Step::Names, claim));
            let all = names.chain(self.later.iter().map(|(step, claim)| (*step, claim)));
            self.introducing = all.filter(|(_, claim)| ends.contains(&claim.span.end)).map(|(step, claim)| (step, claim.clone())).collect();
        }
        self.beside = kin::beside(context, &claims);
        self.later.shrink_to_fit();
    }

    fn keep(&mut self, step: Step, claims: Vec<Claim>) {
        self.later.extend(claims.into_iter().map(|claim| (step, claim)));
    }

    /// All that is claimed, step by step.
    fn claims(&self, context: &Context) -> Vec<Claim> {
        all_claims(context, &self.names, self.later.iter().cloned())
    }

    /// The same, of which nothing is kept.
    pub(super) fn take_claims(&mut self, context: &Context) -> Vec<Claim> {
        let (names, later) = (std::mem::take(&mut self.names), std::mem::take(&mut self.later));
        all_claims(context, &names, later.into_iter())
    }
}

/// The claims of names, made again, and those of later steps.
fn all_claims(context: &Context, names: &[Candidate], later: impl Iterator<Item = (Step, Claim)>) -> Vec<Claim> {
    names.iter().map(|name| claim(context, name)).chain(later.map(|(_, claim)| claim)).collect()
}

/// Who is named in full by these claims, and where first; sorted.
fn full_names<'a>(claims: impl Iterator<Item = &'a Claim>) -> Vec<(EntityIx, usize)> {
    let mut named: Vec<_> = claims.filter(|claim| claim.tier == Tier::Name).map(|claim| (claim.entity, claim.span.start)).collect();
    named.sort_unstable();
    named.dedup_by_key(|(entity, _)| *entity);
    named.shrink_to_fit();
    named
}

impl<'a> Context<'a> {
    /// Does the same in all windows, on all threads. Each knows the families that it has met, and takes the next window when it is done
    /// with one.
    pub(super) fn with_families(&self, windows: &mut [Window], work: impl Fn(&Context<'a>, &mut Families, &mut Window) + Sync) {
        if let [window] = windows {
            return work(self, &mut Families::default(), window);
        }
        let (shared, threads) = (self.shared(), self.threads.clamp(1, windows.len().max(1)));
        let all = Mutex::new(windows.iter_mut());
        let next = || all.lock().unwrap_or_else(PoisonError::into_inner).next();
        let share = |_| -> Vec<()> {
            let mut families = Families::default();
            shared.each(std::iter::from_fn(next), |context, window, _| work(context, &mut families, window))
        };
        if threads < 2 { _ = share(0) } else { _ = side_by_side(0..threads, share) }
    }

    /// Does the same in all windows, on all threads, and returns what is made of them in their order. Each thread has `memory` that goes
    /// from window to window.
    pub(super) fn each<M, R: Send>(
        &self,
        windows: &mut [Window],
        memory: impl Fn() -> M + Sync,
        work: impl Fn(&Context<'a>, &mut M, &mut Window, &mut Vec<R>) + Sync,
    ) -> Vec<R> {
        if let [window] = windows {
            let mut made = Vec::new();
            work(self, &mut memory(), window, &mut made);
            return made;
        }
        let shared = self.shared();
        let share = |windows: &mut [Window]| {
            let mut memory = memory();
            shared.each(windows.iter_mut(), |context, window, made| work(context, &mut memory, window, made))
        };
        if self.threads < 2 {
            return share(windows);
        }
        side_by_side(windows.chunks_mut(windows.len().div_ceil(self.threads)), share)
    }

    fn shared(&self) -> Shared<'a> {
        Shared { lexicon: self.lexicon, article: self.article, chosen: self.chosen }
    }
}

/// What the contexts of all threads have in common.
#[derive(Clone, Copy)]
struct Shared<'a> {
    lexicon: &'a Lexicon,
    article: &'a Article,
    chosen: &'a [(String, Arc<str>)],
}

impl<'a> Shared<'a> {
    /// What `work` makes of some windows, each in a context of its own.
    fn each<'w, R>(
        self,
        windows: impl Iterator<Item = &'w mut Window>,
        mut work: impl FnMut(&Context<'a>, &mut Window, &mut Vec<R>),
    ) -> Vec<R> {
        let (mut given, mut made) = (QuickMap::default(), Vec::new());
        for window in windows {
            let blocks = window.known.first().map_or(0, |first| first.start)..window.known.last().map_or(0, |last| last.end);
            let (known, chosen) = (window.known.clone(), self.chosen);
            let context = Context { known, chosen, given: given.into(), ..Context::of(self.lexicon, self.article, blocks) };
            work(&context, window, &mut made);
            given = context.given.into_inner();
        }
        made
    }
}
