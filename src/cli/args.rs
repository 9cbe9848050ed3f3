//! The command line as it is typed: options, commands, help texts.

use std::ffi::OsString;
use std::num::NonZero;
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand};

use super::shells::Shell;
use super::values;
use crate::batch::Unit;
use crate::batch::choice::Choice;
use crate::batch::scan::{Emit, Format};
use crate::batch::{find, stats};
use crate::engine::date::PartialDate;
use crate::engine::language::Language;
use crate::export::DictionaryFormat;
use crate::import;
use crate::reader::Begin;
use crate::store::config::{Color, Theme};

const ABOUT: &str = "A reader in which every person, ministry, place and organisation of an article is alive";

#[cfg(feature = "pdf")]
const LONG_VERSION: &str = concat!(
    env!("NAMEDROP_VERSION"),
    "\nformats:   plain text, Markdown, HTML, EPUB, PDF, RSS, Atom, JSON Feed; also .gz\nlanguages: de, en, es, fr, it, pl, ru, uk"
);
#[cfg(not(feature = "pdf"))]
const LONG_VERSION: &str = concat!(
    env!("NAMEDROP_VERSION"),
    "\nformats:   plain text, Markdown, HTML, EPUB, RSS, Atom, JSON Feed; also .gz\nlanguages: de, en, es, fr, it, pl, ru, uk"
);

const AFTER_HELP: &str = "\
Without a terminal on standard output the article's text is printed. \
A command's name wins over a file of that name (write ./scan). `-`, or nothing, reads the article from standard input.

Exit status: 0 found or read, 1 nothing found, 2 an error (the other articles are still read)";

const AFTER_LONG_HELP: &str = "\
Examples:
  namedrop article.txt                          read an article; ? lists the keys
  namedrop samples notes/*.md                   read several, with a list to choose from
  namedrop feed.xml                             read a feed: each entry is an article
  namedrop https://example.org/a                read what is on the web; nothing else is fetched
  curl -s https://example.org/a.txt | namedrop  read from standard input
  namedrop scan --format text folder            mentions as file:line:col lines
  namedrop scan a.txt | jq -r .name | sort -u   … as JSON, for other programs
  namedrop find Lavrov folder --since 2024-05   every sentence that mentions somebody
  namedrop stats folder --kind person --top 10  who is in the articles, how often, with whom
  namedrop report folder --out report.html      one page for the browser
  namedrop explain a.txt:12:5                   why this is marked, or why not
  namedrop --color=always a.txt | less -R       the text, highlighted
  namedrop --dict my.toml a.txt                 with names of your own

Without a terminal on standard output the article's text is printed. \
A command's name wins over a file of that name (write ./scan). `-`, or nothing, reads the article from standard input.

Files:
  ~/.config/namedrop/entities.toml   your dictionary, on top of the built-in one
  ~/.config/namedrop/config.toml     theme, width of the text, mouse, keys
  ./entities.toml                    a project's dictionary, or one beside an article
  ~/.local/state/namedrop            what is remembered; --no-history does without
  ~/.cache/namedrop                  what was found in articles, large dictionaries kept ready; --no-cache does without

Exit status:
  0  found or read
  1  nothing found
  2  an error (the other articles are still read)";

const SCAN_HELP: &str = "\
Examples:
  namedrop scan article.txt                            one JSON object a mention
  namedrop scan --format csv articles/ > mentions.csv  a table, for all articles of a folder
  namedrop scan --format html article.md > page.html   a page with highlighted names
  namedrop scan --format brat --out brat/ articles/    article.ann and article.txt in a folder
  namedrop scan --jsonl-in < docs.jsonl > m.jsonl      documents of a pipeline, a line each

With --jsonl-in a line is {\"id\": \"a\", \"text\": \"…\", \"lang\": \"de\", \"date\": \"2024-05-17\"}; only text must be there. Mentions are \
written as soon as they are known, in the order of the lines, as jsonl. A line that is no document is told with its \
number, and the others are scanned. One program for a whole corpus: docs/scale.md.

brat, conll, spacy and webanno count code points. What each format keeps and loses: docs/formats.md.

Exit status: 0 mentions found, 1 none, 2 an error (the other articles are still scanned)";

const IMPORT_HELP: &str = "\
Examples:
  namedrop import csv people.csv --kind person > people.toml
  namedrop import csv list.csv --map Nachname=name --map Partei=note --into ~/.config/namedrop/entities.toml
  namedrop import spacy patterns.jsonl > names.toml
  namedrop import geonames cities15000.txt --alternate-names alternateNamesV2.txt --min-population 100000 > cities.toml
  namedrop import wikidata query.json --languages de,en --into names.toml

What could not be taken is told on standard error, the first 20 with line and reason. With --into, entries whose id the \
file has add to them; comments, order and everything else in it stay. What each format gives: docs/formats.md.

Exit status: 0 entries taken, 1 none, 2 a file cannot be read or written";

const EXPORT_HELP: &str = "\
Examples:
  namedrop export csv people.toml > people.csv
  namedrop export spacy > patterns.jsonl        all dictionaries in use, as one

`namedrop import` takes both back. What is lost on the way: docs/formats.md.

Exit status: 0 written, 1 there is no entry, 2 a dictionary cannot be read";

const EXPLAIN_HELP: &str = "\
Columns count code points. Of a mention it tells whom it names, by which rule and form, where the entry is written, \
where the article supports it, and what lies inside it; of unmarked text which entries come near and what keeps each from being found.

Exit status: 0 there is a mention, 1 there is none, 2 an error";

const FIND_HELP: &str = "\
A name may be any that an entry has, in any language, or a short form such as a family name. When several bear it, all are \
looked for, and standard error says who they are. A mention that may be somebody else, too, counts.

Examples:
  namedrop find Lawrow samples
  namedrop find Müller samples --kind person
  namedrop find nato folder --since 2024 --until 2025-06 --format jsonl

Exit status: 0 found, 1 not found, 2 an error, or nobody is called so (the other articles are still searched)";

const STATS_HELP: &str = "\
`together with` counts the paragraphs that mention both. Ambiguous mentions are nobody's.

Examples:
  namedrop stats samples
  namedrop stats folder --kind person,ministry --top 20
  namedrop stats folder --format csv > figures.csv

Exit status: 0 mentions found, 1 none, 2 an error (the other articles are still counted)";

const REPORT_HELP: &str = "\
The page is one file that asks the network for nothing. Its mentions carry what scan tells of them (data-start, data-end, \
data-entity …), with offsets as --offsets says.

Examples:
  namedrop report article.txt --out article.html
  namedrop report folder --title \"One week\" --kind person --out week.html

Exit status: 0 mentions found, 1 none (the page is written), 2 an error (the other articles are in the page)";

/// Everything that can be said on the command line.
#[derive(Debug, Parser)]
#[command(name = "namedrop", version, long_version = LONG_VERSION, about = ABOUT, after_help = AFTER_HELP, after_long_help = AFTER_LONG_HELP)]
#[command(max_term_width = 100, disable_help_subcommand = true)]
pub struct Cli {
    /// What to do; without a command the articles are opened
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Articles, feeds, addresses (https://…), patterns ('news/*.md'), or folders of articles (.txt, .text, .md, .markdown, .html,
    /// .htm, .xhtml, .epub, .pdf, .rss, .atom, feeds in .xml or .json; also .gz); - is standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    #[command(flatten)]
    pub dictionaries: Dictionaries,

    #[command(flatten)]
    pub reading: Reading,

    #[command(flatten)]
    pub look: Look,

    #[command(flatten)]
    pub memory: Memory,

    #[command(flatten)]
    pub fault: Fault,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write every mention of the articles to standard output
    #[command(after_help = SCAN_HELP)]
    Scan {
        /// Articles, feeds, addresses (https://…), or folders of articles; - or nothing is standard input
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,

        /// How a mention is written
        #[arg(long, value_enum, default_value_t)]
        format: Format,

        /// What of an article is written
        #[arg(long, value_enum, default_value_t)]
        emit: Emit,

        /// Write a file for each article into this folder instead
        #[arg(long, value_name = "DIR", conflicts_with = "emit")]
        out: Option<PathBuf>,

        /// Read documents from standard input, a line each: {"id","text","lang","date"}
        #[arg(long, conflicts_with_all = ["files", "emit", "out"])]
        jsonl_in: bool,

        /// With --jsonl-in, write a line for every document after its mentions
        #[arg(long, requires = "jsonl_in")]
        receipts: bool,

        /// How many threads look for names in a long article or in many documents; all cores unless this says otherwise
        #[arg(long, value_name = "N")]
        threads: Option<NonZero<usize>>,
    },

    /// Propose entries for names that the dictionary lacks
    #[command(after_help = "Exit status: 0 names found, 1 none, 2 an error (the other articles still count)")]
    Suggest {
        /// Articles, feeds, addresses (https://…), or folders of articles; - or nothing is standard input
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },

    /// Say why a place in an article is marked, or why not
    #[command(after_help = EXPLAIN_HELP)]
    Explain {
        /// An article with line and column, both from 1, as `scan --format text` writes them
        #[arg(value_name = "FILE:LINE:COL")]
        place: OsString,
    },

    /// Find an entity by any of its names: every sentence that mentions it
    #[command(after_help = FIND_HELP)]
    Find {
        /// A name, or an entity's id
        name: String,

        /// Articles, feeds, addresses (https://…), or folders of articles; - or nothing is standard input
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,

        /// How what is found is written
        #[arg(long, value_enum, default_value_t)]
        format: find::Format,

        #[command(flatten)]
        choice: Chosen,
    },

    /// Count who is in the articles, how often, in how many, and with whom
    #[command(after_help = STATS_HELP)]
    Stats {
        /// Articles, feeds, addresses (https://…), or folders of articles; - or nothing is standard input
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,

        /// How the figures are written [default: bars on a terminal, else table]
        #[arg(long, value_enum)]
        format: Option<stats::Format>,

        /// Only those with the most mentions
        #[arg(long, value_name = "NUMBER")]
        top: Option<usize>,

        #[command(flatten)]
        choice: Chosen,
    },

    /// Write one page for the browser: the articles with their names marked, the cast beside them, dossiers
    #[command(after_help = REPORT_HELP)]
    Report {
        /// Articles, feeds, addresses (https://…), or folders of articles; - or nothing is standard input
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,

        /// The file to write instead of standard output
        #[arg(long, short, value_name = "FILE")]
        out: Option<PathBuf>,

        /// The title of the page
        #[arg(long, value_name = "TEXT")]
        title: Option<String>,

        #[command(flatten)]
        choice: Chosen,
    },

    /// Tell what is wrong with dictionaries
    #[command(after_help = "Exit status: 0 no error (warnings are allowed), 1 errors, 2 a file cannot be read")]
    Check {
        /// Dictionaries; nothing checks all that are in use
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },

    /// Make a dictionary of that of another tool
    #[command(after_help = IMPORT_HELP)]
    Import {
        /// The format of the files
        #[arg(value_enum)]
        format: import::Format,

        /// The files; - or nothing is standard input
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,

        /// Put the entries into this dictionary instead of standard output; what it says stays
        #[arg(long, value_name = "FILE")]
        into: Option<PathBuf>,

        /// The kind of entries that do not say one: person, place …
        #[arg(long, value_name = "KIND")]
        kind: Option<String>,

        /// What a column of a table means: COLUMN=FIELD, or COLUMN=- for nothing; may be repeated
        #[arg(long = "map", value_name = "COLUMN=FIELD", value_parser = values::pair, action = ArgAction::Append)]
        columns: Vec<(String, String)>,

        /// The languages whose names are taken; the headword is in the first that has one
        #[arg(long, value_name = "CODES", value_delimiter = ',', default_value = "de,en,fr,es,it,pl,ru,uk")]
        languages: Vec<String>,

        /// Geonames: the file alternateNamesV2.txt, for names by language
        #[arg(long, value_name = "FILE")]
        alternate_names: Option<PathBuf>,

        /// Geonames: leave places with fewer people out
        #[arg(long, value_name = "COUNT", default_value_t = 0)]
        min_population: u64,

        /// Geonames: only these feature classes or codes, such as P or PPLC,ADM1
        #[arg(long, value_name = "CODES", value_delimiter = ',')]
        features: Vec<String>,
    },

    /// Write dictionaries in the format of another tool
    #[command(after_help = EXPORT_HELP)]
    Export {
        /// The format
        #[arg(value_enum)]
        format: DictionaryFormat,

        /// Dictionaries; nothing writes all that are in use as one
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },

    /// List every form that is made of an entity, and why
    #[command(after_help = "Exit status: 0 forms listed, 1 the entity has none, 2 no such entity")]
    Forms {
        /// The entity's id
        id: String,
    },

    /// List the articles that are remembered, or forget them
    #[command(after_help = "Exit status: 0 listed or forgotten, 1 nothing was remembered, 2 an error")]
    History {
        /// Forget this article: where it was read, and that anybody was met in it; may be repeated
        #[arg(long, value_name = "FILE", action = ArgAction::Append)]
        forget: Vec<PathBuf>,

        /// Forget everything
        #[arg(long, conflicts_with = "forget")]
        forget_all: bool,
    },

    /// Write the completions for a shell to standard output
    Completions {
        /// The shell
        shell: Shell,
    },

    /// Write the manual page of namedrop, or of one of its commands, to standard output
    #[command(hide = true)]
    Man {
        /// The command
        command: Option<String>,
    },
}

/// Which articles and which mentions a command looks at.
#[derive(Args, Debug)]
pub struct Chosen {
    /// Only this kind (person, ministry, organisation, place, or a dictionary's own); may be repeated
    #[arg(long = "kind", value_name = "KIND", action = ArgAction::Append, value_delimiter = ',')]
    pub kinds: Vec<String>,

    /// Only articles of this date or later (2024, 2024-05 or 2024-05-17)
    #[arg(long, value_name = "DATE", value_parser = values::date)]
    pub since: Option<PartialDate>,

    /// Only articles of this date or earlier
    #[arg(long, value_name = "DATE", value_parser = values::date)]
    pub until: Option<PartialDate>,
}

impl From<Chosen> for Choice {
    fn from(said: Chosen) -> Self {
        Self { kinds: said.kinds, since: said.since, until: said.until }
    }
}

/// Which dictionaries are loaded.
#[derive(Args, Debug)]
#[command(next_help_heading = "Dictionary")]
pub struct Dictionaries {
    /// Put this dictionary on top of the others; may be repeated, later ones win
    #[arg(long = "dict", value_name = "FILE", global = true, action = ArgAction::Append)]
    pub dicts: Vec<PathBuf>,

    /// Leave the built-in dictionary out
    #[arg(long, global = true)]
    pub no_builtin: bool,

    /// Leave every dictionary out that is not given with --dict
    #[arg(long, global = true)]
    pub only_dict: bool,

    /// Leave weak mentions out: those that nothing in the article supports
    #[arg(long, global = true)]
    pub no_weak: bool,
}

/// How articles are read.
#[derive(Args, Debug)]
#[command(next_help_heading = "Article")]
pub struct Reading {
    /// The language of the articles (de, en, es, fr, it, pl, ru, uk) instead of the detected one
    #[arg(long, value_name = "LANG", global = true, value_parser = values::language)]
    pub lang: Option<Language>,

    /// The date of the articles (2024, 2024-05 or 2024-05-17) instead of their own
    #[arg(long, value_name = "DATE", global = true, value_parser = values::date)]
    pub date: Option<PartialDate>,

    /// Begin to read at a paragraph (§12) or at a line of the file (300); +300 before the file says the same
    #[arg(long, value_name = "PLACE", value_parser = values::begin)]
    pub at: Option<Begin>,

    /// Read everything as plain text, binary files too
    #[arg(long, global = true)]
    pub text: bool,

    /// Take the whole text of a web page, PDF or EPUB: menus, running heads, asides
    #[arg(long, global = true)]
    pub raw: bool,

    /// The largest article that is read, in bytes or with K, M or G
    #[arg(long, value_name = "SIZE", global = true, default_value = "1G", value_parser = values::size)]
    pub max_size: u64,

    /// What offsets count in the output of scan; byte where neither you nor the format says
    #[arg(long, value_enum, value_name = "UNIT", global = true)]
    pub offsets: Option<Unit>,
}

/// How things look, and the file that says so.
#[derive(Args, Debug)]
#[command(next_help_heading = "Appearance")]
pub struct Look {
    /// The colours of the reader; auto asks the terminal for its background
    #[arg(long, value_enum, value_name = "THEME", global = true)]
    pub theme: Option<Theme>,

    /// Read without pictures: no panels, kinds in words, the cursor on the current name (for screen readers)
    #[arg(long, global = true)]
    pub linear: bool,

    /// When output is coloured
    #[arg(help = "When output is coloured; auto heeds NO_COLOR, CLICOLOR_FORCE and CLICOLOR")]
    #[arg(long, value_enum, value_name = "WHEN", global = true)]
    pub color: Option<Color>,

    /// The configuration file
    #[arg(help = "The configuration file instead of $NAMEDROP_CONFIG or namedrop/config.toml in the configuration folder")]
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
}

/// What is remembered.
#[derive(Args, Debug)]
#[command(next_help_heading = "History")]
pub struct Memory {
    /// Neither use nor change what is remembered: places in articles, whom you met, how things look
    #[arg(long, global = true)]
    pub no_history: bool,

    /// Neither use nor keep what was found in articles and made of large dictionaries before
    #[arg(long, global = true)]
    pub no_cache: bool,
}

/// What helps to find a fault in the program.
#[derive(Args, Debug)]
#[command(next_help_heading = "Reporting a fault")]
pub struct Fault {
    /// Write what is done while reading (keys, mouse, sizes; no article text) to a new file
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,

    /// Do what such a file says; nothing is saved, and the keyboard works, too
    #[arg(long, value_name = "FILE", conflicts_with = "record")]
    pub replay: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_command_wins_over_a_file_of_its_name_only_where_a_command_may_stand() {
        let parse = |arguments: &[&str]| Cli::try_parse_from([&["namedrop"], arguments].concat()).unwrap();
        assert!(matches!(parse(&["scan"]).command, Some(Command::Scan { .. })));
        assert_eq!(parse(&["./scan"]).files, [PathBuf::from("./scan")]);
        assert_eq!(parse(&["a.txt", "scan"]).files.len(), 2);
        assert_eq!(parse(&["--", "--version"]).files, [PathBuf::from("--version")]);
    }

    #[test]
    fn options_may_stand_before_and_after_the_command() {
        for arguments in [["namedrop", "--lang", "de", "scan", "a"], ["namedrop", "scan", "--lang", "de", "a"]] {
            assert_eq!(Cli::try_parse_from(arguments).unwrap().reading.lang, Some(Language::De));
        }
    }
}
