//! Views of blocks, each made when somebody first asks for it. A long text has very many blocks, and of most nobody asks when it is
//! resolved some paragraphs at a time.

use std::cell::OnceCell;
use std::ops::Range;

use crate::engine::article::Article;
use crate::engine::view::View;

/// Of so many blocks there is room for views as soon as there is one of any.
const SHELF: usize = 64;

/// See the module.
pub(super) struct Views<'a> {
    blocks: Range<usize>,
    shelves: Vec<OnceCell<Box<[OnceCell<View<'a>>]>>>,
}

impl<'a> Views<'a> {
    /// Of these blocks.
    pub fn new(blocks: &Range<usize>) -> Self {
        Self { blocks: blocks.clone(), shelves: std::iter::repeat_with(OnceCell::new).take(blocks.len().div_ceil(SHELF)).collect() }
    }

    /// The view of this block of the article, if it is one of them.
    pub fn get(&self, article: &'a Article, block: usize) -> Option<&View<'a>> {
        let place = block.checked_sub(self.blocks.start).filter(|_| block < self.blocks.end)?;
        let views = self.shelves.get(place / SHELF)?.get_or_init(|| std::iter::repeat_with(OnceCell::new).take(SHELF).collect());
        Some(views[place % SHELF].get_or_init(|| View::new(&article.text, &article.blocks[block])))
    }
}
