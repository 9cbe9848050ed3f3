//! Takes lists of links and the like out of the article itself.

use super::sizes::Sizes;
use super::tag::Tag;
use super::tree::Tree;

/// Marks as gone what in `container` is mostly links.
pub fn tidy(tree: &mut Tree, sizes: &Sizes, container: usize) {
    let mut at = container + 1;
    while at < tree.nodes[container].end {
        if !tree.nodes[at].gone && is_links(tree, sizes, at) {
            tree.nodes[at].gone = true;
        }
        at = if tree.nodes[at].gone { tree.nodes[at].end } else { at + 1 };
    }
}

fn is_links(tree: &Tree, sizes: &Sizes, at: usize) -> bool {
    let (text, linked) = (sizes.text[at], sizes.linked_share(at));
    match tree.nodes[at].tag {
        Tag::Ul | Tag::Ol if linked > 0.45 && sizes.linked[at] > 60 => true,
        Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table | Tag::Div | Tag::Section | Tag::Li | Tag::Article | Tag::Header => {
            linked > 0.6 && text < 1500 && (sizes.paragraphs[at] < 3 || linked > 0.8)
        }
        Tag::Cell => linked > 0.8 && text > 30 && tree.is_layout(at),
        Tag::P => linked > 0.85 && text < 200,
        _ => false,
    }
}
