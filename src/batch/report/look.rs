//! The part of the page's style that depends on the dictionary: a colour for each kind, and what unticking it does.

use super::html::Html;
use crate::engine::dictionary::Dictionary;
use crate::engine::kind::{Color, Kind};

/// Red, green, blue.
type Rgb = [u8; 3];

/// The grounds that names stand on: light, and dark; each with the tint that mentions of the current name have.
const GROUNDS: [Rgb; 2] = [[0xff, 0xff, 0xff], [0x1e, 0x1e, 0x1e]];
/// Light and dark shades of the built-in kinds, in their order, and of any other kind; as in the reader.
const KINDS: [[Rgb; 2]; 5] = [
    [[0x00, 0x02, 0xe5], [0x1d, 0xcc, 0xff]],
    [[0x84, 0x32, 0x01], [0xb9, 0xac, 0x0c]],
    [[0x6a, 0x00, 0x80], [0xea, 0x76, 0xb7]],
    [[0x04, 0x7a, 0x69], [0xc6, 0xfa, 0x97]],
    [[0x87, 0x00, 0x00], [0xff, 0xaf, 0x87]],
];
/// What tells kinds apart without colour, in the order of [`KINDS`].
const ATTRIBUTES: [&str; 5] = [
    "font-weight:650",
    "font-weight:650;text-decoration:underline;text-decoration-thickness:.06em;text-underline-offset:.18em",
    "text-decoration:underline;text-decoration-thickness:.06em;text-underline-offset:.18em",
    "font-style:italic",
    "font-weight:650;font-style:italic",
];
/// The sixteen colours of terminals, as xterm has them.
const SIXTEEN: [Rgb; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];
/// The least contrast of text (WCAG 2.2, 1.4.3), and a little for the tint behind it.
const CONTRAST: f64 = 5.2;

/// Writes the rules of all kinds.
pub fn kinds(html: &mut Html, dictionary: &Dictionary) {
    for (id, kind) in dictionary.kinds.iter() {
        let number = usize::from(id.0);
        let [light, dark] = shades(kind, number);
        html.raw(".k").number(number).raw("{--c:").shown(&hex(light)).raw("}\n@supports (color:light-dark(red,red)){.k").number(number);
        html.raw("{--c:light-dark(").shown(&hex(light)).raw(",").shown(&hex(dark)).raw(")}}\n");
        html.raw("article .m.k").number(number).raw(":not(.again){").raw(ATTRIBUTES[number.min(ATTRIBUTES.len() - 1)]).raw("}\n");
        let off = |html: &mut Html, what: &'static str| {
            html.raw("body:has(#kind").number(number).raw(":not(:checked)) ").raw(what).number(number);
        };
        off(html, "article .m.k");
        html.raw("{all:unset;outline:revert}\n");
        off(html, ".cast>.k");
        html.raw("{display:none}\n");
    }
    html.raw("article .m.k3{font-style:italic}\n");
}

/// The light and the dark shade of a kind. What a dictionary declares is changed as far as it must be to be read.
fn shades(kind: &Kind, number: usize) -> [Rgb; 2] {
    let declared = match kind.color {
        Some(Color::Rgb(r, g, b)) => Some([r, g, b]),
        Some(Color::Named(number)) => SIXTEEN.get(usize::from(number)).copied(),
        None => None,
    };
    declared.map_or(KINDS[number.min(KINDS.len() - 1)], |color| GROUNDS.map(|ground| readable(color, ground)))
}

/// The colour, mixed with black or white until it stands out from the ground.
fn readable(color: Rgb, ground: Rgb) -> Rgb {
    let far = if luminance(ground) > 0.5 { 0 } else { 255 };
    let mixed = |step: u16| color.map(|part| ((u16::from(part) * (16 - step) + far * step) / 16).try_into().unwrap_or(u8::MAX));
    (0..=16).map(mixed).find(|color| contrast(*color, ground) >= CONTRAST).unwrap_or(color)
}

/// The contrast ratio of WCAG 2.2.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The relative luminance of WCAG 2.2.
fn luminance(color: Rgb) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) + 0.0722 * linear(color[2])
}

fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_can_be_read_on_its_ground() {
        let kind = |color| Kind { name: "x".into(), label: "X".into(), letter: 'X', color };
        let declared = (0..16).map(Color::Named).chain([Color::Rgb(128, 128, 128), Color::Rgb(250, 250, 210)]);
        for (number, kind) in (0..5).map(|number| (number, kind(None))).chain(declared.map(|color| (5, kind(Some(color))))) {
            for (shade, ground) in shades(&kind, number).into_iter().zip(GROUNDS) {
                assert!(contrast(shade, ground) >= 4.5, "{kind:?}: {}", contrast(shade, ground));
            }
        }
    }

    #[test]
    fn a_colour_that_can_be_read_stays_as_it_was_declared() {
        assert_eq!(readable([0x00, 0x02, 0xe5], GROUNDS[0]), [0x00, 0x02, 0xe5]);
        assert_ne!(readable([0xff, 0xff, 0x00], GROUNDS[0]), [0xff, 0xff, 0x00]);
    }
}
