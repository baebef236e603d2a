"""The people import: a company's CSV becomes the directory.

Pure modules read the file (`decoding`, `columns`, `dates`, `rows`, `levels`, `tree`); `plan`
compares it with the database, `apply` writes the difference in one transaction, `runs` carries one
upload through its states. The same file twice changes nothing.
"""
