//! The grade of an item as a view holds it, and its two stages.

use serde::Serialize;

use super::leaf::Text;

/// The grade of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GradeView {
    /// The symbol.
    pub symbol: Text,
    pub name: String,
    pub on_track: bool,
    pub counted: bool,
    pub colour: Option<String>,
    pub rank: usize,
}

/// The two stages of an item that the 本部 has evaluated as well. An open view has it only where the register says that the
/// 所管課's own grade may be printed (一次評価の公表); else the 本部's reason stands as the reason, and nothing says that
/// there was another grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TwoStages {
    /// 一次（所管課）; none where it gave no grade.
    pub first: Option<GradeView>,
    /// The reason of the 本部 for the grade that counts.
    pub reason: Text,
    /// `推進本部 第1回、令和8年7月1日`
    pub decided: Option<Text>,
    /// Whether the two grades are not the same.
    pub differs: bool,
}
