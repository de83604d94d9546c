//! One record of a cycle: what all departments answered, merged item by item, compared with the last
//! cycle and counted. Every total is computed here, once. No file, no clock, no spreadsheet.

mod answers;
mod comparison;
mod consistency;
mod correction;
pub mod difference;
mod effect;
pub mod explain;
mod grades;
mod history;
mod indicator;
mod merge;
mod missing;
mod opinion_record;
mod opinions;
mod opinions_before;
mod over_years;
mod past;
mod previous;
mod record;
mod remeasure;
mod saved;
mod whole_period;

pub use crate::submission::{
    Declaration, EffectKind, Field, Fields, IndicatorField, InitiativeField, ItemField, Kind,
    ListKind, OfficeField, OpinionField, Readers,
};
pub use answers::{Answer, Answers, Evaluation, FIRST_STAGE, Recorded, SECOND_STAGE};
pub use comparison::{CountChanges, LeftOut, other_scale};
pub use correction::{Corrected, Correction};
pub use effect::{EffectSum, EffectSummary};
pub use grades::{GradeChange, GradeChanges, GradeCount, GradeSummary, MISSING, grade_change};
pub use history::{Earlier, History, Origin, PlanChanges};
pub use indicator::{Assessment, assess};
pub use merge::{merge, merge_after};
pub use opinion_record::{
    OfficeWords, OpinionRecord, OpinionReport, OpinionThen, label as opinion_label,
};
pub use opinions::of_another_item as opinions_of_another_item;
pub use opinions_before::OpinionsBefore;
pub use over_years::{ToDate, YearlyEffect, effect_of_kind, effect_over_years};
pub use past::record_of_past_results;
pub use previous::{EffectThen, IndicatorThen, ItemThen, Previous};
pub use record::{
    CycleHead, CycleRecord, DepartmentRecord, DepartmentStatus, EndedItem, Ending, Given,
    IndicatorRecord, InitiativeRecord, ItemRecord, PlanHead, ReportRecord, Summary,
};
pub use saved::SavedFault;
pub use whole_period::{EffectOfYear, ItemOfPlan, KnownYear, WholePeriod};
