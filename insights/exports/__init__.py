"""Figures as files that spreadsheets, survey and BI tools read: one long, documented table.

`columns` says what stands in a line, `selection` which lines are wanted, `lines` reads them from
frozen figures, `csv_file`, `xlsx_file` and `json_file` write them, `schema` describes the JSON.
What Insights hides has no number here either. `docs/exports.md` is the contract with other tools.
"""
