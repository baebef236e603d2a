"""Stories and awards of the demo. `{name}` is the first name of whoever the story names."""

from community.stories import Words

STORIES = (
    Words(
        "The question I stopped answering",
        "I knew my department, I thought. When {name} asked me why we print the shift "
        "plan, I said what I always say: because somebody needs it.",
        "We walked the plan from my desk to the line, {name} and I, and asked at every stop who "
        "reads it. Nobody did after seven in the morning. {name} did not tell me what to do. The "
        "next question was only: what would you look at instead?",
        "There is a screen at the gate now, and the printer is gone. What stayed with me is the "
        "walk. I do one every month, with somebody who has been here for less than a year.",
    ),
    Words(
        "What a newcomer sees",
        "In my third week I had a list of things I did not understand and nobody to show it to.",
        "{name} asked for the list. Not to answer it: we sorted it into what was my gap and what "
        "was ours. Eleven of nineteen were ours. Two forms asked for the same number, and one "
        "team had two names.",
        "Nine of the eleven are gone. Every newcomer in our building is asked for such a list "
        "now, in week three, when one still sees it.",
    ),
    Words(
        "Two sentences before the slide",
        "I was to explain our numbers to the board and had thirty-one slides.",
        "{name} asked me to say it without any. I needed eleven minutes, then six, then two "
        "sentences. We kept the two sentences and three slides. The week before, we did it once "
        "with two colleagues from another department who understood nothing of it. They asked the "
        "three questions that came in the real meeting.",
        "The board decided in that meeting. I still write the two sentences first, for every mail "
        "that is longer than a screen.",
    ),
    Words(
        "We both thought the other one was busy",
        "After our second meeting neither of us wrote. I thought {name} had more important "
        "things to do.",
        "When we did meet again it turned out that {name} had thought the same of me. We made it "
        "a fixed Thursday, twenty-five minutes, with one rule: whoever has nothing to say comes "
        "anyway. The best two meetings were those.",
        "I asked for the harder project. I would not have, and it was said on one of the "
        "Thursdays on which nobody had anything to say.",
    ),
)
# Not agreed to yet: it asks the mentor a newcomer can sign in as.
ASKED = Words(
    "Learning to read a query at fifty-one",
    "I had signed for the data platform and could not have said what is in it.",
    "{name} gave me one table and one question, and then waited. I was wrong for forty minutes. "
    "{name} never answered before I had tried. In the fourth meeting I found an error in a report "
    "of my own.",
    "I ask cheaper questions now, and I know which ones are cheap.",
)
PAST = (
    "Good Neighbor",
    "For somebody who helped another department without being asked to.",
)
HANDOVER = (
    "The handover sheet was written for one line and is used on nine, because it was explained "
    "to whoever asked, also at six in the morning."
)
ANSWERS = (
    "Ten teams asked the same question in spring. All of them got an answer in person, and then "
    "a page everybody can find."
)
WON = (HANDOVER, ANSWERS)
PAST_NOMINATIONS = (
    "Came over to our side of the building three evenings in a row until the handover worked.",
    "We are not even on the same floor. The page about firmware has saved us a call a day.",
    "Always the first to say: show me, I have ten minutes.",
    "Translated for a visitor from Osaka when our interpreter was ill, for a whole day.",
)
OPEN = (
    "The Quiet Fix",
    "For a small thing that annoyed many people and that somebody simply repaired.",
)
OPEN_NOMINATIONS = (
    "The meeting room screens show the next free room. Nobody asked for it; everybody uses it.",
    "Wrote the list of whom to call when a pair is stuck. It hangs above three desks here.",
    "Labeled every cable under the lab tables, both ends, over two weeks of lunch breaks.",
)
