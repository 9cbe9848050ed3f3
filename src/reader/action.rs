//! What can happen to a reading session, and what the session asks of the shell in return.
//!
//! An [`Action`] is one event; a [`Command`] is one thing a key can mean. Commands are plain values, so that the key
//! table, the help screen and the tests can name them. Nothing here knows keys or terminals.

use std::sync::Arc;

use super::copy::Piece;
use super::index::Facts;
use super::mouse::Touch;
use super::preview::Preview;
use crate::engine::article::Article;
use crate::engine::dictionary::Dictionary;
use crate::engine::dossier::Source;
use crate::engine::edit::Edit;
use crate::engine::mentions::Mentions;
use crate::engine::suggest::Unknown;
use crate::engine::triage::Triage;
use crate::reader::keymap::Keymap;

/// One event.
#[derive(Clone, Debug)]
pub enum Action {
    /// A key that means something.
    Do(Command),
    /// A digit of a count.
    Digit(u8),
    /// The first key of a sequence (`g`, `z`, `F`); the next key decides.
    Prefix(char),
    /// A prefix or a count came to nothing.
    Forget,
    /// 300 ms went by after a prefix: show what may follow.
    PrefixTimeout,
    /// The letter that a command was waiting for: the kind after `F`.
    Letter(Command, char),
    /// Text typed or pasted into the open prompt or list. Ignored when there is none.
    Type(String),
    /// The mouse did something.
    Mouse(Touch),
    /// The window has this many columns and rows.
    Resize(u16, u16),
    /// An article was read.
    Opened {
        /// As in the [`Effect::Open`] that asked for it; answers to older ones are dropped.
        generation: u64,
        /// The article.
        article: Arc<Article>,
    },
    /// The article as far as it has come; more is to come, or its end.
    Grown {
        /// As in the [`Effect::Open`] that asked for it.
        generation: u64,
        /// The beginning of the article.
        article: Arc<Article>,
    },
    /// The beginning of a long file: the rest is on its way.
    Begun {
        /// As in the [`Effect::Open`] that asked for it.
        generation: u64,
        /// The beginning.
        article: Arc<Article>,
        /// Bytes of the whole file.
        whole: usize,
    },
    /// How much of a long file has been read.
    Read {
        /// As in the [`Effect::Open`] that asked for it.
        generation: u64,
        /// From 0 to 100.
        percent: u8,
    },
    /// An article turned out to be a feed: its entries come after all other articles.
    Unfolded {
        /// As in the [`Effect::Open`] that asked for the article; `None`: it was looked through.
        opening: Option<u64>,
        /// Its index.
        index: usize,
        /// Its entries; none if they are known by now.
        entries: Vec<Newcomer>,
        /// What the reader should know about it.
        warning: Option<String>,
    },
    /// An article could not be read.
    Failed {
        /// As in the [`Effect::Open`] that asked for it.
        generation: u64,
        /// What went wrong, in the reader's words.
        message: String,
    },
    /// Mentions found so far in the article of this generation.
    Mentions {
        /// As in the [`Effect::Scan`] that asked for them.
        generation: u64,
        /// All that are known by now, not only the new ones.
        facts: Arc<Facts>,
        /// The dictionary that they refer to.
        dictionary: Arc<Dictionary>,
        /// Whether these are all.
        last: bool,
    },
    /// Further articles of the session were found.
    Listed {
        /// Their names as given.
        names: Vec<String>,
        /// Their absolute paths, `None` for what is no file.
        keys: Vec<Option<String>>,
        /// Whether these are all.
        last: bool,
    },
    /// What was found in some of the articles.
    Surveyed {
        /// As in the [`Effect::Survey`] that asked for it.
        generation: u64,
        /// By index, what is in it, or why it cannot be read.
        found: Vec<(usize, Result<Triage, String>)>,
    },
    /// What some of the articles say of an entity.
    Testified {
        /// As in the [`Effect::Dossier`] that asked for it.
        generation: u64,
        /// By index, the sentences, or why the article cannot be read.
        found: Vec<(usize, Result<Source, String>)>,
    },
    /// Other keys mean what from now on: the configuration was read again.
    Keymap(Arc<Keymap>),
    /// The dictionary was loaded, or loaded again.
    Dictionary(Arc<Dictionary>),
    /// The user wishes this measure from now on.
    Measure(u16),
    /// Somebody changed the file of the open article.
    ArticleChanged,
    /// What an edit would do to the open article.
    Preview {
        /// As in the [`Effect::Preview`] that asked for it.
        number: u64,
        /// What it would do, or why it cannot be made.
        found: Result<Preview, String>,
    },
    /// The names of the article of this generation that the dictionary lacks.
    Unknown {
        /// As in the [`Effect::Unknown`] that asked for them.
        generation: u64,
        /// The most frequent first.
        names: Arc<Vec<Unknown>>,
    },
    /// Something to tell in the status line, until the next key.
    Message(String),
}

/// An article that came to the session after its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Newcomer {
    /// What it is called.
    pub name: String,
    /// Its title, where that is known before it is read.
    pub title: Option<String>,
    /// By what it is remembered.
    pub key: Option<String>,
}

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// Towards the end.
    Next,
    /// Towards the beginning.
    Previous,
}

impl Way {
    /// The opposite.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Next => Self::Previous,
            Self::Previous => Self::Next,
        }
    }
}

/// Which mentions a step stops at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stop {
    /// Every mention that is marked.
    Any,
    /// Those of the current entity.
    SameEntity,
    /// Those of the current kind.
    SameKind,
    /// Those that bring in somebody new.
    SomeoneNew,
}

/// What a key can mean. The focus decides which of them a key reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// By rows; in the cast by entries.
    Line(Way),
    /// By half a screen.
    HalfPage(Way),
    /// By a screen, less two rows of overlap.
    Page(Way),
    /// To the beginning of the article or the list.
    Top,
    /// To the end; with a count to the paragraph of that number.
    Bottom,
    /// To the percentage that the count gives.
    Percent,
    /// By paragraphs.
    Paragraph(Way),
    /// By mentions.
    Step(Stop, Way),
    /// To the first mention of the current entity.
    First,
    /// To the last mention of the current entity.
    Last,
    /// To where the last jump began.
    Back,
    /// Undoes [`Command::Back`].
    Forward,
    /// Repeats the last search or step along one entity.
    Repeat(Way),
    /// Opens the card of the current entity; in the open card to its next mention; in a prompt accepts.
    Enter,
    /// Opens or closes the card.
    Card,
    /// Opens the prompt for a search.
    Search,
    /// Opens the prompt for a search towards the beginning.
    SearchBack,
    /// Focus to the cast, opening it.
    Cast,
    /// Shows or hides the cast.
    HideCast,
    /// Focus to the next pane.
    NextFocus,
    /// Cast: the next order.
    Sort,
    /// Cast: the prompt for a filter by name.
    Filter,
    /// Begins to select words.
    Select,
    /// Selection: its moving end by a word.
    Word(Way),
    /// Selection: all of it to another word.
    MoveWord(Way),
    /// Selection: all of it to a word in another row.
    MoveLine(Way),
    /// Selection: the other end moves.
    OtherEnd,
    /// The form for a new entry.
    Add,
    /// The list of whose other name it is.
    Alias,
    /// The list of what a mention is not.
    NotThis,
    /// The form for the current entity's entry.
    Change,
    /// Settles for good whom an ambiguous name means.
    SettleForGood,
    /// Undoes the last edit of the dictionary.
    UndoEdit,
    /// The article in the user's editor.
    EditArticle,
    /// The current entity's entry in the user's editor.
    EditEntry,
    /// The list of names that the dictionary lacks.
    Unknown,
    /// Form: the cursor by a character, or another kind.
    Cursor(Way),
    /// Switches a kind on or off, by its number from 0.
    Kind(u16),
    /// All kinds on.
    AllKinds,
    /// Marks only the kind of the letter that follows.
    OnlyKind,
    /// Cast panel wider.
    Wider,
    /// Cast panel narrower.
    Narrower,
    /// Cast: only who is on the screen.
    OnScreen,
    /// Fewer mentions are marked.
    Thinner,
    /// More mentions are marked.
    Thicker,
    /// Wider measure.
    MeasureMore,
    /// Narrower measure.
    MeasureLess,
    /// The measure it was at the start.
    MeasureReset,
    /// Shows the text as its file has it, and back.
    Raw,
    /// Hides everything but the text, and back.
    Zen,
    /// The next theme.
    Theme,
    /// Gives the mouse to the terminal, or takes it again.
    Mouse,
    /// The next or previous article.
    Article(Way),
    /// Reads the article again.
    Reload,
    /// The help screen, or back from it.
    Help,
    /// The list of all commands.
    Palette,
    /// The list of sections.
    Outline,
    /// Copies a piece of the article.
    Copy(Piece),
    /// Opens the article's page in the browser.
    Browse,
    /// Letters on the mentions in sight.
    Hints,
    /// Only the paragraphs with the current entity or the search, and all again.
    Fold,
    /// Cast: pins the selected entity.
    Pin,
    /// By paragraphs in which the current entity stands with the pinned one.
    Together(Way),
    /// Marks the place with the letter that follows.
    SetPlace,
    /// To the place marked with the letter that follows.
    GoToPlace,
    /// Changes places with where the last jump began.
    SwapPlaces,
    /// The list of articles, or back from it.
    Library,
    /// Every sentence about the current entity in all articles, or back from that.
    Dossier,
    /// Writes the dossier to a file.
    Export,
    /// Paints everything anew.
    Redraw,
    /// Stops the program until the shell continues it.
    Suspend,
    /// Closes a layer; from the article quits.
    Close,
    /// Goes back one layer; never quits.
    Escape,
    /// Quits from anywhere.
    Quit,
    /// Prompt: the character before the cursor goes.
    EraseChar,
    /// Prompt: the word before the cursor goes.
    EraseWord,
    /// Prompt: everything goes.
    EraseAll,
}

impl Command {
    /// Whether it moves in a list.
    #[must_use]
    pub fn moves(self) -> bool {
        matches!(self, Self::Line(_) | Self::HalfPage(_) | Self::Page(_) | Self::Top | Self::Bottom | Self::Article(_))
    }

    /// Whether a letter follows its key and says what it is about.
    #[must_use]
    pub fn takes_letter(self) -> bool {
        matches!(self, Self::OnlyKind | Self::SetPlace | Self::GoToPlace)
    }
}

/// Whom a form means, as the reader says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The form as the dictionary has it.
    pub form: String,
    /// The entity's id.
    pub id: Arc<str>,
}

/// What the shell is asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read the article of this index and answer [`Action::Opened`] or [`Action::Failed`]; cancel older work.
    Open {
        /// To be given back with the answer.
        generation: u64,
        /// Which of the articles: those given to [`super::Reader::new`], then those that came by [`Action::Unfolded`].
        index: usize,
        /// Whether it is to be read or fetched again, whatever is held of it.
        anew: bool,
        /// Whether of a page all text is wanted.
        whole: bool,
    },
    /// Nobody waits any more for the article that was to be opened.
    CallOff,
    /// Scan the article, the blocks in sight first, and answer with [`Action::Mentions`].
    Scan {
        /// To be given back with the answer.
        generation: u64,
        /// What to scan.
        article: Arc<Article>,
        /// The blocks (indices into [`Article::blocks`]) that are on the screen.
        sight: std::ops::Range<usize>,
        /// What the reader chose for this article, to be heeded before any `[[prefer]]`.
        chosen: Vec<Choice>,
    },
    /// Make this edit in the reader's dictionary and load it again. Nothing calls this off.
    Save(Edit),
    /// Open a file in the user's editor, at a line from 1; give the terminal away meanwhile.
    Editor {
        /// As it was given, or as messages show it.
        file: String,
        /// From 1.
        line: usize,
    },
    /// Take the last edit of this run back and load the dictionary again.
    UndoEdit,
    /// Tell what the edit would do to an article, by [`Action::Preview`]. A later one takes its place.
    Preview {
        /// To be given back with the answer.
        number: u64,
        /// The edit.
        edit: Edit,
        /// The open article.
        article: Arc<Article>,
        /// Its mentions now.
        mentions: Arc<Mentions>,
    },
    /// Look for names that the dictionary lacks and answer with [`Action::Unknown`].
    Unknown {
        /// To be given back with the answer.
        generation: u64,
        /// Where to look.
        article: Arc<Article>,
        /// Its mentions.
        mentions: Arc<Mentions>,
    },
    /// Look through all articles and answer with [`Action::Surveyed`], as the answers come.
    Survey {
        /// To be given back with the answers.
        generation: u64,
        /// The first of the articles to look through; another one than the first is more of the same survey.
        from: usize,
    },
    /// Look for an entity in articles and answer with [`Action::Testified`], as the answers come.
    Dossier {
        /// To be given back with the answers.
        generation: u64,
        /// The entity's id.
        id: Arc<str>,
        /// Which of the articles; none: the search is called off.
        articles: Vec<usize>,
    },
    /// Write a dossier to a new file and say where it is.
    Export {
        /// Whom it is about.
        name: String,
        /// The dossier.
        text: String,
    },
    /// Switch to the next theme and draw.
    Theme,
    /// Give the mouse to the terminal, or take it again, and say which.
    Mouse,
    /// Put this text on the clipboard.
    Copy(String),
    /// Open this address of the web in the browser; say so where it does not work.
    Browse(String),
    /// Forget what the terminal shows and draw everything.
    Redraw,
    /// Leave the terminal, stop the process, come back, and draw everything.
    Suspend,
    /// Leave.
    Quit,
}
