//! Colours of kinds for text that is printed and not drawn: SGR sequences.

use crate::engine::kind::{Color, Kind, KindId};

/// Dark, light, or without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// Attributes only.
    Mono,
}

/// How many colours there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Any.
    True,
    /// The palette of 256.
    Palette,
    /// The sixteen.
    Sixteen,
}

/// How mentions are painted; by default without colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Dark, light or mono.
    pub tone: Tone,
    /// The colours that the output has.
    pub depth: Depth,
}

impl Default for Palette {
    fn default() -> Self {
        Self { tone: Tone::Mono, depth: Depth::Sixteen }
    }
}

/// A kind's colours: 24 bits, of 256 and of 16, each for dark and light; and the attributes that stand for it in mono.
struct Look {
    rgb: [&'static str; 2],
    palette: [u8; 2],
    sixteen: [u8; 2],
    mono: &'static str,
}

const PERSON: Look = Look { rgb: ["29;204;255", "0;2;229"], palette: [81, 20], sixteen: [36, 34], mono: "1" };
const MINISTRY: Look = Look { rgb: ["185;172;12", "132;50;1"], palette: [142, 94], sixteen: [33, 31], mono: "1;4" };
const ORGANISATION: Look = Look { rgb: ["234;118;183", "106;0;128"], palette: [205, 53], sixteen: [35, 35], mono: "4" };
const PLACE: Look = Look { rgb: ["198;250;151", "4;122;105"], palette: [193, 23], sixteen: [32, 32], mono: "3" };
/// Kinds that a dictionary declares.
const OTHER: Look = Look { rgb: ["255;175;95", "135;66;0"], palette: [215, 94], sixteen: [33, 31], mono: "1;3" };

impl Palette {
    /// The sequence that begins a mention of this kind.
    #[must_use]
    pub fn begin(self, id: KindId, kind: &Kind) -> String {
        let look = match id {
            KindId::PERSON => PERSON,
            KindId::MINISTRY => MINISTRY,
            KindId::ORGANISATION => ORGANISATION,
            KindId::PLACE => PLACE,
            _ => OTHER,
        };
        let shade = usize::from(self.tone == Tone::Light);
        match (self.tone, kind.color, self.depth) {
            (Tone::Mono, ..) => format!("\x1b[{}m", look.mono),
            (_, Some(Color::Named(number @ 0..=7)), _) => format!("\x1b[{}m", 30 + number),
            (_, Some(Color::Named(number)), _) => format!("\x1b[{}m", 82 + number.min(15)),
            (_, Some(Color::Rgb(r, g, b)), Depth::True) => format!("\x1b[38;2;{r};{g};{b}m"),
            (_, _, Depth::True) => format!("\x1b[38;2;{}m", look.rgb[shade]),
            (_, _, Depth::Palette) => format!("\x1b[38;5;{}m", look.palette[shade]),
            (_, _, Depth::Sixteen) => format!("\x1b[{}m", look.sixteen[shade]),
        }
    }
}

/// The sequence that ends a mention.
pub const END: &str = "\x1b[0m";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::kind::Kinds;

    #[test]
    fn a_kind_is_told_by_colour_or_without_colour_by_attributes() {
        let kinds = Kinds::default();
        let begin = |tone, depth| Palette { tone, depth }.begin(KindId::MINISTRY, &kinds[KindId::MINISTRY]);
        assert_eq!(begin(Tone::Dark, Depth::True), "\x1b[38;2;185;172;12m");
        assert_eq!(begin(Tone::Light, Depth::Palette), "\x1b[38;5;94m");
        assert_eq!(begin(Tone::Dark, Depth::Sixteen), "\x1b[33m");
        assert_eq!(begin(Tone::Mono, Depth::True), "\x1b[1;4m");
    }

    #[test]
    fn a_declared_colour_is_used() {
        let kind = Kind { name: "ship".into(), label: "Ships".into(), letter: 'S', color: Some(Color::Named(14)) };
        assert_eq!(Palette { tone: Tone::Dark, depth: Depth::True }.begin(KindId(4), &kind), "\x1b[96m");
    }
}
