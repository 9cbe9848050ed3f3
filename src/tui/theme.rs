//! Colours and attributes: everything that the drawing asks for by its meaning.
//!
//! Body text and background are the terminal's own. Nothing is told by colour alone: kinds have attributes, and in mono
//! letters. Nothing is asked for that a terminal may lack (`dim`, curly underlines, underline colours).

use ratatui::style::{Color, Modifier, Style};

use crate::engine::kind::{self, Kind, KindId, Kinds};

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

impl Tone {
    /// The one that [`Tone::word`] calls so.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Dark, Self::Light, Self::Mono].into_iter().find(|tone| tone.word() == word)
    }

    /// As the command line and the configuration call it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Mono => "mono",
        }
    }
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
    /// Whether the terminal is told of addresses on the web (OSC 8).
    pub links: bool,
}

/// One meaning in one tone: as `#rrggbb`, in the palette of 256, among the sixteen.
type Shade = (u32, u8, Color);

/// Dark and light shades of the built-in kinds, in their order, and of any other kind.
const KINDS: [[Shade; 2]; 5] = [
    [(0x1d_cc_ff, 81, Color::Cyan), (0x00_02_e5, 20, Color::Blue)],
    [(0xb9_ac_0c, 142, Color::Yellow), (0x84_32_01, 94, Color::Red)],
    [(0xea_76_b7, 205, Color::Magenta), (0x6a_00_80, 53, Color::Magenta)],
    [(0xc6_fa_97, 193, Color::Green), (0x04_7a_69, 23, Color::Green)],
    [(0xff_af_87, 216, Color::LightRed), (0x87_00_00, 88, Color::Red)],
];
const SECONDARY: [Shade; 2] = [(0xa8_a8_a8, 248, Color::Gray), (0x5f_5f_5f, 59, Color::DarkGray)];
const LINES: [Shade; 2] = [(0x5a_5a_5a, 240, Color::DarkGray), (0xb4_b4_b4, 249, Color::Gray)];
const BAR: [[Shade; 2]; 2] =
    [[(0x30_30_30, 236, Color::Black), (0xe4_e4_e4, 254, Color::White)], [(0xd8_d8_d8, 188, Color::Gray), (0x1c_1c_1c, 234, Color::Black)]];
const HIT: Shade = (0xff_d7_5f, 221, Color::Yellow);
const CURRENT_HIT: Shade = (0xff_87_00, 208, Color::LightYellow);
const BLACK: Shade = (0, 16, Color::Black);

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

    /// How mentions of a kind look. A name that the paragraph had before needs no more emphasis than its colour.
    #[must_use]
    pub fn kind(self, kinds: &Kinds, kind: KindId, repeated: bool) -> Style {
        let attributes = if repeated && self.tone != Tone::Mono { attributes(kind) & Modifier::ITALIC } else { attributes(kind) };
        self.tint(kinds, kind).add_modifier(attributes)
    }

    /// The colour of a kind, without attributes.
    #[must_use]
    pub fn tint(self, kinds: &Kinds, kind: KindId) -> Style {
        let declared = kinds.iter().find(|(id, _)| *id == kind).and_then(|(_, kind)| kind.color);
        match declared {
            _ if self.tone == Tone::Mono => Style::new(),
            Some(color) => Style::new().fg(self.declared(color)),
            None => self.fg(&KINDS[usize::from(kind.0).min(KINDS.len() - 1)]),
        }
    }

    /// The current mention.
    #[must_use]
    pub fn current(self, kinds: &Kinds, kind: Option<KindId>) -> Style {
        let style = kind.map_or(Style::new(), |kind| self.kind(kinds, kind, true));
        style.add_modifier(Modifier::REVERSED | Modifier::BOLD).remove_modifier(Modifier::ITALIC)
    }

    /// A mention that may be one of several.
    #[must_use]
    pub fn ambiguous(self, kinds: &Kinds, kind: Option<KindId>) -> Style {
        kind.map_or(Style::new(), |kind| self.kind(kinds, kind, true)).add_modifier(Modifier::UNDERLINED)
    }

    /// What is said beside the text: dates, hints, labels.
    #[must_use]
    pub fn secondary(self) -> Style {
        self.fg(&SECONDARY)
    }

    /// Lines between panes.
    #[must_use]
    pub fn line(self) -> Style {
        self.fg(&LINES)
    }

    /// Titles and headings.
    #[must_use]
    pub fn title(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The status line.
    #[must_use]
    pub fn bar(self) -> Style {
        match (self.side(), self.depth) {
            (None, _) | (_, Depth::Sixteen) => Style::new().add_modifier(Modifier::REVERSED),
            (Some(side), _) => Style::new().bg(self.color(BAR[side][0])).fg(self.color(BAR[side][1])),
        }
    }

    /// Words that are selected.
    #[must_use]
    pub fn selection(self) -> Style {
        // Over the current mention, which is reversed, the colours would change places.
        let style = self.bar().add_modifier(Modifier::UNDERLINED);
        if self.tone == Tone::Mono || self.depth == Depth::Sixteen { style } else { style.remove_modifier(Modifier::REVERSED) }
    }

    /// A place where the search text stands.
    #[must_use]
    pub fn hit(self, current: bool) -> Style {
        let strong = Modifier::BOLD | Modifier::UNDERLINED;
        let emphasis = if current { strong } else { Modifier::empty() };
        if self.tone == Tone::Mono {
            return Style::new().add_modifier(Modifier::REVERSED | emphasis);
        }
        let background = self.color(if current { CURRENT_HIT } else { HIT });
        // Over the current mention, which is reversed, the colours would change places.
        Style::new().fg(self.color(BLACK)).bg(background).add_modifier(emphasis).remove_modifier(Modifier::REVERSED)
    }

    fn fg(self, shades: &[Shade; 2]) -> Style {
        self.side().map_or(Style::new(), |side| Style::new().fg(self.color(shades[side])))
    }

    /// Which of two shades; `None`: no colour at all.
    fn side(self) -> Option<usize> {
        match self.tone {
            Tone::Dark => Some(0),
            Tone::Light => Some(1),
            Tone::Mono => None,
        }
    }

    fn color(self, (rgb, indexed, named): Shade) -> Color {
        match self.depth {
            Depth::True => Color::from_u32(rgb),
            Depth::Palette => Color::Indexed(indexed),
            Depth::Sixteen => named,
        }
    }

    /// A colour that a dictionary wishes for, as near as the terminal comes to it.
    fn declared(self, color: kind::Color) -> Color {
        match (color, self.depth) {
            (kind::Color::Named(number), _) => Color::Indexed(number & 15),
            (kind::Color::Rgb(r, g, b), Depth::True) => Color::Rgb(r, g, b),
            (kind::Color::Rgb(r, g, b), Depth::Palette) => Color::Indexed(in_cube(r, g, b)),
            (kind::Color::Rgb(r, g, b), Depth::Sixteen) => Color::Indexed(of_sixteen(r, g, b)),
        }
    }
}

/// What tells the kinds apart without colour.
fn attributes(kind: KindId) -> Modifier {
    match kind {
        KindId::PERSON => Modifier::BOLD,
        KindId::MINISTRY => Modifier::BOLD | Modifier::UNDERLINED,
        KindId::PLACE => Modifier::ITALIC,
        _ => Modifier::UNDERLINED,
    }
}

/// The letter of a kind.
#[must_use]
pub fn letter(kinds: &Kinds, kind: KindId) -> char {
    kinds.iter().find(|(id, _)| *id == kind).map_or('?', |(_, kind): (_, &Kind)| kind.letter)
}

/// The nearest of the palette's 6 × 6 × 6 cube.
fn in_cube(r: u8, g: u8, b: u8) -> u8 {
    let step = |channel: u8| {
        if channel < 48 {
            0
        } else if channel < 115 {
            1
        } else {
            (channel - 35) / 40
        }
    };
    16 + 36 * step(r) + 6 * step(g) + step(b)
}

/// The nearest of the sixteen: each channel on or off, bright where the colour is.
fn of_sixteen(r: u8, g: u8, b: u8) -> u8 {
    let most = r.max(g).max(b);
    let on = |channel: u8| u8::from(channel > most / 2 && channel > 40);
    let bright = if most > 170 { 8 } else { 0 };
    bright + on(r) + 2 * on(g) + 4 * on(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_told_apart_without_colour() {
        let mono = Theme { tone: Tone::Mono, depth: Depth::True, unicode: true, links: false };
        let kinds = Kinds::default();
        let styles: Vec<_> = kinds.iter().map(|(id, _)| mono.kind(&kinds, id, true)).collect();
        for (i, style) in styles.iter().enumerate() {
            assert!(style.fg.is_none() && style.bg.is_none());
            assert!(!styles[i + 1..].contains(style));
        }
    }

    #[test]
    fn a_declared_colour_comes_as_near_as_the_terminal_can() {
        assert_eq!((in_cube(255, 135, 0), in_cube(0, 0, 0), in_cube(255, 255, 255)), (208, 16, 231));
        assert_eq!((of_sixteen(255, 0, 0), of_sixteen(0, 128, 128), of_sixteen(0, 0, 0)), (9, 6, 0));
    }

    #[test]
    fn the_colours_can_be_read_on_the_usual_backgrounds() {
        let backgrounds: [&[u32]; 2] =
            [&[0, 0x1e_1e_1e, 0x28_28_28, 0x00_2b_36, 0x2e_34_40, 0x28_2a_36], &[0xff_ff_ff, 0xfd_f6_e3, 0xfb_f1_c7, 0xef_f1_f5]];
        for (side, backgrounds) in backgrounds.iter().enumerate() {
            for background in *backgrounds {
                for shade in KINDS.iter().chain([&SECONDARY]) {
                    let contrast = contrast(shade[side].0, *background);
                    assert!(contrast >= 4.5, "{:06x} on {background:06x}: {contrast:.2}", shade[side].0);
                }
            }
        }
    }

    /// As WCAG 2 defines it.
    fn contrast(a: u32, b: u32) -> f64 {
        let linear = |channel: u32| {
            let c = f64::from(channel & 255) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = |c: u32| 0.2126 * linear(c >> 16) + 0.7152 * linear(c >> 8) + 0.0722 * linear(c);
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        if a > b { a / b } else { b / a }
    }
}
