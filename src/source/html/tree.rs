//! A web page as a list of nodes in the order of the document: what follows a node up to its `end` is inside it.
//!
//! Everything is a loop over that list; nothing is a recursion, so that no nesting is too deep.

use std::ops::Range;

use dom_query::{Document, NodeData, NodeId};

use super::tag::Tag;

/// A run of text or an element.
#[derive(Debug)]
pub struct Node {
    pub tag: Tag,
    /// The element that holds it; the first node holds itself.
    pub parent: usize,
    /// The first node that is no longer inside it.
    pub end: usize,
    /// Its text in [`Tree::text`], for runs of text.
    pub text: Range<usize>,
    /// Its attributes in [`Tree::attrs`].
    attrs: usize,
    /// It is not, or no longer, part of the article.
    pub gone: bool,
}

/// The attributes that an article can be told by.
#[derive(Debug, Default)]
pub struct Attrs {
    /// `class` and `id`.
    pub names: String,
    pub itemprop: String,
    pub role: String,
    /// `datetime`, `content` or `title`.
    pub value: String,
    pub hidden: bool,
    /// A link to an address: neither to a place in the page nor to a mailbox.
    pub leads_away: bool,
    /// The first number of a numbered list.
    pub start: Option<u64>,
    /// The mark of a footnote.
    pub note: bool,
}

/// A page.
#[derive(Debug, Default)]
pub struct Tree {
    pub nodes: Vec<Node>,
    pub text: String,
    attrs: Vec<Attrs>,
    /// `lang` of the page.
    pub language: String,
    /// Name or property, and content of each `meta`; `canonical` and `amphtml` of each `link`.
    pub meta: Vec<(String, String)>,
    /// The texts of `script` elements that hold JSON-LD.
    pub json: Vec<String>,
    /// What the `title` element reads.
    pub title: String,
    /// The `id` of each element that has one, and its node.
    pub ids: Vec<(String, usize)>,
}

/// A cell with more text than this is no cell of data, in bytes.
const LONG_CELL: usize = 400;

impl Tree {
    /// Parses a page as a browser does.
    pub fn parse(html: &str) -> Self {
        let document = Document::from(html);
        let mut tree = Self { attrs: vec![Attrs::default()], ..Self::default() };
        tree.fill(&document);
        tree
    }

    fn fill(&mut self, document: &Document) {
        let dom = &document.tree;
        let mut open: Vec<(NodeId, usize)> = Vec::new();
        let mut next = dom.root().first_child().map(|node| node.id);
        loop {
            let Some(id) = next else {
                // Up again: the element is complete, and its next sibling is looked at.
                let Some((id, at)) = open.pop() else { break };
                self.nodes[at].end = self.nodes.len();
                next = dom.query_node(&id, |node| node.next_sibling).flatten();
                continue;
            };
            let parent = open.last().map_or(0, |(_, at)| *at);
            let added = dom.query_node(&id, |node| self.add(&node.data, parent)).flatten();
            next = if let Some(at) = added {
                open.push((id, at));
                dom.query_node(&id, |node| node.first_child).flatten()
            } else {
                self.note(document, id);
                dom.query_node(&id, |node| node.next_sibling).flatten()
            };
        }
    }

    /// Adds a node, and returns where, if what is inside it is wanted, too.
    fn add(&mut self, data: &NodeData, parent: usize) -> Option<usize> {
        let at = self.nodes.len();
        let mut node = Node { tag: Tag::Text, parent, end: at + 1, text: 0..0, attrs: 0, gone: false };
        match data {
            NodeData::Text { contents } => {
                let start = self.text.len();
                self.text.push_str(contents);
                node.text = start..self.text.len();
                self.nodes.push(node);
                None
            }
            NodeData::Element(element) => {
                node.tag = Tag::of(&element.name.local)?;
                let mut attrs = Attrs::default();
                let mut any = false;
                for attr in &element.attrs {
                    any |= attrs.take(&attr.name.local, &attr.value);
                    if &*attr.name.local == "id" {
                        self.ids.push((attr.value.to_string(), at));
                    }
                    if node.tag == Tag::Html && matches!(&*attr.name.local, "lang" | "xml:lang") {
                        self.language = attr.value.to_string();
                    }
                }
                if any {
                    node.attrs = self.attrs.len();
                    self.attrs.push(attrs);
                }
                self.nodes.push(node);
                Some(at)
            }
            _ => None,
        }
    }

    /// Takes from an element that is not shown what it tells of the page.
    fn note(&mut self, document: &Document, id: NodeId) {
        let Some(node) = document.tree.get(&id) else { return };
        match node.node_name().as_deref() {
            Some("head") => {
                for child in node.children() {
                    self.note_one(&child);
                }
            }
            Some(_) => self.note_one(&node),
            None => {}
        }
    }

    fn note_one(&mut self, node: &dom_query::NodeRef<'_>) {
        let attr = |name: &str| node.attr(name).map(|value| value.to_string());
        match node.node_name().as_deref() {
            Some("script") if attr("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json")) => {
                self.json.push(node.text().to_string());
            }
            Some("meta") => {
                let name = attr("property").or_else(|| attr("name")).or_else(|| attr("itemprop")).or_else(|| attr("http-equiv"));
                if let (Some(name), Some(content)) = (name, attr("content")) {
                    self.meta.push((name.to_ascii_lowercase(), content));
                }
            }
            Some("link") => {
                if let (Some("canonical"), Some(address)) = (attr("rel").as_deref(), attr("href")) {
                    self.meta.push(("canonical".to_owned(), address));
                }
            }
            Some("title") if self.title.is_empty() => self.title = node.text().to_string(),
            _ => {}
        }
    }

    /// The attributes of a node.
    pub fn attrs(&self, at: usize) -> &Attrs {
        &self.attrs[self.nodes[at].attrs]
    }

    /// The nodes below `at` that are not gone, in the order of the document.
    pub fn below(&self, at: usize) -> Below<'_> {
        Below { tree: self, next: at + 1, end: self.nodes[at].end }
    }

    /// The elements and texts directly in `at` that are not gone.
    pub fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let (mut next, end) = (at + 1, self.nodes[at].end);
        std::iter::from_fn(move || {
            let child = next;
            if child >= end {
                return None;
            }
            next = self.nodes[child].end;
            Some(child)
        })
        .filter(|child| !self.nodes[*child].gone)
    }

    /// Whether the table around `at`, or that it is, sets the page and holds no data: a cell of it has much text.
    pub fn is_layout(&self, at: usize) -> bool {
        let mut table = at;
        while self.nodes[table].tag != Tag::Table {
            if table == 0 {
                return false;
            }
            table = self.nodes[table].parent;
        }
        let long = |cell: usize| {
            let text = self.below(cell).filter(|below| self.nodes[*below].tag == Tag::Text);
            text.map(|text| self.nodes[text].text.len()).sum::<usize>() > LONG_CELL
        };
        self.below(table).any(|below| self.nodes[below].tag == Tag::Cell && long(below))
    }

    /// The text below a node, white space squeezed.
    pub fn text_of(&self, at: usize) -> String {
        let mut text = String::new();
        for below in [at].into_iter().chain(self.below(at)) {
            let node = &self.nodes[below];
            if node.tag == Tag::Text {
                text.push_str(&self.text[node.text.clone()]);
            } else if node.tag.is_block() || node.tag == Tag::Break {
                text.push(' ');
            }
        }
        squeeze(&text)
    }
}

/// See [`Tree::below`].
pub struct Below<'a> {
    tree: &'a Tree,
    next: usize,
    end: usize,
}

impl Iterator for Below<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.next < self.end {
            let at = self.next;
            let node = &self.tree.nodes[at];
            if !node.gone {
                self.next += 1;
                return Some(at);
            }
            self.next = node.end;
        }
        None
    }
}

impl Attrs {
    /// Takes an attribute that matters.
    fn take(&mut self, name: &str, value: &str) -> bool {
        match name {
            "class" | "id" => {
                self.names.push(' ');
                self.names.push_str(value);
            }
            "itemprop" => value.clone_into(&mut self.itemprop),
            "role" => self.role = value.to_ascii_lowercase(),
            // What EPUB says of an element: https://www.w3.org/TR/epub-ssv/
            "epub:type" => {
                self.hidden |= value == "pagebreak";
                self.note |= value == "noteref";
            }
            "datetime" => value.clone_into(&mut self.value),
            "content" if self.value.is_empty() => value.clone_into(&mut self.value),
            "hidden" => self.hidden = true,
            "aria-hidden" => self.hidden |= value == "true",
            "style" => self.hidden |= hides(value),
            "start" => self.start = value.trim().parse().ok(),
            "href" => self.leads_away = !value.trim_start().starts_with('#') && !value.starts_with("mailto:") && !value.starts_with("tel:"),
            _ => return false,
        }
        true
    }
}

/// Whether a style makes an element invisible.
fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// The text with each run of white space as one space, and none at the ends.
pub fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
