//! How much text, linked text and running text each element holds.

use super::tag::Tag;
use super::tree::Tree;

/// Sizes in characters, by node.
pub struct Sizes {
    /// Text.
    pub text: Vec<usize>,
    /// Text that leads to another page.
    pub linked: Vec<usize>,
    /// Text in paragraphs and what looks like them, little of it linked.
    pub running: Vec<usize>,
    /// Paragraphs (`p`).
    pub paragraphs: Vec<usize>,
    /// Whether there is a picture.
    pub pictures: Vec<bool>,
    /// Whether there is a heading of the first level.
    pub titled: Vec<bool>,
}

/// What a block needs to count as running text.
const PARAGRAPH: usize = 40;
const BLOCK: usize = 60;

impl Sizes {
    /// Measures what of the page is not gone.
    pub fn of(tree: &Tree) -> Self {
        let count = tree.nodes.len();
        let mut sizes = Self {
            text: vec![0; count],
            linked: vec![0; count],
            running: vec![0; count],
            paragraphs: vec![0; count],
            pictures: vec![false; count],
            titled: vec![false; count],
        };
        if count > 0 {
            sizes.leaves(tree);
            sizes.sum(tree);
        }
        sizes
    }

    /// The sizes of the runs of text, and the running text of each block by itself.
    fn leaves(&mut self, tree: &Tree) {
        let count = tree.nodes.len();
        // For each node: the block that it is part of, and whether it is part of a link.
        let (mut block, mut link) = (vec![0; count], vec![false; count]);
        let (mut own, mut own_linked) = (vec![0; count], vec![0; count]);
        for at in [0].into_iter().chain(tree.below(0)) {
            let node = &tree.nodes[at];
            block[at] = if node.tag.is_block() { at } else { block[node.parent] };
            link[at] = link[node.parent] || (node.tag == Tag::A && tree.attrs(at).leads_away);
            self.pictures[at] = node.tag == Tag::Img;
            self.titled[at] = node.tag == Tag::Heading(1);
            self.paragraphs[at] = usize::from(node.tag == Tag::P);
            if node.tag == Tag::Text {
                let size = size(&tree.text[node.text.clone()]);
                self.text[at] = size;
                own[block[at]] += size;
                if link[at] {
                    self.linked[at] = size;
                    own_linked[block[at]] += size;
                }
            }
        }
        for at in [0].into_iter().chain(tree.below(0)) {
            let (own, linked) = (own[at], own_linked[at]);
            let prose = linked * 2 <= own;
            self.running[at] = match tree.nodes[at].tag {
                Tag::P | Tag::Pre | Tag::Blockquote if prose && own >= PARAGRAPH => own,
                Tag::Div | Tag::Section | Tag::Cell | Tag::Article | Tag::Center | Tag::Dd | Tag::Main | Tag::Body
                    if prose && own >= BLOCK =>
                {
                    own - linked
                }
                Tag::Li if prose && own >= BLOCK => own / 2,
                _ => 0,
            };
        }
    }

    /// Adds each node to the element that holds it, the last ones first.
    fn sum(&mut self, tree: &Tree) {
        for at in (1..tree.nodes.len()).rev() {
            let node = &tree.nodes[at];
            if node.gone {
                continue;
            }
            let up = node.parent;
            self.text[up] += self.text[at];
            self.linked[up] += self.linked[at];
            self.running[up] += self.running[at];
            self.paragraphs[up] += self.paragraphs[at];
            self.pictures[up] |= self.pictures[at];
            self.titled[up] |= self.titled[at];
        }
    }

    /// How much of the page's running text is in `at`, from 0 to 1.
    pub fn share(&self, at: usize) -> f64 {
        ratio(self.running[at], self.running.first().copied().unwrap_or(0))
    }

    /// How much of the text in `at` is linked, from 0 to 1.
    pub fn linked_share(&self, at: usize) -> f64 {
        ratio(self.linked[at], self.text[at])
    }
}

/// `part` of `whole`; nothing of nothing is 0.
pub fn ratio(part: usize, whole: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "sizes of texts; the share need not be exact")]
    let (part, whole) = (part as f64, whole as f64);
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// The number of characters, each run of white space as one.
fn size(text: &str) -> usize {
    let mut count = 0;
    let mut white = true;
    for c in text.chars() {
        let is_white = c.is_whitespace();
        count += usize::from(!(is_white && white));
        white = is_white;
    }
    count - usize::from(white && count > 0)
}
