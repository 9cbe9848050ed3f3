//! `namedrop FILE` without a terminal: the article's text, mentions coloured where that is wanted.

use super::lexicons::Lexicons;
use super::{Job, Palette, Status, articles, to_stdout};
use crate::export::{painted, print};

/// Prints the articles in their order, a blank line between them.
#[must_use]
pub fn run(job: &Job, palette: Option<Palette>) -> Status {
    let lexicons = match palette.map(|_| Lexicons::load(&job.dictionaries)).transpose() {
        Ok(lexicons) => lexicons,
        Err(status) => return status,
    };
    to_stdout(|out| {
        let mut status = Status::Done;
        let mut first = true;
        for article in articles(job) {
            let Some(article) = article else {
                status = Status::Failed;
                continue;
            };
            if !std::mem::take(&mut first) {
                writeln!(out)?;
            }
            let spans = lexicons.as_ref().zip(palette).map_or_else(Vec::new, |(lexicons, palette)| {
                let mentions = lexicons.scan(&article, job.weak);
                painted(lexicons.dictionary(), &mentions, palette)
            });
            print(&article, &spans, out)?;
        }
        Ok(status)
    })
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;
    use crate::export::END;
    use crate::source;

    fn printed(doc: &str, text: &str, spans: &[(Range<usize>, &str)]) -> String {
        let article = source::from_bytes(doc, text.into(), &source::Options::default()).unwrap();
        let spans: Vec<(Range<usize>, String)> = spans.iter().map(|(range, begin)| (range.clone(), (*begin).to_owned())).collect();
        let mut out = Vec::new();
        print(&article, &spans, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn paragraphs_are_unwrapped_and_set_apart_by_one_blank_line() {
        let text = "date 2024\n\nTitel\n\n\nDas russische Verteidigungsministerium erklärte \r\nnach dem Telefonat am Mittwoch etwas sehr Neues.\n";
        let expected = "Titel\n\nDas russische Verteidigungsministerium erklärte nach dem Telefonat am Mittwoch etwas sehr Neues.\n";
        assert_eq!(printed("a.txt", text, &[]), expected);
    }

    #[test]
    fn kept_lines_stay_lines() {
        assert_eq!(printed("a.txt", "Eins.\r\nzwei\rdrei", &[]), "Eins.\nzwei\ndrei\n");
    }

    #[test]
    fn markdown_loses_its_markup_and_keeps_its_lists() {
        assert_eq!(printed("a.md", "# T\n\n- a **b** &lt;\n- c\n  1. d\n\n> q\n", &[]), "T\n\n- a b <\n- c\n  1. d\n\n> q\n");
    }

    #[test]
    fn control_characters_are_made_visible() {
        assert_eq!(printed("a.txt", "Eins \u{1b}[2J.\u{9b}1m\u{202e}\n\nzwei.", &[]), "Eins ^[[2J.<9B>1m<U+202E>\n\nzwei.\n");
    }

    #[test]
    fn a_span_is_painted_across_pieces_and_line_ends() {
        let spans = [(5..11, "<"), (12..16, "[")];
        assert_eq!(printed("a.md", "Der *Kr*eml\nsagt *etw*as", &spans).replace(END, ">"), "Der <Kr><eml> [sagt> etwas\n");
    }
}
