"""The report of a program for whoever speaks for it: three sentences, figures, what is hidden.

`periods` names months and quarters, `words` keeps the three sentences, `readers` says who reads,
`content` puts a report together, `paper` prints it on two pages, `mailing` sends it. No figure is
counted here: all come from `insights.figures`, so what is hidden there is hidden here.
"""
