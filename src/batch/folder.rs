//! `scan --out DIR`: a file an article.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::{Status, complain};
use crate::export::{Exporter, Format, Scan, brat_types};

/// A folder that files are written into.
pub struct Folder<'a> {
    path: &'a Path,
    format: Format,
    taken: HashSet<String>,
}

impl<'a> Folder<'a> {
    /// The folder, made where it is not there yet; `None` when that cannot be, and the user was told.
    pub fn new(path: &'a Path, format: Format) -> Option<Self> {
        match fs::create_dir_all(path) {
            Ok(()) => Some(Self { path, format, taken: HashSet::new() }),
            Err(error) => {
                complain(format_args!("{}: {error}", path.display()));
                None
            }
        }
    }

    /// Writes the file of an article; what fails is told.
    pub fn write(&mut self, scan: Scan<'_>, exporter: &mut dyn Exporter) -> Result<(), Status> {
        let stem = self.stem(scan.doc());
        let told = |(path, error): (PathBuf, io::Error)| {
            complain(format_args!("{}: write failed: {error}", path.display()));
            Status::Failed
        };
        if let (Format::Brat, Scan::Whole(scanned)) = (self.format, &scan) {
            self.file(&stem, "txt", |out| out.write_all(scanned.article.text.as_bytes())).map_err(told)?;
            self.file("annotation", "conf", |out| out.write_all(brat_types(scanned).as_bytes())).map_err(told)?;
        }
        let write = |out: &mut dyn Write| {
            exporter.begin(out)?;
            exporter.write(scan, out)?;
            exporter.end(out)
        };
        self.file(&stem, self.format.extension(), write).map_err(told)
    }

    fn file(&self, stem: &str, extension: &str, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), (PathBuf, io::Error)> {
        let path = self.path.join(format!("{stem}.{extension}"));
        let written = File::create(&path).map(BufWriter::new).and_then(|mut out| {
            write(&mut out)?;
            out.flush()
        });
        written.map_err(|error| (path, error))
    }

    /// The article's file name without its end; where that is taken by another article, with a number. Nothing in it leads
    /// out of the folder.
    fn stem(&mut self, doc: &str) -> String {
        let name = Path::new(doc).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let name = if matches!(doc, "-" | "") || name.is_empty() { "stdin".to_owned() } else { name };
        // What stands after a feed's name is a path no more.
        let name = name.replace(['/', '\\'], "_");
        let free = (1_usize..).map(|number| if number == 1 { name.clone() } else { format!("{name}-{number}") });
        let mut free = free.filter(|stem| !self.taken.contains(stem));
        let stem = free.next().unwrap_or(name.clone());
        self.taken.insert(stem.clone());
        stem
    }
}
