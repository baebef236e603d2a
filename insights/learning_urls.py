from django.urls import path

from insights.views import learning

PROGRAM = "hr/insights/programs/<int:pk>/learning/"

urlpatterns = [
    path("hr/insights/learning/", learning.learning_list, name="learning-list"),
    path(PROGRAM, learning.learning, name="learning"),
    path(f"{PROGRAM}start/", learning.start_learning, name="start-learning"),
    path(
        "hr/insights/learning/<int:pk>/rounds/<int:round_pk>/lab/",
        learning.learning_in_lab,
        name="learning-in-lab",
    ),
]
