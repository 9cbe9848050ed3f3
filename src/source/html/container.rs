//! Finds the element that holds the article.

use super::names;
use super::sizes::{Sizes, ratio};
use super::tag::Tag;
use super::tree::Tree;

/// Of what the parent adds, so much must be running text for the parent to be the container.
const GROW: f64 = 0.55;

/// The element that holds the article in what is left of the page.
pub fn container(tree: &Tree, sizes: &Sizes) -> usize {
    let found = named(tree, sizes).unwrap_or_else(|| descend(tree, sizes));
    grow(tree, sizes, found)
}

/// The element that says that it holds the article, if it has enough of the running text.
fn named(tree: &Tree, sizes: &Sizes) -> Option<usize> {
    let rank = |at: usize| {
        let (tag, attrs) = (tree.nodes[at].tag, tree.attrs(at));
        let inline = matches!(tag, Tag::Text | Tag::P | Tag::Span | Tag::A | Tag::Heading(_));
        let named = attrs.itemprop == "articleBody" || (!inline && !attrs.names.is_empty() && names::is_body(&attrs.names));
        if named { 10 } else { usize::from(tag == Tag::Article) * 9 }
    };
    let mut best = (0, 0);
    for at in tree.below(0) {
        let value = sizes.running[at] * rank(at);
        if value > best.0 {
            best = (value, at);
        }
    }
    (sizes.share(best.1) >= 0.35 && sizes.running[best.1] > 200 && best.0 > 0).then_some(best.1)
}

/// The innermost element that holds most of the running text of the one around it.
fn descend(tree: &Tree, sizes: &Sizes) -> usize {
    let mut at = 0;
    loop {
        let best = tree.children(at).max_by_key(|child| sizes.running[*child]);
        let Some(best) = best.filter(|best| sizes.running[*best] > 0) else { return at };
        let leaf = matches!(tree.nodes[best].tag, Tag::P | Tag::Pre | Tag::Blockquote | Tag::Li | Tag::Cell | Tag::Row | Tag::Rows);
        if leaf || sizes.running[best] * 100 < sizes.running[at] * 70 {
            return at;
        }
        at = best;
    }
}

/// The parent, as long as what it adds is running text, too.
fn grow(tree: &Tree, sizes: &Sizes, from: usize) -> usize {
    let mut at = from;
    let mut up = from;
    while !matches!(tree.nodes[up].tag, Tag::Body | Tag::Html) {
        up = tree.nodes[up].parent;
        let added = sizes.text[up].saturating_sub(sizes.text[at]);
        let running = sizes.running[up].saturating_sub(sizes.running[at]);
        if running > 0 && ratio(running, added) >= GROW && !matches!(tree.nodes[up].tag, Tag::Body | Tag::Html) {
            at = up;
        } else if running > 0 || added > 300 {
            break;
        }
    }
    at
}
