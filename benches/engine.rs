//! What the engine costs, each step beside a program that does the least of it: `cargo bench --bench engine`.

#![expect(clippy::expect_used, reason = "a bench without its input should fail loudly")]

mod fixture;

use std::hint::black_box;
use std::time::Duration;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};
use namedrop::engine::fold::{fold, is_word};
use namedrop::engine::kind::KindId;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
const BYTES: usize = 1_000_000;

fn main() {
    let second = Duration::from_secs(1);
    let criterion = Criterion::default().sample_size(10).warm_up_time(second / 2).measurement_time(2 * second);
    let mut criterion = criterion.configure_from_args();
    build(&mut criterion);
    folding(&mut criterion);
    scan(&mut criterion);
    resolve(&mut criterion);
    criterion.final_summary();
}

/// All names in one automaton, and nothing else.
fn automaton(names: &[(KindId, String)]) -> AhoCorasick {
    let names = names.iter().map(|(_, name)| name);
    let builder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).kind(Some(AhoCorasickKind::ContiguousNFA)).build(names);
    builder.expect("an automaton has room for the names")
}

/// The longest names that begin and end where words do.
fn plain_search(automaton: &AhoCorasick, text: &str) -> usize {
    let edges = |start: usize, end: usize| !text[..start].ends_with(is_word) && !text[end..].starts_with(is_word);
    automaton.find_iter(text).filter(|found| edges(found.start(), found.end())).count()
}

/// A dictionary becomes a lexicon.
fn build(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("build");
    for size in SIZES {
        let names = fixture::names(size);
        for (what, exact) in [("exact", true), ("all forms", false)] {
            let dictionary = fixture::dictionary(&names, exact);
            group.bench_function(BenchmarkId::new(what, size), |bench| bench.iter(|| black_box(fixture::lexicon(&dictionary))));
        }
        group.bench_function(BenchmarkId::new("aho-corasick", size), |bench| bench.iter(|| black_box(automaton(&names))));
    }
    group.finish();
}

/// Text becomes what names are compared with.
fn folding(criterion: &mut Criterion) {
    let text = fixture::text(BYTES, &fixture::names(1_000));
    let mut group = criterion.benchmark_group("fold");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("fold", |bench| bench.iter(|| black_box(fold(&text))));
    group.bench_function("to_lowercase", |bench| bench.iter(|| black_box(text.to_lowercase())));
    group.finish();
}

/// An article becomes candidates.
fn scan(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("scan");
    for size in SIZES {
        let names = fixture::names(size);
        let text = fixture::text(BYTES, &names);
        let article = fixture::article(&text);
        group.throughput(Throughput::Bytes(text.len() as u64));
        for (what, exact) in [("exact", true), ("all forms", false)] {
            let lexicon = fixture::lexicon(&fixture::dictionary(&names, exact));
            let scan = || lexicon.candidates(&article, 0..article.blocks.len());
            group.bench_function(BenchmarkId::new(what, size), |bench| bench.iter(|| black_box(scan())));
        }
        let automaton = automaton(&names);
        group.bench_function(BenchmarkId::new("aho-corasick", size), |bench| bench.iter(|| black_box(plain_search(&automaton, &text))));
    }
    group.finish();
}

/// Candidates become mentions.
fn resolve(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("resolve");
    for size in SIZES {
        let names = fixture::names(size);
        let article = fixture::article(&fixture::text(BYTES, &names));
        group.throughput(Throughput::Bytes(article.text.len() as u64));
        for (what, exact) in [("exact", true), ("all forms", false)] {
            let lexicon = fixture::lexicon(&fixture::dictionary(&names, exact));
            let candidates = || lexicon.candidates(&article, 0..article.blocks.len());
            group.bench_function(BenchmarkId::new(what, size), |bench| {
                bench.iter_batched(candidates, |candidates| black_box(lexicon.mentions(&article, candidates, 1)), BatchSize::LargeInput);
            });
        }
    }
    group.finish();
}
