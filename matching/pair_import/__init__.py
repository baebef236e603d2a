"""Bringing in pairs that exist already: read a file, check it without writing, then write it all.

    rows = reading.rows_in(data)                              UnreadableError says why not
    checked = checking.check(program, rows, by=user, today=today, reasons={})
    writing.write(program, rows, by=user, now=now, reasons={})  all rows or none

The same file twice changes nothing. Whoever is not in the program yet is put in.
"""
