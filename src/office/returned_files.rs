//! The files of 提出/ on their way to the reader.

use crate::project_files::ReturnedFile;
use crate::submission::{Received, Waiting};

/// The files, each of which is read when it is its turn.
pub(super) fn waiting(returned: Vec<ReturnedFile>) -> Vec<Waiting<'static>> {
    let waiting = returned.into_iter().map(|file| Waiting {
        size: file.size,
        load: Box::new(move || Received {
            bytes: file.bytes(),
            path: file.path,
            superseded_folder: file.superseded_folder,
        }),
    });
    waiting.collect()
}
