"""Words people add to their answers."""

HELPED = {
    "mentee": (
        "We went through a real mail I had to write. I sent it an hour later.",
        "I brought my draft and left with half of it crossed out. Better now.",
        "First time somebody explained it with our own data.",
        "We talked about the talk that went wrong, and what I do before the next one.",
        "I asked for an introduction and got two.",
        "Good questions. I have homework and I like it.",
        "I understand now why my manager asks for the number first.",
        "We practiced the opening three times. The third one was fine.",
    ),
    "mentor": (
        "Came prepared, which makes it easy.",
        "I learned as much as I taught today.",
        "We looked at a real case instead of talking about cases.",
        "The goal is smaller now and much better.",
        "Told me something about our plant I had not known for ten years.",
    ),
}
SO_SO = {
    "mentee": (
        "We were both tired and ended early. Next time in the morning.",
        "Nice talk, but we lost the goal on the way.",
        "Only twenty minutes between two other meetings.",
    ),
    "mentor": (
        "I talked too much. Next time I will ask more.",
        "The room was taken and we stood in the corridor.",
    ),
}
HELP = (
    "We have canceled three times. I do not want to push, but I would like to start.",
    "The time difference is harder than we thought. Could somebody look at it with us?",
    "I am not sure my goal and this program fit together any more.",
    "My shifts have changed and none of our hours work now.",
)
NOT_A_FIT = "Very kind, but we work on such different things that I cannot use it."
FAREWELL = {
    "mentee": (
        "I used what I learned in the board meeting on Tuesday. Thank you for setting this up.",
        "I was skeptical about learning from somebody half my age. I am not any more.",
        "Would do it again, with a shorter first meeting.",
        "I stopped nodding when people talk about AI. That alone was worth it.",
    ),
    "mentor": (
        "I did not know that directors can be this curious.",
        "I explain things better now, also to my own team.",
        "It took two meetings until it felt normal to correct a director.",
    ),
}
