//! The program: see [`namedrop::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    namedrop::cli::run(std::env::args_os())
}
