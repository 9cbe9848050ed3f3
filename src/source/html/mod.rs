//! Web pages: the article in them, without menus, teasers, forms and requests for consent.
//!
//! [`tree`] is the page, [`meta`] what it says of itself, [`extract`] finds the article by the shares of running text
//! ([`sizes`]), the names of elements ([`names`]) and the marks of the page; [`flow`] makes blocks of it. Nothing is fetched,
//! no script runs.

pub mod chapter;
mod container;
mod extract;
mod flow;
mod guard;
mod lead;
mod meta;
mod names;
mod phrases;
mod prune;
mod sizes;
mod stop;
mod tag;
#[cfg(test)]
mod tests;
mod tidy;
mod tree;
mod walls;
pub mod xhtml;

use crate::engine::article::{Article, Block, BlockKind, Inline};
pub use flow::Piece;
use tree::Tree;

/// The largest page that is read, in bytes of text: a parsed page takes ten times as much.
pub const MAX_SIZE: usize = 64 << 20;

/// Fills an article from the page `html`: its text are the blocks, one below the other. With `raw` it is the text of the
/// whole page.
pub fn read(html: &str, raw: bool, article: &mut Article) {
    let mut tree = Tree::parse(&guard::tame(html));
    let meta = meta::read(&tree);
    let whole = walls::Page::of(&tree);
    let mut pieces = if raw { flow::pieces(&tree, 0) } else { extract::article(&mut tree, meta.body.as_deref()) };
    if !raw {
        article.warnings.extend(whole.warning(&pieces, &meta));
        if let Some(title) = &meta.title {
            set_title(&mut pieces, title);
        }
    }
    article.extracted = true;
    (article.title, article.byline, article.date) = (meta.title, meta.byline, meta.date);
    (article.language, article.source) = (meta.language, meta.source);
    write(pieces, article);
}

/// Fills an article from markup that holds nothing else, as the entry of a feed: all of it is article, below its title.
/// With `raw` also the lines that point elsewhere.
pub fn read_body(html: &str, title: Option<&str>, raw: bool, article: &mut Article) {
    let tree = Tree::parse(&guard::tame(html));
    let mut pieces = flow::pieces(&tree, 0);
    if !raw {
        stop::strip(&mut pieces);
    }
    match title {
        Some(title) if pieces.is_empty() => pieces.push(Piece { kind: BlockKind::Heading(1), ..Piece::plain(title) }),
        Some(title) => set_title(&mut pieces, title),
        None => {}
    }
    article.extracted = true;
    write(pieces, article);
}

/// What markup reads, on one line.
pub fn line(html: &str) -> String {
    if html.contains(['<', '&']) { Tree::parse(&guard::tame(html)).text_of(0) } else { tree::squeeze(html) }
}

/// Puts the title before the text, unless it stands there.
pub fn set_title(pieces: &mut Vec<Piece>, title: &str) {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let wanted = plain(title);
    let is_title = |piece: &Piece| matches!(piece.kind, BlockKind::Heading(_)) && plain(&piece.text) == wanted;
    if pieces.is_empty() || pieces.iter().take(8).any(is_title) {
        return;
    }
    pieces.insert(0, Piece { kind: BlockKind::Heading(1), ..Piece::plain(title) });
}

/// Writes the blocks into the article's text.
pub fn write(pieces: Vec<Piece>, article: &mut Article) {
    article.text = String::with_capacity(pieces.iter().map(|piece| piece.text.len() + 2).sum());
    for (number, piece) in pieces.into_iter().enumerate() {
        if number > 0 {
            article.text.push_str(if piece.gap { "\n\n" } else { "\n" });
        }
        let start = article.text.len();
        article.text.push_str(&piece.text);
        let range = start..article.text.len();
        let mut styles: Vec<_> = piece.styles.into_iter().map(|(style, inline)| (start + style.start..start + style.end, inline)).collect();
        if piece.caption {
            styles.insert(0, (range.clone(), Inline::Emphasis));
        }
        styles.sort_by_key(|(style, _)| style.start);
        article.blocks.push(Block { styles: styles.into(), lines: piece.lines, gap: piece.gap, ..Block::plain(piece.kind, range) });
    }
    if !article.text.is_empty() {
        article.text.push('\n');
    }
}
