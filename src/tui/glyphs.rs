//! The characters of the frame: box drawing and blocks where the terminal can show them, ASCII elsewhere.

/// One set of characters.
#[derive(Clone, Copy, Debug)]
pub struct Glyphs {
    /// Gutter: the current mention.
    pub current: &'static str,
    /// Gutter: another mention of the current entity.
    pub other: &'static str,
    /// Between text and panel.
    pub vertical: &'static str,
    /// Over the card.
    pub horizontal: &'static str,
    /// Around a box: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// The selected row of a list.
    pub selected: &'static str,
    /// Scrollbar: a mention of the current entity.
    pub tick: &'static str,
    /// Scrollbar: what is on the screen.
    pub thumb: &'static str,
    /// The same on the line between text and panel.
    pub heavy: &'static str,
    /// Before an item of a list.
    pub bullet: &'static str,
    /// Beside a quotation.
    pub quote: &'static str,
    /// Where paragraphs are folded away.
    pub fold: &'static str,
    /// Where something was cut.
    pub more: &'static str,
    /// Between parts of a line.
    pub dot: &'static str,
    /// Before the order of the cast.
    pub sort: &'static str,
    /// Before what is typed into a list.
    pub prompt: &'static str,
    /// The cursor of a prompt.
    pub cursor: &'static str,
    /// An article that was never opened.
    pub unread: &'static str,
    /// An article that was not read to its end.
    pub begun: &'static str,
    /// Presence: from nobody to the most.
    pub levels: [&'static str; 9],
}

/// Box drawing, blocks, arrows.
pub const UNICODE: Glyphs = Glyphs {
    current: "▶",
    other: "·",
    vertical: "│",
    horizontal: "─",
    corners: ["┌", "┐", "└", "┘"],
    selected: "▌",
    tick: "▐",
    thumb: "│",
    heavy: "┃",
    bullet: "•",
    quote: "│",
    fold: "⋯",
    more: "…",
    dot: " · ",
    sort: "▾",
    prompt: "› ",
    cursor: "█",
    unread: "●",
    begun: "○",
    levels: ["·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
};

/// For screen readers: nothing is drawn that would be read aloud.
pub const LINEAR: Glyphs = Glyphs {
    current: "",
    other: "",
    vertical: " ",
    horizontal: " ",
    selected: "",
    tick: "",
    thumb: "",
    heavy: " ",
    bullet: "-",
    quote: "",
    more: "...",
    dot: ", ",
    sort: "",
    cursor: "",
    levels: [""; 9],
    ..ASCII
};

/// For terminals and locales that have no more.
pub const ASCII: Glyphs = Glyphs {
    current: ">",
    other: "=",
    vertical: ":",
    horizontal: "-",
    corners: ["+", "+", "+", "+"],
    selected: ">",
    tick: "=",
    thumb: "|",
    heavy: "|",
    bullet: "*",
    quote: "|",
    fold: "..",
    more: "..",
    dot: " - ",
    sort: "",
    prompt: "> ",
    cursor: "_",
    unread: "*",
    begun: "-",
    levels: [".", "_", "_", "-", "-", "=", "=", "#", "#"],
};
