//! The shells that completions can be written for.

use clap::{Command, ValueEnum};
use clap_complete::{Generator, generate, shells};
use clap_complete_nushell::Nushell;

/// A shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
pub enum Shell {
    /// Bash 4.4 or later
    Bash,
    /// Elvish
    Elvish,
    /// fish
    Fish,
    /// Nushell
    #[value(alias = "nu")]
    Nushell,
    /// PowerShell
    #[value(name = "powershell", alias = "pwsh")]
    Power,
    /// zsh
    Zsh,
}

impl Shell {
    /// The script for this shell.
    pub fn script(self, mut command: Command) -> Vec<u8> {
        match self {
            Self::Bash => script(shells::Bash, &mut command),
            Self::Elvish => script(shells::Elvish, &mut command),
            Self::Fish => script(shells::Fish, &mut command),
            Self::Nushell => script(Nushell, &mut command),
            Self::Power => script(shells::PowerShell, &mut command),
            Self::Zsh => script(shells::Zsh, &mut command),
        }
    }
}

fn script(shell: impl Generator, command: &mut Command) -> Vec<u8> {
    let mut script = Vec::new();
    generate(shell, command, "namedrop", &mut script);
    script
}
