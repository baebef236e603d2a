from django.urls import path

from community.views import question_answers, question_follow_ups, questions

urlpatterns = [
    path("questions/", questions.own_questions, name="questions"),
    path("questions/sent-to-me/", questions.questions_asked, name="questions-asked"),
    path("questions/open/", questions.questions_open, name="questions-open"),
    path("questions/ask/", questions.ask_question, name="ask-question"),
    path("questions/ask/check/", questions.check_question, name="check-question"),
    path("questions/ask/send/", questions.send_question, name="send-question"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("questions/<int:pk>/close/", questions.close_question, name="close-question"),
    path("questions/<int:pk>/answer/", question_answers.answer_question, name="answer-question"),
    path("questions/<int:pk>/pass/", question_answers.pass_question, name="pass-question"),
    path("answers/<int:pk>/ask-again/", question_follow_ups.ask_again, name="ask-again"),
    path(
        "answers/<int:pk>/reply/",
        question_follow_ups.reply_to_follow_up,
        name="reply-to-follow-up",
    ),
    path("answers/<int:pk>/helped/", question_answers.answer_helped, name="answer-helped"),
    path("answers/<int:pk>/offer/", question_answers.offer_answer, name="offer-answer"),
    path("answers/<int:pk>/agree/", question_answers.agree_to_share, name="agree-to-share"),
    path("answers/<int:pk>/decline/", question_answers.decline_to_share, name="decline-to-share"),
    path("settings/questions/", questions.question_choice, name="question-choice"),
    path("m/question/<str:token>/", question_answers.question_from_mail, name="question-from-mail"),
]
