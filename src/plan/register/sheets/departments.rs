//! 組織: the departments, their names as other sheets refer to them, and codes that lost their zeros.

use std::collections::BTreeMap;

use crate::diagnostic::Code as Fault;
use crate::diagnostic::Diagnostic;
use crate::plan::register::cells::Value;
use crate::plan::register::faults::Faults;
use crate::plan::register::parts::{Read, name_key};
use crate::plan::register::record::{Record, row};
use crate::plan::register::row::Row;
use crate::plan::register::schema::Kind::{Date, Text};
use crate::plan::register::schema::{Column, EVERYONE, Kind, Need, Sheet, columns, reference};
use crate::plan::register::table::Tables;
use crate::plan::{Department, Plan};

/// The name of the sheet.
pub const SHEET_NAME: &str = "組織";

/// The sheet.
pub const SHEET: Sheet = Sheet {
    name: SHEET_NAME,
    required: true,
    explanation: "課の一覧です。組織改編では行を消さずに、終了日と後継課を記入し、新しい課の行を加えます。",
    columns: COLUMNS,
    records,
    ..Sheet::ROWS
};

/// One or several departments of the sheet.
pub const ANY: Kind = reference(SHEET_NAME, DEPARTMENT);

columns! {
    CODE "課コード" Required, Text, 10.0, "課ごとに異なるコードです。調査票のファイル名の先頭に付きます。";
    DIVISION "部" Optional, Text, 18.0, "属する部です。";
    DEPARTMENT "課名" Required, Text, 34.0, "課の名称です。他のシートにはこのとおりに記入します。";
    STARTS "開始日" Optional, Date, 13.0, "課ができた日です。以前からある課は空白で構いません。2026/4/1、R8.4.1のいずれの書き方でも構いません。";
    ENDS "終了日" Optional, Date, 13.0, "課がなくなった日（最後の日）です。";
    SUCCESSORS "後継課" Optional, ANY, 34.0, "事務を引き継いだ課です。複数の課は「、」で区切ります。";
    MAIL "メール" Optional, Text, 30.0, "案内文の下書きの宛先にするメールアドレスです。空白でも構いません。";
}

pub fn read(row: &Row, names: &DepartmentNames, faults: &mut Faults) -> Department {
    let department = Department {
        code: row.needed(CODE, faults),
        division: row.text(DIVISION, faults),
        name: row.needed(DEPARTMENT, faults),
        starts: row.date(STARTS, faults),
        ends: row.date(ENDS, faults),
        successors: names.resolve(row, SUCCESSORS, faults),
        mail: row.text(MAIL, faults),
    };
    let name = &department.name;
    if name == EVERYONE || name.contains(['、', ',', '，', '､', '\n']) {
        faults.push(row.fault(
            Fault::RegisterValue,
            DEPARTMENT,
            "課の名称に使えない言葉又は文字です。",
            "「全庁」、読点、カンマ及び改行は、課の名称には使えません。",
        ));
    }
    let address = |mail: &String| {
        let parts: Vec<&str> = mail.split('@').collect();
        parts.len() == 2
            && parts.iter().all(|part| !part.is_empty())
            && !mail.contains(char::is_whitespace)
    };
    if department.mail.as_ref().is_some_and(|mail| !address(mail)) {
        faults.push(row.fault(
            Fault::RegisterNote,
            MAIL,
            "メールアドレスの形ではありません。",
            "1つのメールアドレスを半角で記入してください。分からないときは空白にしてください。",
        ));
    }
    if let (Some(starts), Some(ends)) = (department.starts, department.ends)
        && ends < starts
    {
        faults.push(row.fault(
            Fault::RegisterValue,
            ENDS,
            "終了日が開始日より前です。",
            "開始日と終了日を確かめてください。",
        ));
    }
    department
}

fn records(plan: &Plan) -> Vec<Record> {
    let department = |d: &Department| {
        row()
            .with(CODE, &d.code)
            .with(DIVISION, d.division.as_ref())
            .with(DEPARTMENT, &d.name)
            .with(STARTS, d.starts)
            .with(ENDS, d.ends)
            .with(SUCCESSORS, d.successors.as_slice())
            .with(MAIL, d.mail.as_ref())
    };
    plan.departments.iter().map(department).collect()
}

/// The names of 組織, for the columns that name departments.
#[derive(Debug)]
pub struct DepartmentNames {
    names: BTreeMap<String, String>,
    complete: bool,
}

impl DepartmentNames {
    pub fn new(tables: &Tables) -> Self {
        let mut silent = Faults::new("");
        let names = tables
            .rows(SHEET_NAME)
            .iter()
            .filter_map(|row| row.text(DEPARTMENT, &mut silent))
            .map(|name| (name_key(&name), name))
            .collect();
        Self {
            names,
            complete: tables.complete(SHEET_NAME),
        }
    }

    /// The departments of a cell as 組織 spells them; R008 for each that it does not know.
    pub fn resolve(&self, row: &Row, heading: &str, faults: &mut Faults) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for name in row.names(heading, faults) {
            match self.names.get(&name_key(&name)) {
                Some(known) if found.contains(known) => {}
                Some(known) => found.push(known.clone()),
                None if self.complete => faults.push(row.fault(
                    Fault::RegisterDepartmentUnknown,
                    heading,
                    format!("「{name}」は「{}」のシートにない課です。", SHEET_NAME),
                    format!(
                        "課の名称を直すか、「{}」のシートに加えてください。複数の課は「、」で区切ってください。",
                        SHEET_NAME
                    ),
                )),
                None => {}
            }
        }
        found
    }
}

/// Gives numbers that are shorter than the longest code their zeros back, with one R017 for all. Nothing is done where
/// any code is more than digits.
pub fn with_zeros(departments: &mut [Read<'_, Department>], faults: &mut Faults) {
    let codes = departments.iter().map(|d| d.value.code.as_str());
    let digits = |code: &str| code.bytes().all(|b| b.is_ascii_digit());
    if !codes.clone().all(digits) {
        return;
    }
    let width = codes.map(str::len).max().unwrap_or_default();
    let mut lost: Vec<(&str, String)> = Vec::new();
    for department in departments {
        let code = &mut department.value.code;
        let is_number = matches!(department.row.value(CODE), Some(Value::Number { .. }));
        if is_number && !code.is_empty() && code.len() < width {
            lost.push((department.row.place(CODE), code.clone()));
            *code = format!("{code:0>width$}");
        }
    }
    let (Some((first, code)), Some((last, _))) = (lost.first(), lost.last()) else {
        return;
    };
    let place = if lost.len() == 1 {
        (*first).to_owned()
    } else {
        format!("{first}:{last}")
    };
    faults.push(
        Diagnostic::new(
            Fault::RegisterNote,
            format!(
                "課コード{}件が数値になっていて、先頭の0がありません。ほかの課コードと同じ{width}桁とみて、「{code}」を「{code:0>width$}」のように読みました。",
                lost.len()
            ),
            "セルの表示形式を「文字列」にしてから、「01」のように0を付けて記入し直してください。",
        )
        .on_sheet(SHEET_NAME)
        .at_cell(place)
        .found(code),
    );
}
