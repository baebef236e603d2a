"""A round as a file: one line per proposal, for HR and the program's coordinators.

`columns` says what stands in a line and what it means, `lines` reads them one after the other,
`csv_file` and `xlsx_file` write them without ever holding the whole round, `cells` keeps a
spreadsheet from running what somebody typed. No file holds exclusions, private answers or wishes.
"""
