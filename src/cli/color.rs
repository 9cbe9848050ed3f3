//! Whether output is coloured: `--color`, then `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR`, then whether it is a terminal
//! (<https://no-color.org>, <https://bixense.com/clicolors>).

use crate::store::config::Color;

/// Decides from what the user says, from the environment that `variable` looks up, and from the kind of output.
pub fn wanted(color: Color, variable: impl Fn(&str) -> Option<String>, is_terminal: bool) -> bool {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR").is_some() => false,
        Color::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        Color::Auto => is_terminal && set("CLICOLOR").as_deref() != Some("0") && set("TERM").as_deref() != Some("dumb"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(variables: &[(&str, &str)], is_terminal: bool) -> bool {
        let variable = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        wanted(Color::Auto, variable, is_terminal)
    }

    #[test]
    fn the_option_beats_everything() {
        assert!(wanted(Color::Always, |_| Some("1".into()), false));
        assert!(!wanted(Color::Never, |name| (name == "CLICOLOR_FORCE").then(|| "1".into()), true));
    }

    #[test]
    fn the_variables_have_their_order() {
        assert!(!auto(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], true));
        assert!(auto(&[("NO_COLOR", ""), ("CLICOLOR_FORCE", "1")], false));
        assert!(!auto(&[("CLICOLOR_FORCE", "0")], false));
        assert!(!auto(&[("CLICOLOR", "0")], true));
        assert!(auto(&[], true) && !auto(&[], false));
    }
}
