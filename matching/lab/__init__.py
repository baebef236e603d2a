"""The matching lab: policies side by side with the live result, and what differs between two runs.

drafts       a lab before it starts: its policies added, changed, removed
comparing    a worker solves the policies of a started lab, one after the other
figures      what a column says, and the fairness over departments and sites
pair_lists   who was to be paired with whom, kept for every run and every column
changes      what differs between two such lists
page         the lab in words
saving       a policy of the lab becomes the program's next version and a new run
"""
