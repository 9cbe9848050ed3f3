//! The elements that an article can be told by.

/// A kind of node: text, or an element that matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A run of text.
    Text,
    /// `br`
    Break,
    /// A link.
    A,
    Address,
    Article,
    Aside,
    Blockquote,
    Body,
    Button,
    Caption,
    Cite,
    Code,
    Center,
    Dd,
    Details,
    Dialog,
    Div,
    Dl,
    Dt,
    Emphasis,
    Figcaption,
    Figure,
    Footer,
    Form,
    /// `h1` to `h6`
    Heading(u8),
    Header,
    Html,
    Img,
    Li,
    Main,
    Nav,
    Ol,
    P,
    Pre,
    /// `sup`
    Raised,
    Rule,
    Section,
    Span,
    Strong,
    Summary,
    Table,
    Cell,
    Row,
    Rows,
    Time,
    Ul,
    /// Forms' fields and the like: never prose.
    Control,
    /// Anything else; its text counts as that of its parent.
    Other,
}

impl Tag {
    /// The kind of the element called `name` (in lower case); `None`: neither it nor what it holds is shown by a browser
    /// as text.
    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            "script" | "style" | "template" | "svg" | "iframe" | "noscript" | "head" | "object" | "embed" | "canvas" | "video"
            | "audio" | "math" | "noframes" | "rt" | "rp" | "datalist" | "map" => return None,
            "br" => Self::Break,
            "a" => Self::A,
            "address" => Self::Address,
            "article" => Self::Article,
            "aside" => Self::Aside,
            "blockquote" => Self::Blockquote,
            "body" => Self::Body,
            "button" => Self::Button,
            "caption" => Self::Caption,
            "cite" => Self::Cite,
            "code" | "kbd" | "samp" | "tt" => Self::Code,
            "center" => Self::Center,
            "dd" => Self::Dd,
            "details" => Self::Details,
            "dialog" => Self::Dialog,
            "div" => Self::Div,
            "dl" => Self::Dl,
            "dt" => Self::Dt,
            "em" | "i" => Self::Emphasis,
            "figcaption" => Self::Figcaption,
            "figure" => Self::Figure,
            "footer" => Self::Footer,
            "form" => Self::Form,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "header" | "hgroup" => Self::Header,
            "html" => Self::Html,
            "img" | "amp-img" | "picture" => Self::Img,
            "li" => Self::Li,
            "main" => Self::Main,
            "nav" | "menu" => Self::Nav,
            "ol" => Self::Ol,
            "p" => Self::P,
            "pre" | "listing" | "xmp" | "plaintext" => Self::Pre,
            "sup" => Self::Raised,
            "hr" => Self::Rule,
            "section" => Self::Section,
            "span" => Self::Span,
            "strong" | "b" => Self::Strong,
            "summary" => Self::Summary,
            "table" => Self::Table,
            "td" | "th" => Self::Cell,
            "tr" => Self::Row,
            "tbody" | "thead" | "tfoot" => Self::Rows,
            "time" => Self::Time,
            "ul" | "dir" => Self::Ul,
            "input" | "select" | "textarea" | "fieldset" | "option" | "meter" | "progress" => Self::Control,
            _ => Self::Other,
        })
    }

    /// Whether it is a heading.
    pub fn is_heading(self) -> bool {
        matches!(self, Self::Heading(_))
    }

    /// Whether it begins a block of its own.
    pub fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Text
                | Self::Break
                | Self::A
                | Self::Button
                | Self::Cite
                | Self::Code
                | Self::Emphasis
                | Self::Img
                | Self::Raised
                | Self::Span
                | Self::Strong
                | Self::Time
                | Self::Control
                | Self::Other
        )
    }
}
