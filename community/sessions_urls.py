from django.urls import path

from community.views import (
    content_desk,
    office_hours,
    session_answers,
    session_feeds,
    session_hosts,
    sessions,
)

urlpatterns = [
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/mine/", sessions.my_sessions, name="my-sessions"),
    path("sessions/past/", sessions.past_sessions, name="past-sessions"),
    path("sessions/propose/", session_hosts.propose_session, name="propose-session"),
    path("sessions/propose/clinic/", session_hosts.propose_clinic, name="propose-clinic"),
    path("sessions/calendar/", session_feeds.session_calendars, name="session-calendars"),
    path(
        "sessions/calendar/<int:group>/renew/",
        session_feeds.renew_session_calendar,
        name="renew-session-calendar",
    ),
    path(
        "sessions/calendar/<int:group>/off/",
        session_feeds.switch_off_session_calendar,
        name="switch-off-session-calendar",
    ),
    path("sessions/office-hours/", office_hours.office_hours, name="office-hours"),
    path("sessions/office-hours/open/", office_hours.open_office_hours, name="open-office-hours"),
    path("sessions/office-hours/<int:pk>/", office_hours.office, name="office"),
    path(
        "sessions/office-hours/<int:pk>/close/",
        office_hours.close_office_hours,
        name="close-office-hours",
    ),
    path("sessions/<int:pk>/", sessions.session, name="session"),
    path("sessions/<int:pk>/rsvp/", sessions.rsvp_session, name="rsvp-session"),
    path("sessions/<int:pk>/leave/", sessions.leave_session, name="leave-session"),
    path("sessions/<int:pk>/session.ics", sessions.session_file, name="session-file"),
    path("sessions/<int:pk>/change/", session_hosts.change_session, name="change-session"),
    path("sessions/<int:pk>/cancel/", session_hosts.cancel_session, name="cancel-session"),
    path("sessions/<int:pk>/repeat/", session_hosts.repeat_session, name="repeat-session"),
    path("sessions/<int:pk>/wrap-up/", session_hosts.wrap_up_session, name="wrap-up-session"),
    path("sessions/<int:pk>/hand-over/", session_hosts.hand_over_session, name="hand-over-session"),
    path("sessions/<int:pk>/question/", session_answers.session_question, name="session-question"),
    path("m/session/<str:token>/", session_answers.feedback_from_mail, name="feedback-from-mail"),
    path("m/clinic/<str:token>/", session_answers.clinic_from_mail, name="clinic-from-mail"),
    path("calendar/sessions/<str:token>.ics", session_feeds.session_feed, name="session-feed"),
    path("hr/content/", content_desk.hr_content, name="hr-content"),
    path("hr/content/sessions/<int:pk>/", content_desk.session_proposal, name="session-proposal"),
    path(
        "hr/content/sessions/<int:pk>/approve/",
        content_desk.approve_session,
        name="approve-session",
    ),
    path(
        "hr/content/sessions/<int:pk>/decline/",
        content_desk.decline_session,
        name="decline-session",
    ),
]
