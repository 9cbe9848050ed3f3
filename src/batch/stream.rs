//! `namedrop scan --jsonl-in`: documents come in a line each, their mentions go out in the same order, and neither end of
//! the stream is needed to begin.
//!
//! One thread reads lines, several scan, and this one writes. Every line brings its own way back, and these wait in line:
//! that keeps the order, and a queue of fixed length keeps memory to a few documents a thread.

use std::io::{self, BufRead, Read, Write};
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use super::lexicons::{load, without_weak};
use super::{Job, Palette, Status, Unit, complain, to_stdout};
use crate::engine::article::Article;
use crate::engine::side_by_side::available;
use crate::export::{Exporter, Format, Names, Scanned, exporter, push_line};
use crate::library::Lexicons;
use crate::source::{self, Reason};

/// Documents that may wait for each thread, scanned or not.
const WAITING: usize = 4;
/// Lines that are told one by one before they are only counted.
const TOLD: usize = 20;

/// How documents are scanned and their mentions written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// What offsets count.
    pub unit: Unit,
    /// Whether each document has a line of its own after its mentions.
    pub receipts: bool,
    /// How many threads scan; `None`: as many as there are cores.
    pub threads: Option<NonZero<usize>>,
}

/// A line on its way to a thread.
struct Line {
    /// From 1.
    number: u64,
    bytes: Result<Vec<u8>, Reason>,
    back: SyncSender<Answer>,
}

/// What became of a line.
#[derive(Default)]
struct Answer {
    /// What is written.
    out: Vec<u8>,
    /// What is told.
    said: Vec<String>,
    found: bool,
    failed: bool,
}

/// Says after the mentions of a document that these were all.
#[derive(Serialize)]
struct Receipt<'a> {
    doc: &'a str,
    mentions: Option<usize>,
    language: Option<&'static str>,
    date: Option<String>,
    error: Option<String>,
}

/// Scans what comes on standard input until it ends. A line that is no document is told and counted, and the others are
/// scanned.
#[must_use]
pub fn run(job: &Job, options: Options) -> Status {
    let lexicons = match load(&job.dictionaries) {
        Ok(lexicons) => Arc::new(lexicons),
        Err(status) => return status,
    };
    let input = io::BufReader::with_capacity(1 << 16, io::stdin());
    let answers = start(input, &Scanner { lexicons: lexicons.clone(), reading: job.reading, weak: job.weak, options });
    let status = to_stdout(|out| write(&answers, out));
    lexicons.keep();
    status
}

/// Writes answers in the order of their lines. Whatever has to be waited for is waited for with nothing held back.
fn write(answers: &Receiver<Receiver<Answer>>, out: &mut dyn Write) -> io::Result<Status> {
    let mut tally = Tally::default();
    while let Some(next) = patiently(answers, out)? {
        // A thread that was lost takes its answer with it.
        let answer = patiently(&next, out)?.unwrap_or_else(lost);
        out.write_all(&answer.out)?;
        tally.add(&answer);
    }
    out.flush()?;
    Ok(tally.close())
}

/// The next thing to come, or nothing at the end.
fn patiently<T>(from: &Receiver<T>, out: &mut dyn Write) -> io::Result<Option<T>> {
    if let Ok(ready) = from.try_recv() {
        return Ok(Some(ready));
    }
    out.flush()?;
    Ok(from.recv().ok())
}

/// What is told, and how often something was to be told.
#[derive(Default)]
struct Tally {
    lines: usize,
    failed: usize,
    said: usize,
    found: bool,
}

impl Tally {
    fn add(&mut self, answer: &Answer) {
        self.lines += 1;
        self.failed += usize::from(answer.failed);
        self.found |= answer.found;
        for said in &answer.said {
            self.said += 1;
            if self.said <= TOLD {
                complain(said);
            }
        }
    }

    fn close(&self) -> Status {
        if self.said > TOLD {
            complain(format_args!("… and {} more", self.said - TOLD));
        }
        if self.failed > 0 {
            complain(format_args!("{} of {} documents could not be read", self.failed, self.lines));
        }
        super::choice::status(self.failed == 0, self.found)
    }
}

/// Starts the threads. They are left alone when nobody takes the answers any more, and end with the program.
fn start(input: impl BufRead + Send + 'static, scanner: &Scanner) -> Receiver<Receiver<Answer>> {
    let threads = scanner.options.threads.map_or_else(available, NonZero::get);
    let limit = scanner.reading.max_size;
    let (lines, to_scan) = sync_channel(threads);
    let (order, answers) = sync_channel(threads * WAITING);
    let to_scan = Arc::new(Mutex::new(to_scan));
    let started = (0..threads).filter(|_| {
        let (scanner, to_scan) = (scanner.clone(), to_scan.clone());
        std::thread::Builder::new().name("scan".into()).spawn(move || scanner.run(&to_scan)).is_ok()
    });
    if started.count() == 0 {
        complain("no thread to be had");
    }
    let read = move || read(input, limit, &lines, &order);
    if let Err(error) = std::thread::Builder::new().name("lines".into()).spawn(read) {
        complain(format_args!("no thread to be had: {error}"));
    }
    answers
}

/// Hands lines out until they end or nobody wants them. Blank lines are none.
fn read(mut input: impl BufRead, limit: u64, lines: &SyncSender<Line>, order: &SyncSender<Receiver<Answer>>) {
    for number in 1.. {
        let bytes = match next_line(&mut input, limit) {
            Ok(None) => return,
            Ok(Some(line)) => line,
            Err(error) => Err(error.into()),
        };
        let over = matches!(&bytes, Err(Reason::Io(_)));
        if bytes.as_ref().is_ok_and(|bytes| bytes.trim_ascii().is_empty()) {
            continue;
        }
        let (back, answer) = sync_channel(1);
        if order.send(answer).is_err() || lines.send(Line { number, bytes, back }).is_err() || over {
            return;
        }
    }
}

/// The next line without its end; of one that is too long, only that it is. `None` at the end.
fn next_line(input: &mut impl BufRead, limit: u64) -> io::Result<Option<Result<Vec<u8>, Reason>>> {
    let mut line = Vec::new();
    let read = input.by_ref().take(limit.saturating_add(1)).read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() as u64 > limit {
        drop(line);
        input.skip_until(b'\n')?;
        return Ok(Some(Err(Reason::TooLarge(limit))));
    }
    Ok(Some(Ok(line)))
}

/// What a thread needs to know.
#[derive(Clone)]
struct Scanner {
    lexicons: Arc<Lexicons>,
    reading: source::Options,
    weak: bool,
    options: Options,
}

impl Scanner {
    fn run(&self, lines: &Mutex<Receiver<Line>>) {
        let names = Names::new(self.lexicons.dictionary());
        let mut exporter = exporter(Format::Jsonl, self.options.unit, Palette::default(), 1);
        loop {
            let next = lines.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(Line { number, bytes, back }) = next else { return };
            // One document that brings the program down must not take the others with it.
            let scan = || self.line(number, bytes, &names, &mut *exporter);
            let answer = catch_unwind(AssertUnwindSafe(scan)).unwrap_or_else(|_| lost());
            if back.send(answer).is_err() {
                return;
            }
        }
    }

    fn line(&self, number: u64, bytes: Result<Vec<u8>, Reason>, names: &Names<'_>, exporter: &mut dyn Exporter) -> Answer {
        let nameless = |reason| source::Error { doc: format!("-#{number}"), reason };
        let article = bytes.map_err(nameless).and_then(|bytes| {
            let mark = if number == 1 { "\u{FEFF}".as_bytes() } else { b"" };
            source::document(bytes.strip_prefix(mark).unwrap_or(&bytes), number, &self.reading)
        });
        match article {
            Ok(article) => self.article(number, &article, names, exporter),
            Err(error) => self.refusal(number, &error),
        }
    }

    fn article(&self, number: u64, article: &Article, names: &Names<'_>, exporter: &mut dyn Exporter) -> Answer {
        let mentions = self.lexicons.of(article).scan(article);
        let mentions = if self.weak { mentions } else { without_weak(&mentions) };
        let scanned = Scanned::new(article, names, mentions);
        let mut answer = Answer { found: !scanned.mentions().is_empty(), ..Answer::default() };
        answer.said.extend(article.warnings.iter().map(|warning| format!("line {number}: {}: warning: {warning}", article.doc)));
        let mut written = exporter.article(&scanned, &mut answer.out);
        if self.options.receipts {
            let language = article.language.map(crate::engine::language::Language::code);
            let date = article.date.map(|date| date.to_string());
            let receipt = Receipt { doc: &article.doc, mentions: Some(scanned.mentions().len()), language, date, error: None };
            written = written.and_then(|()| push_line(&mut answer.out, &receipt));
        }
        // Nothing is written but to memory.
        answer.failed = written.is_err();
        answer
    }

    fn refusal(&self, number: u64, error: &source::Error) -> Answer {
        let mut answer = Answer { failed: true, said: vec![format!("line {number}: {error}")], ..Answer::default() };
        if self.options.receipts {
            let reason = Some(error.reason.to_string());
            let receipt = Receipt { doc: &error.doc, mentions: None, language: None, date: None, error: reason };
            let _ = push_line(&mut answer.out, &receipt);
        }
        answer
    }
}

/// The answer of a thread that gave none.
fn lost() -> Answer {
    Answer { failed: true, said: vec!["a fault in the program: a document was not scanned".to_owned()], ..Answer::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store;

    fn scanner(options: Options) -> Scanner {
        let dictionary = Arc::new(store::builtin());
        Scanner { lexicons: Arc::new(Lexicons::new(dictionary)), reading: source::Options::default(), weak: true, options }
    }

    /// What is written for these lines, and how it ends.
    fn scanned(lines: &str, options: Options) -> (String, Status) {
        let mut out = Vec::new();
        let answers = start(io::Cursor::new(lines.to_owned().into_bytes()), &scanner(options));
        let status = write(&answers, &mut out).unwrap();
        (String::from_utf8(out).unwrap(), status)
    }

    fn documents(count: usize) -> String {
        let text = |at: usize| "Wladimir Putin kam. ".repeat(1 + (at * 7) % 40);
        let line = |at: usize| serde_json::json!({ "id": at, "text": text(at), "lang": "de" }).to_string();
        (0..count).map(line).collect::<Vec<_>>().join("\n") + "\n"
    }

    fn ids(out: &str) -> Vec<u64> {
        let id = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["doc"].as_str().unwrap().parse().unwrap();
        let mut ids: Vec<u64> = out.lines().map(id).collect();
        ids.dedup();
        ids
    }

    #[test]
    fn mentions_come_in_the_order_of_the_documents() {
        let (out, status) = scanned(&documents(300), Options::default());
        assert_eq!((ids(&out), status), ((0..300).collect(), Status::Done));
    }

    #[test]
    fn a_document_without_mentions_writes_nothing_but_its_receipt() {
        let lines = "{\"id\":\"a\",\"text\":\"Nobody.\",\"lang\":\"en\"}\n\n{\"text\":\"Putin spoke.\",\"date\":\"2024-05\"}\n";
        let (out, status) = scanned(lines, Options { receipts: true, ..Options::default() });
        let receipts: Vec<&str> = out.lines().filter(|line| !line.contains("\"start\"")).collect();
        assert_eq!(receipts[0], r#"{"doc":"a","mentions":0,"language":"en","date":null,"error":null}"#);
        assert!(receipts[1].starts_with("{\"doc\":\"-#3\",\"mentions\":1,\"language\":"), "{receipts:?}");
        assert_eq!((receipts.len(), status), (2, Status::Done));
        assert_eq!(scanned("{\"text\":\"Nobody.\"}", Options::default()), (String::new(), Status::Nothing));
    }

    #[test]
    fn a_bad_line_does_not_stop_the_rest() {
        let lines = format!("{{\n{}\"x\"\n", documents(3));
        let (out, status) = scanned(&lines, Options { receipts: true, ..Options::default() });
        assert_eq!(status, Status::Failed);
        assert_eq!(out.lines().filter(|line| line.contains("no document")).count(), 2);
        assert_eq!(out.lines().filter(|line| line.contains("\"mentions\":")).count(), 5);
    }

    #[test]
    fn a_line_over_the_limit_is_passed_over_and_never_held() {
        let mut input = io::Cursor::new(format!("{}\nab\n", "x".repeat(100_000)));
        assert!(matches!(next_line(&mut input, 10), Ok(Some(Err(Reason::TooLarge(10))))));
        assert_eq!(next_line(&mut input, 10).unwrap().unwrap().unwrap(), b"ab");
        assert!(next_line(&mut input, 10).unwrap().is_none());
    }

    /// Takes what is written as it comes.
    struct Told(std::sync::mpsc::Sender<Vec<u8>>);
    impl Write for Told {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let _ = self.0.send(bytes.to_vec());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_documents_mentions_are_written_before_the_next_one_comes() {
        let (reader, mut writer) = io::pipe().unwrap();
        let (sender, written) = std::sync::mpsc::channel();
        let answers = start(io::BufReader::new(reader), &scanner(Options::default()));
        let thread = std::thread::spawn(move || write(&answers, &mut io::BufWriter::new(Told(sender))).unwrap());
        for _ in 0..3 {
            writer.write_all(b"{\"text\":\"Putin spoke.\"}\n").unwrap();
            let told = written.recv_timeout(std::time::Duration::from_mins(1)).expect("the answer comes while the input is open");
            assert!(told.ends_with(b"}\n"));
        }
        drop(writer);
        assert_eq!(thread.join().unwrap(), Status::Done);
    }
}
