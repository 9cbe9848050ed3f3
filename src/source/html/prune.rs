//! Takes out of a page what is no part of the article by its element, role or name – unless it holds much of the
//! page's running text: then the site calls things otherwise.

use super::names::{self, Verdict};
use super::sizes::Sizes;
use super::tag::Tag;
use super::tree::Tree;

/// How much is taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rigour {
    /// By element, role and name.
    Names,
    /// By element and role.
    Roles,
}

/// Marks as gone what is no part of the article.
pub fn prune(tree: &mut Tree, sizes: &Sizes, rigour: Rigour) {
    let mut at = 1;
    while at < tree.nodes.len() {
        let limit = limit(tree, sizes, at, rigour);
        if limit > 0.0 && sizes.share(at) < limit && !(limit < 0.31 && holds_article(tree, sizes, at)) {
            tree.nodes[at].gone = true;
            at = tree.nodes[at].end;
        } else {
            at += 1;
        }
    }
}

/// The share of running text below which `at` is taken out; 0: it stays.
fn limit(tree: &Tree, sizes: &Sizes, at: usize, rigour: Rigour) -> f64 {
    let tag = tree.nodes[at].tag;
    let attrs = tree.attrs(at);
    match tag {
        Tag::Control | Tag::Nav | Tag::Footer | Tag::Aside | Tag::Dialog | Tag::Button => return 0.5,
        Tag::Text => return 0.0,
        _ => {}
    }
    if attrs.hidden {
        return 0.4;
    }
    let role = matches!(
        attrs.role.as_str(),
        "navigation"
            | "banner"
            | "complementary"
            | "search"
            | "contentinfo"
            | "dialog"
            | "alertdialog"
            | "alert"
            | "menu"
            | "menubar"
            | "tablist"
            | "toolbar"
    );
    if role || (tag == Tag::Header && sizes.share(at) < 0.1 && !sizes.titled[at]) {
        return 0.35;
    }
    let plain = matches!(tag, Tag::Html | Tag::Body | Tag::Article | Tag::Main | Tag::Heading(1) | Tag::Emphasis | Tag::Strong);
    if plain || attrs.names.is_empty() || (rigour == Rigour::Roles && !names::is_plain(&attrs.names)) {
        return 0.0;
    }
    let lead = || sizes.linked[at] * 10 < sizes.text[at] && sizes.text[at] > 80 && !sizes.pictures[at];
    match names::verdict(&attrs.names, lead) {
        Verdict::None => 0.0,
        Verdict::Maybe if tag == Tag::P || captioned(tree, sizes, at) => 0.0,
        _ if names::is_body(&attrs.names) => 0.05,
        Verdict::Foreign if names::is_plain(&attrs.names) => 0.6,
        _ => 0.3,
    }
}

/// Whether pictures with captions are in `at`, and few links: the pictures of the article.
fn captioned(tree: &Tree, sizes: &Sizes, at: usize) -> bool {
    sizes.pictures[at] && sizes.linked_share(at) < 0.2 && tree.below(at).any(|below| tree.nodes[below].tag == Tag::Figcaption)
}

/// Whether the element that holds the article's text is in `at`.
fn holds_article(tree: &Tree, sizes: &Sizes, at: usize) -> bool {
    sizes.share(at) > 0.1
        && tree.below(at).any(|below| tree.attrs(below).itemprop == "articleBody" || names::is_body(&tree.attrs(below).names))
}
