//! The file that the reader's edits go to: the last `--dict`, else the user's `entities.toml`. Entries of other layers are
//! amended there by their ids; the dictionary that the program carries is never written.

use std::path::PathBuf;
use std::sync::Arc;

use super::edit::{self, Refusal};
use super::file::File;
use super::layers::{Options, gather, merge};
use super::paths::Surroundings;
use super::save::{self, Saved};
use crate::engine::dictionary::Dictionary;
use crate::engine::edit::Edit;
use crate::engine::kind::Kinds;

/// Where edits go.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Target {
    path: PathBuf,
    /// Every other layer lies below it.
    top: bool,
}

impl Target {
    fn new(options: &Options, around: &Surroundings) -> Result<Self, Refusal> {
        if let Some(path) = options.dicts.last() {
            return Ok(Self { path: path.clone(), top: true });
        }
        if options.only_dict {
            return Err(Refusal::File("--only-dict leaves your dictionary out; name a file with --dict".to_owned()));
        }
        let path = around.user_file().ok_or_else(|| Refusal::File("there is no home folder for your dictionary".to_owned()))?;
        Ok(Self { path, top: false })
    }

    /// Whether a lower layer has the entry that is amended.
    fn is_above(&self, edit: &Edit) -> bool {
        match edit {
            Edit::Amend { of, .. } => self.top || of.built_in,
            _ => true,
        }
    }
}

/// Makes the edit in the reader's file.
///
/// # Errors
/// See [`save::save`].
pub fn save(options: &Options, edit: &Edit, kinds: &Kinds) -> Result<Saved, Refusal> {
    let target = Target::new(options, &Surroundings::of_process())?;
    save::save(&target.path, edit, kinds, target.is_above(edit))
}

/// The dictionary as it would be with the edit; nothing is written.
///
/// # Errors
/// See [`edit::edit`].
pub fn preview(options: &Options, edit: &Edit, kinds: &Kinds) -> Result<Dictionary, Refusal> {
    preview_from(options, edit, kinds, &Surroundings::of_process())
}

fn preview_from(options: &Options, wanted: &Edit, kinds: &Kinds, around: &Surroundings) -> Result<Dictionary, Refusal> {
    let target = Target::new(options, around)?;
    let name = target.path.to_string_lossy();
    let (mut files, _) = gather(options, around);
    let known = files.iter().position(|file| *file.name == *name);
    let text = known.and_then(|at| files.get(at)).map_or("", |file| file.text.as_str());
    let new = edit::edit(text, wanted, kinds, target.is_above(wanted))?.done(text).unwrap_or_default();
    let file = Arc::new(File::new(&name, new));
    match known.and_then(|at| files.get_mut(at)) {
        Some(old) => *old = file,
        None if target.top => files.push(file),
        // The user's file lies just above what the program carries.
        None => files.insert(files.iter().take_while(|file| *file.name == *crate::engine::dictionary::BUILT_IN).count(), file),
    }
    Ok(merge(&files, |_, _| {}).0)
}

/// The text of this run's edits with one more, for those that no file could take.
///
/// # Errors
/// See [`edit::edit`].
pub fn keep(unsaved: &str, wanted: &Edit, kinds: &Kinds) -> Result<String, Refusal> {
    Ok(edit::edit(unsaved, wanted, kinds, true)?.done(unsaved).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::edit::{Changes, Subject};
    use std::fs;

    fn alias(built_in: bool) -> Edit {
        let of = Subject { id: "riga".into(), kind: "place".into(), name: "Riga".into(), built_in };
        Edit::Amend { of, changes: Changes { aliases: vec!["Rīga".into()], ..Changes::default() } }
    }

    #[test]
    fn edits_go_to_the_last_dict_else_to_the_users_file_and_never_where_nobody_reads_them() {
        let around = Surroundings { config: Some("/home/x/.config/namedrop".into()), ..Surroundings::default() };
        let path = |options: &Options| Target::new(options, &around).map(|target| target.path);
        assert_eq!(path(&Options::default()).unwrap(), PathBuf::from("/home/x/.config/namedrop/entities.toml"));
        let dicts = vec!["a.toml".into(), "b.toml".into()];
        assert_eq!(path(&Options { dicts, only_dict: true, ..Options::default() }).unwrap(), PathBuf::from("b.toml"));
        assert!(path(&Options { only_dict: true, ..Options::default() }).is_err());
        assert!(Target::new(&Options::default(), &Surroundings::default()).is_err());
    }

    #[test]
    fn a_preview_is_what_loading_gives_after_the_save() {
        let dir = tempfile::tempdir().unwrap();
        let around = Surroundings { config: Some(dir.path().to_owned()), ..Surroundings::default() };
        let article = dir.path().join("a.txt");
        fs::write(dir.path().join("a.entities.toml"), "[[place]]\nname = \"Riga\"\n").unwrap();
        let options = Options { builtin: false, article: Some(article), ..Options::default() };
        let kinds = Kinds::default();
        let preview = preview_from(&options, &alias(false), &kinds, &around).unwrap();
        assert!(!dir.path().join("entities.toml").exists());
        let target = Target::new(&options, &around).unwrap();
        save::save(&target.path, &alias(false), &kinds, target.is_above(&alias(false))).unwrap();
        let loaded = super::super::layers::load_from(&options, &around);
        assert_eq!(loaded.findings, []);
        assert!(preview.entities().eq(loaded.dictionary.entities()));
        assert_eq!(preview.entities().next().unwrap().aliases[0].text, "Rīga");
    }

    #[test]
    fn what_no_file_could_take_is_the_topmost_layer_of_this_run() {
        let kinds = Kinds::default();
        let unsaved = keep("", &Edit::HideForm("Union".into()), &kinds).unwrap();
        let unsaved = keep(&unsaved, &alias(true), &kinds).unwrap();
        let options = Options { builtin: false, unsaved, ..Options::default() };
        let loaded = super::super::layers::load_from(&options, &Surroundings::default());
        assert_eq!(loaded.dictionary.hidden_forms, ["Union"]);
    }
}
