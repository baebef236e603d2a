from django.urls import include, path

from profiles.views import (
    hr_people,
    hr_skills,
    hr_skills_import,
    message_log,
    options,
    own,
    people,
    preferences,
    settings,
)

urlpatterns = [
    path("profile/", own.my_profile, name="my-profile"),
    path("profile/about/", own.edit_about, name="edit-about"),
    path("profile/skills/", own.edit_offers, name="edit-offers"),
    path("profile/goals/", own.edit_goals, name="edit-goals"),
    path("profile/hours/", own.edit_hours, name="edit-hours"),
    path("profile/time-zone/confirm/", own.confirm_time_zone, name="confirm-time-zone"),
    path("profile/matching/", preferences.matching_preferences, name="matching-preferences"),
    path("profile/matching/exclude/", preferences.exclude_people, name="exclude-people"),
    path(
        "profile/matching/exclude/<int:pk>/remove/", preferences.allow_person, name="allow-person"
    ),
    path("profile/skill-options/", options.skill_options, name="skill-options"),
    path("profile/skill-options/known/", options.known_skill_options, name="known-skill-options"),
    path("profile/language-options/", options.language_options, name="language-options"),
    path("settings/", settings.settings, name="settings"),
    path("people/", people.people, name="people"),
    path("people/options/", options.person_options, name="person-options"),
    path("people/<int:pk>/", people.person, name="person"),
    path("hr/", hr_people.hr_overview, name="hr-overview"),
    path("hr/people/", hr_people.hr_people, name="hr-people"),
    path("hr/people/<int:pk>/", hr_people.hr_person, name="hr-person"),
    path(
        "hr/people/<int:pk>/deactivate/",
        hr_people.hr_person_deactivate,
        name="hr-person-deactivate",
    ),
    path(
        "hr/people/<int:pk>/reactivate/",
        hr_people.hr_person_reactivate,
        name="hr-person-reactivate",
    ),
    path("hr/messages/", message_log.message_log, name="hr-messages"),
    path("hr/messages/<int:pk>/retry/", message_log.retry_message, name="retry-message"),
    path("hr/suppressions/<int:pk>/lift/", message_log.lift_suppression, name="lift-suppression"),
    path("hr/people/import/", include("profiles.imports.urls")),
    path("hr/skills/", hr_skills.hr_skills, name="hr-skills"),
    path("hr/skills/import/", hr_skills_import.hr_skills_import, name="hr-skills-import"),
    path(
        "hr/skills/import/apply/",
        hr_skills_import.hr_skills_import_apply,
        name="hr-skills-import-apply",
    ),
    path("hr/skills/<int:pk>/", hr_skills.hr_skill, name="hr-skill"),
    path("hr/skills/<int:pk>/merge/", hr_skills.hr_skill_merge, name="hr-skill-merge"),
    path("hr/skills/<int:pk>/approve/", hr_skills.hr_skill_approve, name="hr-skill-approve"),
    path("hr/skills/<int:pk>/reject/", hr_skills.hr_skill_reject, name="hr-skill-reject"),
    path("hr/skills/<int:pk>/retire/", hr_skills.hr_skill_retire, name="hr-skill-retire"),
    path(
        "hr/skills/<int:pk>/bring-back/", hr_skills.hr_skill_bring_back, name="hr-skill-bring-back"
    ),
]
