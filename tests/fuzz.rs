//! What the fuzzer checks, on its corpus: what it found once stays found.

#[path = "../fuzz/checks.rs"]
mod checks;

use std::fs;
use std::path::Path;

#[test]
fn every_input_of_the_corpus_passes() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, check, most) in checks::TARGETS {
        let mut inputs = 0;
        for entry in fs::read_dir(corpus.join(name)).into_iter().flatten().flatten() {
            let data = fs::read(entry.path()).unwrap_or_default();
            assert!(data.len() <= most, "{} is longer than its target takes", entry.path().display());
            // The test's output says which input it was.
            println!("{}", entry.path().display());
            check(&data);
            inputs += 1;
        }
        assert!(inputs > 0, "no input for {name}");
    }
}
