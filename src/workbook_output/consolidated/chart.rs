//! The chart of 総括: a bar for each pillar, stacked by grade. It reads the cells of the matrix.
//! Pattern, lightness and the letter in each part say in grey what colour says.

use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition,
    ChartLine, ChartPatternFill, ChartPatternFillType, ChartSeries, ChartSolidFill, ChartType,
    Color, ObjectMovement, Worksheet, XlsxError,
};

use super::super::style::{self, FONT};
use crate::audience::Figure;
use crate::audience::LevelNames;
use crate::audience::parts::GradeMatrix;

/// Pixels of height that a bar takes.
const BAR: u32 = 44;

/// Puts the chart at row `at`, `width` pixels wide. `heading` is the matrix's heading row and first
/// column of grades.
pub(super) fn insert(
    sheet: &mut Worksheet,
    (matrix, levels): (&GradeMatrix, &LevelNames),
    heading: (u32, u16),
    (at, width): (u32, u32),
) -> Result<(), XlsxError> {
    if matrix.rows.is_empty() {
        return Ok(());
    }
    let name = sheet.name();
    let mut chart = Chart::new(ChartType::BarStacked);
    let shown = matrix.columns.iter().zip(&matrix.total.counts);
    for (column, (grade, total)) in (heading.1..).zip(shown) {
        if grade.counted || !is_zero(total) {
            let fill = style::bar(grade.colour.as_deref(), grade.rank);
            let place = (heading.0, column);
            add_series(&mut chart, &name, place, matrix)
                .set_format(&mut filled(fill, grade.rank))
                .set_data_label(&label(&grade.symbol));
        }
    }
    if !is_zero(&matrix.total.missing) {
        let count = u16::try_from(matrix.columns.len()).unwrap_or(0);
        let place = (heading.0, heading.1 + count);
        add_series(&mut chart, &name, place, matrix)
            .set_format(&mut filled(0xFF_FF_FF, 0))
            .set_data_label(&label(&matrix.missing_label));
    }
    dress(&mut chart, (matrix, levels), width);
    sheet.insert_chart_with_offset(at, 0, &chart, 0, 6)?;
    Ok(())
}

/// The last row that a chart at row `at` covers; rows below the tables are 18 pixels high.
pub(super) fn last_row(matrix: &GradeMatrix, at: u32) -> u32 {
    if matrix.rows.is_empty() {
        return at;
    }
    at + (height(matrix) + 6).div_ceil(18)
}

fn height(matrix: &GradeMatrix) -> u32 {
    let bars = u32::try_from(matrix.rows.len()).unwrap_or(u32::MAX);
    bars.saturating_mul(BAR).saturating_add(130).min(1_200)
}

fn is_zero(figure: &Figure) -> bool {
    figure.value.is_zero()
}

fn add_series<'a>(
    chart: &'a mut Chart,
    sheet: &str,
    (heading, column): (u32, u16),
    matrix: &GradeMatrix,
) -> &'a mut ChartSeries {
    let last = heading + u32::try_from(matrix.rows.len()).unwrap_or(0);
    let names = column_of_names();
    chart
        .add_series()
        .set_name((sheet, heading, column))
        .set_categories((sheet, heading + 1, names, last, names))
        .set_values((sheet, heading + 1, column, last, column))
        .set_gap(45)
}

/// The grade's letter and the count; nothing where the count is 0.
pub(super) fn label(symbol: &str) -> ChartDataLabel {
    let symbol = symbol.replace('"', "");
    let mut label = ChartDataLabel::new();
    label
        .show_value()
        .set_num_format(format!("\"{symbol} \"0;;;"))
        .set_font(&font(9))
        // Legible over dark bars and over hatching.
        .set_format(ChartSolidFill::new().set_color(Color::White));
    label
}

const fn column_of_names() -> u16 {
    1
}

/// The first two grades are plain, the others striped, as on the pages.
pub(super) fn filled(fill: u32, rank: usize) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_border(
        ChartLine::new()
            .set_color(Color::RGB(0x40_40_40))
            .set_width(0.75),
    );
    let pattern = match rank % 6 {
        2 => ChartPatternFillType::DiagonalStripesLightUpwards,
        3 => ChartPatternFillType::OutlinedDiamondGrid,
        4 => ChartPatternFillType::HorizontalStripesLight,
        5 => ChartPatternFillType::VerticalStripesLight,
        _ => {
            format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(fill)));
            return format;
        }
    };
    format.set_pattern_fill(
        ChartPatternFill::new()
            .set_pattern(pattern)
            .set_background_color(Color::RGB(fill))
            .set_foreground_color(Color::RGB(0x40_40_40)),
    );
    format
}

fn dress(chart: &mut Chart, (matrix, levels): (&GradeMatrix, &LevelNames), width: u32) {
    let mut grid = ChartLine::new();
    grid.set_color(Color::RGB(0xD9_D9_D9)).set_width(0.75);
    chart
        .title()
        .set_name(&levels.reword("改革項目別の評価区分（単位：項目）"))
        .set_font(&font(11));
    // In a bar chart of this library, x is the axis of figures and y that of names.
    chart
        .y_axis()
        .set_font(&font(9))
        .set_reverse()
        .set_crossing(ChartAxisCrossing::Max);
    chart
        .x_axis()
        .set_font(&font(9))
        .set_num_format("0")
        .set_min(0)
        .set_major_gridlines_line(&grid);
    chart
        .legend()
        .set_position(ChartLegendPosition::Bottom)
        .set_font(&font(9));
    chart
        .set_width(width)
        .set_height(height(matrix))
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells)
        .set_alt_text(levels.reword("改革項目ごとに、評価区分別の項目数を積み上げた横棒グラフです。数値は「評価区分別の項目数」の表にあります。"));
}

pub(super) fn font(size: u32) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(FONT).set_size(size).unset_bold();
    font.set_color(Color::RGB(0x26_26_26));
    font
}
