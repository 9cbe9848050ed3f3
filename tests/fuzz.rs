//! What the fuzzer checks, on its corpus: what it found once stays found. And on inputs made of the corpus by chance, for where
//! there is no fuzzer: a few in every run, `NAMEDROP_MUTATE=60` seconds of them for each target on request,
//! of the one target that `NAMEDROP_FUZZ` names. `fuzz/chance` runs two targets at a time. Other inputs each time, unless
//! `NAMEDROP_SEED` is a number: what must hold before a change is taken must not depend on chance.

#[path = "../fuzz/checks.rs"]
mod checks;
mod dice;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use checks::Target;
use dice::Dice;

/// Inputs made by chance for each target in an ordinary run.
const FEW: usize = 25;

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap_or_default()).collect()
}

#[test]
fn every_input_of_the_corpus_passes() {
    for (name, check, most) in checks::TARGETS {
        let inputs = corpus(name);
        assert!(!inputs.is_empty(), "no input for {name}");
        for data in inputs {
            assert!(data.len() <= most, "an input of {name} is longer than its target takes");
            let _kept = Kept { name, data: &data };
            check(&data);
        }
    }
}

/// What is refused at once shows nothing, however often it is tried.
#[test]
fn pages_of_the_corpus_are_read() {
    for (number, data) in corpus("pdf").iter().enumerate().filter(|(_, data)| data.contains(&0xFF)) {
        let objects: Vec<&[u8]> = data.split(|byte| *byte == 0xFF).collect();
        let read = namedrop::source::from_bytes("paper.pdf", checks::pdf_of(&objects), &namedrop::source::Options::default());
        let read = read.unwrap_or_else(|error| panic!("page {number} is refused: {error}"));
        assert!(read.text.contains("nna"), "{number}: {:?}", read.text);
    }
}

#[test]
fn inputs_made_of_the_corpus_by_chance_pass() {
    let seconds = std::env::var("NAMEDROP_MUTATE").ok().and_then(|seconds| seconds.parse().ok());
    let wanted = std::env::var("NAMEDROP_FUZZ").ok();
    assert!(wanted.as_ref().is_none_or(|wanted| checks::TARGETS.iter().any(|(name, ..)| name == wanted)), "no target {wanted:?}");
    for target in checks::TARGETS.into_iter().filter(|(name, ..)| wanted.as_deref().is_none_or(|wanted| wanted == *name)) {
        let done = mutate(target, seconds.map(Duration::from_secs));
        println!("{}: {done} inputs", target.0);
    }
}

fn mutate((name, check, most): Target, time: Option<Duration>) -> usize {
    let inputs = corpus(name);
    let seed = std::env::var("NAMEDROP_SEED").ok().and_then(|seed| seed.parse().ok());
    let fresh = || if time.is_some() { u64::from(std::process::id()) << 20 | 1 } else { 88_172_645_463_325_252 };
    let seed = seed.filter(|seed| *seed != 0).unwrap_or_else(fresh);
    let (mut dice, mut done, begin) = (Dice(seed), 0, Instant::now());
    while time.map_or(done < FEW, |time| begin.elapsed() < time) {
        let mut data = inputs[dice.below(inputs.len())].clone();
        for _ in 0..=dice.below(6) {
            change(&mut data, &inputs, &mut dice);
        }
        data.truncate(most);
        let _kept = Kept { name, data: &data };
        check(&data);
        done += 1;
    }
    done
}

/// Pieces that mean something to one parser or another.
const WORDS: [&[u8]; 24] = [
    b"\x1b[2J",
    b"\x00",
    b"\xff",
    b"\xe2\x80\xae",
    b"\xcc\x81",
    b"\xe2\x80\x8d",
    b"\n",
    b"\r\n",
    b"\n\n",
    b"[[",
    b"]]",
    b"<p>",
    b"</p>",
    b"<!--",
    b"&#x1b;",
    b"&amp;",
    b"```\n",
    b"> ",
    b"\"",
    b"'",
    b"\\",
    b" = ",
    b"\xe6\xbc\xa2",
    b"K\xc3\xb6ln",
];

fn change(data: &mut Vec<u8>, inputs: &[Vec<u8>], dice: &mut Dice) {
    let at = dice.below(data.len() + 1);
    match dice.below(7) {
        0 if at < data.len() => data[at] ^= 1 << dice.below(8),
        1 => drop(data.splice(at..at, WORDS[dice.below(WORDS.len())].iter().copied())),
        2 => {
            let end = (at + dice.below(20)).min(data.len());
            data.drain(at..end);
        }
        3 => {
            let end = (at + dice.below(40)).min(data.len());
            let piece = data[at..end].repeat(1 + dice.below(8));
            drop(data.splice(at..at, piece));
        }
        4 => {
            let other = &inputs[dice.below(inputs.len())];
            let from = dice.below(other.len() + 1);
            data.truncate(at);
            data.extend_from_slice(&other[from..]);
        }
        5 => data.insert(at, u8::try_from(dice.below(256)).unwrap_or_default()),
        _ => data.truncate(at.max(1)),
    }
}

/// Keeps an input that a check failed on.
struct Kept<'a> {
    name: &'static str,
    data: &'a [u8],
}

impl Drop for Kept<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let path = format!("{}/{}-fault", env!("CARGO_TARGET_TMPDIR"), self.name);
            let written = fs::write(&path, self.data);
            eprintln!("the input is in {path} ({written:?}); once the fault is gone it belongs into fuzz/corpus/{}", self.name);
        }
    }
}
