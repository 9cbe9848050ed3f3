//! The lead: sites often set the first paragraph between the title and the element that holds the article.

use super::flow::{self, Piece};
use super::names;
use super::sizes::Sizes;
use super::tag::Tag;
use super::tree::Tree;

/// The shortest and the longest lead, in characters.
const LENGTH: std::ops::RangeInclusive<usize> = 40..=1200;

/// The lead that stands before `container`; `whole` are the sizes of the page before anything was taken out.
pub fn lead(tree: &Tree, whole: &Sizes, container: usize) -> Option<Vec<Piece>> {
    let title = (0..container).rev().find(|at| tree.nodes[*at].tag == Tag::Heading(1)).unwrap_or(container);
    let from = title.min(container);
    // Leads before the title are called so; those after it may just be a paragraph there.
    let named = (0..container).filter(|at| is_lead(tree, *at)).find(|at| fits(tree, whole, *at, container));
    let found =
        named.or_else(|| (from..container).filter(|at| tree.nodes[*at].tag == Tag::P).find(|at| fits(tree, whole, *at, container)))?;
    let mut pieces = flow::pieces(tree, found);
    for piece in &mut pieces {
        piece.kind = crate::engine::article::BlockKind::Paragraph;
    }
    Some(pieces)
}

fn is_lead(tree: &Tree, at: usize) -> bool {
    let attrs = tree.attrs(at);
    attrs.itemprop == "description" || names::is_lead(&attrs.names)
}

/// Whether it is text of a lead's size, outside of navigation and links.
fn fits(tree: &Tree, whole: &Sizes, at: usize, container: usize) -> bool {
    let node = &tree.nodes[at];
    if node.tag == Tag::Text || node.end > container || !LENGTH.contains(&whole.text[at]) || whole.linked_share(at) > 0.2 {
        return false;
    }
    let mut up = at;
    while up > 0 {
        let node = &tree.nodes[up];
        let around = matches!(
            node.tag,
            Tag::Nav | Tag::Footer | Tag::Aside | Tag::Dialog | Tag::Control | Tag::A | Tag::Figure | Tag::Li | Tag::Form
        );
        if around || tree.attrs(up).hidden || names::is_foreign(&tree.attrs(up).names) {
            return false;
        }
        up = node.parent;
    }
    true
}
