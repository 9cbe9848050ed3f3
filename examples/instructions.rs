//! One step of the program, again and again, for those who count instructions (`benches/instructions`):
//!
//!     instructions build|scan|resolve|wrap|draw ROUNDS
//!
//! What it takes to begin is the same for any number of rounds, so that the difference between two runs is the step alone.

#[path = "../benches/fixture/mod.rs"]
mod fixture;
#[path = "../benches/fixture/session.rs"]
mod session;

use std::hint::black_box;
use std::process::ExitCode;

use namedrop::reader::wrap::wrap;
use session::Session;

const NAMES: usize = 1_000;
const BYTES: usize = 100_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let step = arguments.first().map(String::as_str);
    let rounds = arguments.get(1).and_then(|rounds| rounds.parse().ok());
    if let Some((step @ ("build" | "scan" | "resolve" | "wrap" | "draw"), rounds)) = step.zip(rounds) {
        run(step, rounds);
        return ExitCode::SUCCESS;
    }
    eprintln!("usage: instructions build|scan|resolve|wrap|draw ROUNDS");
    ExitCode::from(2)
}

fn run(step: &str, rounds: usize) {
    let names = fixture::names(NAMES);
    let dictionary = fixture::dictionary(&names, false);
    let lexicon = fixture::lexicon(&dictionary);
    let article = fixture::article(&fixture::text(BYTES, &names));
    let candidates = || lexicon.candidates(&article, 0..article.blocks.len());
    let mut session = Session::new(article.clone(), &lexicon);
    let found = candidates();
    for _ in 0..rounds {
        match step {
            "build" => drop(black_box(fixture::lexicon(&dictionary))),
            "scan" => drop(black_box(candidates())),
            "resolve" => drop(black_box(lexicon.mentions(&article, found.clone(), 1))),
            "wrap" => {
                for block in &article.blocks {
                    drop(black_box(wrap(block, &article.text, block.range.clone(), 66, article.language)));
                }
            }
            _ => {
                session.page_down();
                drop(black_box(session.draw()));
            }
        }
    }
}
