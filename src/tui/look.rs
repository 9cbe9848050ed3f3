//! What the environment tells of the terminal's look: how many colours, dark or light, and which characters.

use super::theme::{Depth, Theme, Tone};

/// What the user wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// As the terminal says.
    #[default]
    Auto,
    /// Always this.
    Always(Tone),
}

/// How wide a terminal draws what Unicode calls ambiguous: lines, blocks, arrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ambiguous {
    /// One column.
    Narrow,
    /// Two columns, as terminals for Chinese, Japanese and Korean do.
    Wide,
}

/// The theme of the first screen, from environment variables that `variable` looks up.
#[must_use]
pub fn theme(choice: Choice, variable: impl Fn(&str) -> Option<String>) -> Theme {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    let tone = match choice {
        Choice::Always(tone) => tone,
        Choice::Auto if set("NO_COLOR").is_some() => Tone::Mono,
        Choice::Auto => set("COLORFGBG").and_then(|value| of_colorfgbg(&value)).unwrap_or(Tone::Dark),
    };
    Theme { tone, depth: depth(&set), unicode: unicode(&set), links: false }
}

/// Whether the terminal should be asked for its background: the user left it open, and the terminal is none of those
/// that would show the question.
#[must_use]
pub fn may_ask(choice: Choice, variable: impl Fn(&str) -> Option<String>) -> bool {
    choice == Choice::Auto && variable("NO_COLOR").is_none_or(|value| value.is_empty()) && answers(variable)
}

/// Whether the terminal answers questions, and does not show them.
#[must_use]
pub fn answers(variable: impl Fn(&str) -> Option<String>) -> bool {
    let term = variable("TERM").unwrap_or_default();
    !matches!(term.as_str(), "" | "dumb" | "linux" | "cons25" | "emacs" | "eterm")
}

/// Dark or light, by a background's relative luminance as WCAG 2 defines it: what has more contrast to white is dark.
#[must_use]
pub fn tone_of(red: u8, green: u8, blue: u8) -> Tone {
    let linear = |channel: u8| {
        let c = f32::from(channel) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 { Tone::Dark } else { Tone::Light }
}

/// `15;0`, `0;default;15`: the last is the background, one of the sixteen colours.
fn of_colorfgbg(value: &str) -> Option<Tone> {
    let background: u8 = value.rsplit(';').next()?.parse().ok()?;
    match background {
        0..=6 | 8 => Some(Tone::Dark),
        7 | 9..=15 => Some(Tone::Light),
        _ => None,
    }
}

fn depth(set: &impl Fn(&str) -> Option<String>) -> Depth {
    let term = set("TERM").unwrap_or_default();
    match set("COLORTERM").as_deref() {
        Some("truecolor" | "24bit") => Depth::True,
        _ if term.contains("256color") || term.contains("direct") => Depth::Palette,
        _ if ["alacritty", "foot", "xterm-kitty", "xterm-ghostty", "wezterm"].contains(&term.as_str()) => Depth::True,
        _ => Depth::Sixteen,
    }
}

/// The first of the three that is set decides, as in any program.
fn unicode(set: &impl Fn(&str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or_default().to_ascii_lowercase();
    (locale.contains("utf-8") || locale.contains("utf8")) && set("TERM").is_none_or(|term| term != "linux")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<'a>(variables: &'a [(&str, &str)]) -> impl Fn(&str) -> Option<String> + 'a {
        move |name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn the_environment_decides_the_first_screen() {
        let theme_of = |variables: &[(&str, &str)]| theme(Choice::Auto, with(variables));
        assert_eq!(theme_of(&[]), Theme { tone: Tone::Dark, depth: Depth::Sixteen, unicode: false, links: false });
        let modern = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("LANG", "de_DE.UTF-8"), ("COLORFGBG", "0;15")];
        assert_eq!(theme_of(&modern), Theme { tone: Tone::Light, depth: Depth::True, unicode: true, links: false });
        assert_eq!(theme_of(&[("TERM", "screen-256color")]).depth, Depth::Palette);
        assert_eq!(theme_of(&[("COLORFGBG", "15;default;0")]).tone, Tone::Dark);
        assert!(!theme_of(&[("LC_ALL", "C"), ("LANG", "de_DE.UTF-8")]).unicode);
    }

    #[test]
    fn no_color_is_obeyed_unless_the_user_chose() {
        let no_color = [("NO_COLOR", "1"), ("TERM", "xterm")];
        assert_eq!(theme(Choice::Auto, with(&no_color)).tone, Tone::Mono);
        assert_eq!(theme(Choice::Always(Tone::Light), with(&no_color)).tone, Tone::Light);
        assert_eq!(theme(Choice::Auto, with(&[("NO_COLOR", "")])).tone, Tone::Dark);
    }

    #[test]
    fn only_a_terminal_that_understands_is_asked() {
        assert!(may_ask(Choice::Auto, with(&[("TERM", "xterm-256color")])));
        assert!(!may_ask(Choice::Auto, with(&[("TERM", "linux")])));
        assert!(!may_ask(Choice::Auto, with(&[])));
        assert!(!may_ask(Choice::Always(Tone::Dark), with(&[("TERM", "xterm-256color")])));
    }

    #[test]
    fn backgrounds_are_dark_or_light() {
        let dark = [(0, 0, 0), (0x28, 0x28, 0x28), (0, 0x2b, 0x36), (0x2e, 0x34, 0x40), (0, 0, 255)];
        let light = [(255, 255, 255), (0xfd, 0xf6, 0xe3), (0xef, 0xf1, 0xf5), (0xd0, 0xd0, 0xd0), (255, 255, 0)];
        assert!(dark.into_iter().all(|(r, g, b)| tone_of(r, g, b) == Tone::Dark));
        assert!(light.into_iter().all(|(r, g, b)| tone_of(r, g, b) == Tone::Light));
    }
}
