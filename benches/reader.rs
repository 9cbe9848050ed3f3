//! What reading costs, each step beside a program that does the least of it: `cargo bench --bench reader`.

mod fixture;
#[path = "fixture/session.rs"]
mod session;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput};
use namedrop::engine::language::Language;
use namedrop::reader::wrap::wrap;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use session::Session;

const BYTES: usize = 1_000_000;
const NAMES: usize = 10_000;
const WIDTH: u16 = 66;

fn main() {
    let second = Duration::from_secs(1);
    let criterion = Criterion::default().sample_size(10).warm_up_time(second / 2).measurement_time(2 * second);
    let mut criterion = criterion.configure_from_args();
    open(&mut criterion);
    wrapping(&mut criterion);
    draw(&mut criterion);
    criterion.final_summary();
}

/// Bytes become an article.
fn open(criterion: &mut Criterion) {
    let text = fixture::text(BYTES, &fixture::names(NAMES));
    let mut group = criterion.benchmark_group("open");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("article", |bench| bench.iter(|| black_box(fixture::article(&text))));
    let lines = |bytes: Vec<u8>| String::from_utf8(bytes).map(|text| text.lines().map(str::len).collect::<Vec<_>>());
    let bytes = || text.as_bytes().to_vec();
    group.bench_function("from_utf8 and lines", |bench| bench.iter_batched(bytes, |bytes| black_box(lines(bytes)), BatchSize::LargeInput));
    group.finish();
}

/// Forty paragraphs become rows.
fn wrapping(criterion: &mut Criterion) {
    let article = fixture::article(&fixture::text(BYTES, &fixture::names(NAMES)));
    let blocks = &article.blocks[..40];
    let mut group = criterion.benchmark_group("wrap");
    group.throughput(Throughput::Bytes(blocks.iter().map(|block| block.range.len() as u64).sum()));
    for (what, width) in [("wrap", WIDTH), ("wrap and hyphenate", WIDTH / 2)] {
        let rows = || blocks.iter().map(|block| wrap(block, &article.text, block.range.clone(), width, Some(Language::De)).len());
        group.bench_function(what, |bench| bench.iter(|| black_box(rows().sum::<usize>())));
    }
    let options = textwrap::Options::new(WIDTH.into()).word_splitter(textwrap::WordSplitter::NoHyphenation);
    let rows = || blocks.iter().map(|block| textwrap::wrap(&article.text[block.range.clone()], &options).len());
    group.bench_function("textwrap", |bench| bench.iter(|| black_box(rows().sum::<usize>())));
    group.finish();
}

/// A session becomes a screen.
fn draw(criterion: &mut Criterion) {
    let names = fixture::names(NAMES);
    let lexicon = fixture::lexicon(&fixture::dictionary(&names, false));
    let text = fixture::text(BYTES, &names);
    let mut session = Session::new(fixture::article(&text), &lexicon);
    let mut group = criterion.benchmark_group("draw");
    group.bench_function("draw", |bench| bench.iter(|| black_box(session.draw())));
    group.bench_function("page down and draw", |bench| {
        bench.iter(|| {
            session.page_down();
            black_box(session.draw())
        });
    });
    group.bench_function("ratatui", |bench| bench.iter(|| black_box(plain(&text))));
    group.finish();
}

/// The beginning of the text, cut into rows wherever they end, in one colour.
fn plain(text: &str) -> Buffer {
    let (columns, rows) = session::SIZE;
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    let lines = text.lines().filter(|line| !line.is_empty());
    for (row, line) in (0..rows).zip(lines) {
        buffer.set_stringn(0, row, line, columns.into(), Style::new());
    }
    buffer
}
