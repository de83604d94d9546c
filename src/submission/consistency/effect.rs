//! 効果額: its sign, its kind and what it rests on.

use rust_decimal::Decimal;

use super::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{Field, InitiativeField};
use crate::values::{Code as Id, Source, Value, grouped};

pub(super) fn check(checked: &Checked<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (field, answer) in &checked.submission.answers {
        if let Field::Initiative(id, InitiativeField::Status) = field {
            diagnostics.extend(incomplete(checked, id));
        }
        let Field::Initiative(_, InitiativeField::EffectRevenue | InitiativeField::EffectSaving) =
            field
        else {
            continue;
        };
        if let Some(Value::Number(amount)) = &answer.value {
            diagnostics.extend(negative(checked, field, *amount, &answer.source));
        }
    }
    diagnostics
}

fn negative(
    checked: &Checked<'_>,
    field: &Field,
    amount: Decimal,
    source: &Source,
) -> Option<Diagnostic> {
    let hint = match field {
        Field::Initiative(_, InitiativeField::EffectSaving) => {
            "歳出が減ったときは、▲を付けず正の数で記入してください。費用が増えたときは、▲のままで構いません。"
        }
        _ => {
            "歳入が増えたときは、▲を付けず正の数で記入してください。歳入が減ったときは、▲のままで構いません。"
        }
    };
    (amount < Decimal::ZERO).then(|| {
        Diagnostic::new(
            Code::EffectNegative,
            format!(
                "{}が負の値（{}千円）です。",
                checked.label(field),
                grouped(amount, 0)
            ),
            hint,
        )
        .about(source)
    })
}

/// An amount without its kind stands outside every total; one without its basis can't be explained. Asked
/// once for both amounts, at the cell that is blank.
fn incomplete(checked: &Checked<'_>, id: &Id) -> Vec<Diagnostic> {
    let field = |f: InitiativeField| Field::Initiative(id.clone(), f);
    let amounts: Vec<String> = [
        InitiativeField::EffectRevenue,
        InitiativeField::EffectSaving,
    ]
    .into_iter()
    .filter_map(|f| match checked.value(&field(f))? {
        Value::Number(n) if !n.is_zero() => {
            let label = checked.label(&field(f));
            Some(format!("{label}（{}千円）", grouped(*n, 0)))
        }
        _ => None,
    })
    .collect();
    if amounts.is_empty() {
        return Vec::new();
    }
    let amounts = amounts.join("と");
    [
        (
            InitiativeField::EffectKind,
            Code::EffectNoKind,
            "単年度、継続、参考のどれかを選んでください。選ぶまでは合計に入りません。",
        ),
        (
            InitiativeField::EffectBasis,
            Code::EffectNoBasis,
            "算定の式又は資料を記入してください。",
        ),
    ]
    .into_iter()
    .filter_map(|(blank, code, hint)| {
        let blank = field(blank);
        let place = checked.submission.places.get(&blank)?;
        checked.is_blank(&blank).then(|| {
            Diagnostic::new(
                code,
                format!(
                    "{amounts}が記入されていますが、{}が空欄です。",
                    blank.label()
                ),
                hint,
            )
            .at(place)
        })
    })
    .collect()
}
