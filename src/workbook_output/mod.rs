//! workbook_output
