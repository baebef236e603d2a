"""What people say about themselves beside the job, and the skills that come with experience."""

HOBBIES = (
    "On weekends I restore old bicycles.",
    "I sing in a choir that is better than I am.",
    "I have two children, one garden and no free Saturdays.",
    "I run slowly and far.",
    "I bake bread and bring the failures to the office.",
    "I am learning the cello, to the regret of my neighbors.",
    "I keep bees on the roof of our building.",
    "I coach a girls' football team on Thursdays.",
    "I read everything about the sea and get seasick.",
    "I came back from parental leave last year and am glad to talk about how that went.",
    "I grew up in three countries and still look for the fourth.",
    "I play chess badly and with great pleasure.",
    "I volunteer at the repair café once a month.",
    "I hike with a dog who decides the route.",
    "I cook for twelve, even when we are four.",
    "I studied in the evenings, so ask me about doing that beside a job.",
    "I collect postcards of lighthouses.",
    "I am at my best before nine in the morning.",
    "I play in the company band; we need a drummer.",
    "I swim in cold water and will not try to convince you.",
    "I paint small pictures of large machines.",
    "I am the first in my family with a desk job.",
    "I changed careers at thirty-five and would do it again.",
    "I take the night train whenever there is one.",
    "I write crime stories nobody has read yet.",
    "I teach my parents to use their phones, and they teach me patience.",
)
# What an apprentice or a junior says.
STARTING_OUT = (
    "I am in my first year at Lumen and still get lost in {site}.",
    "I came here straight from school and like that people explain things twice.",
    "I do my training in {site} and go to vocational school two days a week.",
    "I studied physics and wanted to make something one can switch on.",
    "This is my second job; the first one taught me what I do not want.",
    "I ask a lot. Tell me when it is too much.",
    "I am rotating through three teams this year to find out where I belong.",
    "I was a summer intern here twice before I stayed.",
    "I have a small side project that tells me when my plants need light.",
    "I came for the lamps and stayed for the people in {site}.",
)
INTERESTS = (
    "Running", "Cooking", "Gardening", "Chess", "Photography", "Hiking", "Football", "Cycling",
    "Jazz", "Crime novels", "Raising twins", "Parental leave", "Studying beside a job",
    "Moving to another country", "Changing careers", "Board games", "Choir", "Pottery",
    "Returning after a long break", "Working part time", "Open source", "Old cameras", "Sailing",
    "Bread baking", "Urban beekeeping", "Learning languages", "Volunteering", "Public libraries",
    "Night trains", "Swimming", "Yoga", "Cricket", "Samba", "Woodwork", "Repairing things",
    "Being the only one in the room", "Coming from the shop floor", "Science fiction",
)  # fmt: skip
# What people with a team, or many years, can teach beside their trade.
LEADER_SKILLS = (
    "Leading a team", "Running one-to-ones", "Presenting to leaders", "First-time management",
    "Influencing without authority", "Project management", "Leading change", "Strategic thinking",
    "Motivating people", "Change management", "Giving feedback", "Difficult conversations",
    "Negotiation", "Presenting", "Cross-cultural communication", "Stakeholder management",
    "Project planning", "Delegation", "Sustainability", "Business writing", "Mentoring",
    "Innovation management", "Storytelling", "Budgeting",
)  # fmt: skip
# What people early in their career know better than their directors.
NEW_SKILLS = (
    "Prompting and AI tools", "AI literacy", "Low-code tools", "Social media marketing",
    "Data visualization", "Inclusive leadership", "Python",
)  # fmt: skip
SENIOR_WANTS = (
    "Prompting and AI tools", "Prompting and AI tools", "AI literacy", "Low-code tools",
    "Social media marketing", "Data visualization", "Inclusive leadership", "AI literacy",
)  # fmt: skip
