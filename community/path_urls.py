from django.urls import path

from community.views import path_desk, path_questions, path_steps, paths

urlpatterns = [
    path("paths/", paths.paths, name="paths"),
    path("paths/mine/", paths.my_paths, name="my-paths"),
    path("paths/<slug:slug>/", paths.path, name="path"),
    path("paths/<slug:slug>/words/", paths.path_words, name="path-words"),
    path("paths/<slug:slug>/words/<int:pk>/delete/", paths.delete_words, name="delete-words"),
    path("paths/<slug:slug>/badge/show/", paths.show_badge, name="show-badge"),
    path("paths/<slug:slug>/badge/hide/", paths.hide_badge, name="hide-badge"),
    path("paths/<slug:slug>/steps/<int:pk>/", path_steps.path_step, name="path-step"),
    path("paths/<slug:slug>/steps/<int:pk>/done/", path_steps.finish_step, name="finish-step"),
    path(
        "paths/<slug:slug>/steps/<int:pk>/answer/",
        path_steps.answer_exercise,
        name="answer-exercise",
    ),
    path("paths/<slug:slug>/steps/<int:pk>/check/", path_steps.answer_check, name="answer-check"),
    path("hr/paths/", path_desk.hr_paths, name="hr-paths"),
    path("hr/paths/new/", path_desk.new_path, name="new-path"),
    path("hr/paths/<int:pk>/", path_desk.hr_path, name="hr-path"),
    path("hr/paths/<int:pk>/edit/", path_desk.edit_path, name="edit-path"),
    path("hr/paths/<int:pk>/publish/", path_desk.publish_path, name="publish-path"),
    path("hr/paths/<int:pk>/retire/", path_desk.retire_path, name="retire-path"),
    path("hr/paths/<int:pk>/restore/", path_desk.restore_path, name="restore-path"),
    path("hr/paths/<int:pk>/steps/new/<slug:kind>/", path_desk.add_step, name="add-step"),
    path("hr/steps/<int:pk>/", path_desk.edit_step, name="edit-step"),
    path("hr/steps/<int:pk>/up/", path_desk.move_step_up, name="move-step-up"),
    path("hr/steps/<int:pk>/down/", path_desk.move_step_down, name="move-step-down"),
    path("hr/steps/<int:pk>/remove/", path_desk.remove_step, name="remove-step"),
    path("hr/steps/<int:pk>/questions/", path_questions.step_questions, name="step-questions"),
    path("hr/steps/<int:pk>/questions/add/", path_questions.add_question, name="add-question"),
    path("hr/questions/<int:pk>/", path_questions.edit_question, name="edit-question"),
    path("hr/questions/<int:pk>/remove/", path_questions.remove_question, name="remove-question"),
]
