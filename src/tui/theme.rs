//! Colours and attributes: everything that the drawing asks for by its meaning.

/// How many colours the terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Any.
    True,
    /// The palette of 256.
    Palette,
    /// The sixteen.
    Sixteen,
}

/// Dark, light, or without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// Attributes and letters only.
    Mono,
}

/// How everything looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Dark, light or mono.
    pub tone: Tone,
    /// The colours that the terminal has.
    pub depth: Depth,
    /// Whether box drawing, block and arrow characters may be used; else ASCII stands for them.
    pub unicode: bool,
}

impl Theme {
    /// The one that `c` switches to: dark, light, mono, dark …
    #[must_use]
    pub fn next(self) -> Self {
        let tone = match self.tone {
            Tone::Dark => Tone::Light,
            Tone::Light => Tone::Mono,
            Tone::Mono => Tone::Dark,
        };
        Self { tone, ..self }
    }
}
