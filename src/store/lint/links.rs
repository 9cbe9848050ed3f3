//! Ids that lead nowhere, or in a circle.

use super::super::schema::{Contents, Link};
use super::super::value::{nearest, quoted};
use super::Lint;
use crate::engine::dictionary::{Dictionary, EntityIx};

/// Looking for the nearest id is worth it for a few mistakes, not for a file that is nothing but mistakes.
const ADVISED: usize = 20;

/// `of` and `capital` must be ids; `[[hide]]` and `[[prefer]]` should be.
pub fn check(lint: &mut Lint, contents: &Contents, circular: &[bool]) {
    let mut told = 0;
    for entry in &contents.entries {
        let roles = entry.roles.iter().filter_map(|(_, of)| of.as_ref());
        let links = [("of", &entry.of), ("capital", &entry.capital)];
        let links = links.into_iter().filter_map(|(key, link)| Some((key, link.as_ref()?)));
        for (key, link) in links.chain(roles.map(|of| ("of", of))) {
            dangling(lint, key, link, &mut told);
        }
        let turns = lint.dictionary.find(&entry.id.text).is_some_and(|ix| circular.get(ix.0 as usize) == Some(&true));
        if let Some(of) = entry.of.as_ref().filter(|_| turns) {
            lint.error(&of.span, format!("`of` leads in a circle: {} is, in the end, part of itself", quoted(&entry.id.text)));
        }
    }
    let hidden = contents.hidden_ids.iter().map(|id| (id, "hides nothing"));
    let preferred = contents.preferred.iter().map(|(_, id)| (id, "prefers nothing"));
    for (id, effect) in hidden.chain(preferred) {
        if lint.dictionary.find(&id.text).is_none() {
            lint.warn(&id.span, format!("no entry has the id {}: this {effect}", quoted(&id.text)));
        }
    }
}

fn dangling(lint: &mut Lint, key: &str, to: &Link, told: &mut usize) {
    let dictionary = lint.dictionary;
    if dictionary.find(&to.text).is_some() {
        return;
    }
    *told += 1;
    let ids: Vec<_> = if *told <= ADVISED { dictionary.entities().map(|entity| entity.id.clone()).collect() } else { Vec::new() };
    let near = nearest(&to.text, ids.iter().map(AsRef::as_ref));
    let advice = near.map(|near| format!("; did you mean {}?", quoted(near)));
    lint.error(&to.span, format!("`{key}` leads nowhere: no entry has the id {}{}", quoted(&to.text), advice.unwrap_or_default()));
}

/// For every entity whether it lies on a circle of `of`. Every entity is visited once.
pub fn circular(dictionary: &Dictionary) -> Vec<bool> {
    let count = dictionary.len();
    let (mut circular, mut walked) = (vec![false; count], vec![0_u32; count]);
    let of: Vec<_> = dictionary.entities().map(|entity| dictionary.find(entity.of.as_deref()?).map(|EntityIx(ix)| ix as usize)).collect();
    let next = |at: usize| of.get(at).copied().flatten();
    for (walk, start) in (1..).zip(0..count) {
        let mut at = start;
        while walked[at] == 0 {
            walked[at] = walk;
            let Some(of) = next(at) else { break };
            at = of;
        }
        // Who comes back to a place of the same walk has gone in a circle.
        while walked[at] == walk && !circular[at] && next(at).is_some_and(|of| walked[of] == walk) {
            circular[at] = true;
            let Some(of) = next(at) else { break };
            at = of;
        }
    }
    circular
}
