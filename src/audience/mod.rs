//! What each body may see. A view holds nothing that its readers must not know: disclosure is a
//! type. Templates and workbooks see a view and never the record.

mod build;
pub mod comparison;
pub mod correction;
pub mod council;
pub mod digest;
pub mod grade;
pub mod head;
pub mod headquarters;
pub mod key;
pub mod leaf;
pub mod letter;
pub mod mail;
pub mod notes;
pub mod office;
pub mod opinions;
pub mod parts;
pub mod progress;
pub mod public;
pub mod readable;
pub mod reconciliation;
pub mod revisions;
pub mod tables;
pub mod whole;

pub use crate::cycle::{Fields, IndicatorField, InitiativeField, ItemField};
pub use crate::plan::LevelNames;
pub use build::Sources;
pub use comparison::ComparisonView;
pub use correction::CorrectionView;
pub use council::CouncilView;
pub use digest::DigestView;
pub use headquarters::HeadquartersView;
pub use key::{FigureKey, FigureNames};
pub use leaf::{Figure, Shown, Text};
pub use office::OfficeView;
pub use public::PublicView;
pub use readable::{Internal, Open, Readable};
pub use reconciliation::ReconciliationView;
