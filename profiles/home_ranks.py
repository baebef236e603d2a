"""The rules of "Next for you" on Home in their order: the three lowest that apply are shown.

docs/home.md tells of each when it appears, when it goes and why it stands where it stands; a test
holds the two together. Of two tasks of one rule, the one that its room lists first comes first, and
the room says by what. A new task needs a rule of its own, here and there.
"""

from enum import IntEnum, unique


@unique
class Rank(IntEnum):
    # Somebody is hurt, or waits for a word that only the reader can give.
    CONCERN = 10
    MATCH_QUESTION = 20
    MENTOR_REQUEST = 30
    GROUP_INVITATION = 40
    # What a pair lives from.
    WEEKLY_QUESTION = 50
    PLACE_IN_PROGRAM = 60
    DID_YOU_MEET = 70
    # Others wait, with less at stake.
    QUESTION_ASKED = 75
    GROUP_REQUEST = 80
    TRAINING_ASKED = 90
    FINISH_JOINING = 100
    SIGN_AGREEMENT = 110
    STORY_CONSENT = 120
    QUESTION_SHARED = 125
    SESSION_WRAP_UP = 130
    AWARD_NOMINATION = 140
    QUIET_GROUP = 150
    # What the reader has promised.
    ACTION_DUE = 160
    GROUP_STEP = 170
    AWARD_JURY = 180
    SESSION_FEEDBACK = 190
    QUESTION_ANSWERED = 195
    # What they could begin.
    MENTOR_WISH = 200
    JOIN_PROGRAM = 210
    PATH_BEGUN = 220
    AWARD_VOTE = 230
    TIME_ZONE = 240
    OFFERS = 250
