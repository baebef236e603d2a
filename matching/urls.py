from django.urls import include, path

from matching.views import (
    conflicts,
    invitations,
    join,
    mail_links,
    pair_import,
    pairs,
    people,
    policies,
    program,
    programs,
)

HR = "hr/programs/<int:pk>/"
ROW = f"{HR}people/<int:enrollment>/"
PAIR = "hr/pairs/<int:pk>/"
PROGRAM = "programs/<int:pk>/"

urlpatterns = [
    path("", include("matching.round_urls")),
    path("hr/programs/", programs.program_list, name="hr-programs"),
    path("hr/programs/new/", programs.new_program, name="new-program"),
    path(
        "hr/programs/new/<str:format_>/",
        programs.new_program_details,
        name="new-program-details",
    ),
    path(HR, programs.program_page, name="hr-program"),
    path(f"{HR}details/", programs.program_details, name="hr-program-details"),
    path(f"{HR}audience/", programs.program_audience, name="hr-program-audience"),
    path(f"{HR}coordinators/", programs.program_coordinators, name="hr-program-coordinators"),
    path(f"{HR}policy/", policies.program_policy, name="hr-program-policy"),
    path(f"{HR}start/", programs.start_program, name="start-program"),
    path(f"{HR}finish/", programs.finish_program, name="finish-program"),
    path(f"{HR}people/", people.enrollment_list, name="hr-enrollments"),
    path(f"{HR}people/enroll/", people.enroll_people, name="enroll-people"),
    path(f"{ROW}accept/", people.accept_enrollment, name="accept-enrollment"),
    path(f"{ROW}refuse/", people.refuse_enrollment, name="refuse-enrollment"),
    path(f"{ROW}remove/", people.remove_enrollment, name="remove-enrollment"),
    path(f"{ROW}pause/", people.pause_enrollment, name="pause-enrollment"),
    path(f"{ROW}resume/", people.resume_enrollment, name="resume-enrollment"),
    path(f"{HR}invitations/", invitations.invitation_page, name="hr-invitations"),
    path(f"{HR}invitations/mentors/", invitations.ask_to_mentor, name="ask-to-mentor"),
    path(f"{HR}pairs/", pairs.pair_list, name="hr-pairs"),
    path(f"{HR}pairs/add/", pairs.add_pair, name="add-pair"),
    path(f"{HR}pairs/import/", pair_import.import_pairs, name="import-pairs"),
    path(f"{HR}pairs/import/write/", pair_import.write_pairs, name="write-pairs"),
    path(f"{PAIR}correct/", pairs.correct_pair, name="correct-pair"),
    path(f"{PAIR}end/", pairs.end_pair, name="end-pair"),
    path(f"{PAIR}conflict/", conflicts.pair_conflict, name="pair-conflict"),
    path(f"{PAIR}conflict/ask/", conflicts.ask_partners, name="ask-partners"),
    path(f"{PAIR}conflict/keep/", conflicts.keep_pair, name="keep-pair"),
    path(f"{PAIR}conflict/end/", conflicts.end_conflict, name="end-conflict"),
    path(f"{PAIR}conflict/replace/", conflicts.replace_pair, name="replace-pair"),
    path(PROGRAM, program.program_page, name="program"),
    path(f"{PROGRAM}join/", join.join_role, name="join-role"),
    path(f"{PROGRAM}join/skills/", join.join_skills, name="join-skills"),
    path(f"{PROGRAM}join/rhythm/", join.join_rhythm, name="join-rhythm"),
    path(f"{PROGRAM}join/check/", join.join_check, name="join-check"),
    path(f"{PROGRAM}joined/", join.joined, name="joined"),
    path(f"{PROGRAM}leave/", program.leave_program, name="leave-program"),
    path(f"{PROGRAM}pause/", program.pause_in_program, name="pause-in-program"),
    path(f"{PROGRAM}resume/", program.resume_in_program, name="resume-in-program"),
    path(f"{PROGRAM}not-for-me/", program.not_for_me, name="not-for-me"),
    path("m/not-for-me/<str:token>/", mail_links.not_for_me_by_mail, name="not-for-me-by-mail"),
    path("m/agree/<str:token>/", mail_links.agree_by_mail, name="agree-by-mail"),
]
