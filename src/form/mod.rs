//! 進捗状況調査票: one description of the form ([`layout`]) drives both writing it
//! ([`blank_workbook`]) and reading it ([`returned_workbook`]).

pub mod blank_workbook;
mod declaration;
pub mod field;
pub mod layout;
pub mod reissue;
pub mod returned_workbook;
mod words;

pub use declaration::{Declaration, Kind, Need};
pub use field::{
    Field, Fields, IndicatorField, InitiativeField, ItemField, OfficeField, OpinionField,
    normalized_name,
};
pub use layout::{
    Beside, FormLayout, Identity, Input, InputKind, Mark, Prefill, Required, Row, Sheet,
};
pub use words::{EffectKind, IndicatorState, ListKind, Readers, Status};
