"""What HR reads about a round beside its pairs: who waits and what would help, the places and
skills there are, and whether some groups get less than others."""
