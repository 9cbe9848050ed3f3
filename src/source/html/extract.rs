//! The article in a page: what is around it is taken out, then the element that holds it is found, then what is
//! mostly links in it is taken out, too.

use super::container::container;
use super::flow::{self, Piece};
use super::prune::{Rigour, prune};
use super::sizes::Sizes;
use super::stop;
use super::tidy::tidy;
use super::tree::Tree;

/// An article shorter than this is doubted, in characters.
const SHORT: usize = 250;

/// The blocks of the article; `body` is its text as the page's metadata have it, taken where the page itself has less.
pub fn article(tree: &mut Tree, body: Option<&str>) -> Vec<Piece> {
    let whole = Sizes::of(tree);
    let mut best = attempt(tree, &whole, Rigour::Names);
    if size(&best) < SHORT {
        for node in &mut tree.nodes {
            node.gone = false;
        }
        let second = attempt(tree, &whole, Rigour::Roles);
        if size(&second) > size(&best) * 3 {
            best = second;
        }
    }
    if let Some(body) = body.filter(|body| body.chars().count() > (size(&best) * 2).max(SHORT)) {
        return flow::paragraphs(body);
    }
    best
}

fn attempt(tree: &mut Tree, whole: &Sizes, rigour: Rigour) -> Vec<Piece> {
    prune(tree, whole, rigour);
    let sizes = Sizes::of(tree);
    let found = container(tree, &sizes);
    let lead = super::lead::lead(tree, whole, found);
    tidy(tree, &sizes, found);
    let mut pieces = flow::pieces(tree, found);
    if let Some(lead) = lead.filter(|lead| !pieces.iter().any(|piece| lead.iter().any(|lead| piece.text.contains(&lead.text)))) {
        pieces.splice(0..0, lead);
    }
    stop::strip(&mut pieces);
    pieces
}

/// The characters of all pieces.
pub fn size(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| piece.text.chars().count()).sum()
}
