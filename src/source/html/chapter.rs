//! A chapter of a book: all of it is text, nothing is around it.

use std::collections::HashMap;

use super::flow::{self, Piece};
use super::tree::Tree;
use super::{guard, xhtml};

/// A chapter.
#[derive(Debug, Default)]
pub struct Chapter {
    /// Its blocks.
    pub pieces: Vec<Piece>,
    /// The block at or after each element that has an `id`.
    pub anchors: HashMap<String, usize>,
}

impl Chapter {
    /// Reads the page of a chapter.
    pub fn read(page: &str) -> Self {
        let mut tree = Tree::parse(&guard::tame(&xhtml::expand(page)));
        for at in 0..tree.nodes.len() {
            tree.nodes[at].gone = tree.attrs(at).hidden;
        }
        let pieces = flow::pieces(&tree, 0);
        let place = |node: usize| pieces.partition_point(|piece| piece.at < node);
        let anchors = std::mem::take(&mut tree.ids).into_iter().rev().map(|(id, node)| (id, place(node))).collect();
        Self { pieces, anchors }
    }

    /// Whether it is mostly links: a table of contents, which the outline replaces.
    pub fn is_links(&self) -> bool {
        let sum = |of: fn(&Piece) -> usize| self.pieces.iter().map(of).sum::<usize>();
        self.pieces.len() > 4 && sum(|piece| piece.linked) * 10 > sum(|piece| piece.text.len()) * 8
    }
}
