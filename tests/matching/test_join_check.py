"""What the last page before joining promises."""

from tests.matching.test_join import mentee_answers, priya, program, url

__all__ = ["priya", "program"]  # fixtures


def test_the_check_page_says_that_managers_are_not_told(program, priya, sign_in):
    client = sign_in(priya)
    mentee_answers(client, program)
    page = client.get(url("join-check", program)).text
    assert "Your manager is not told. Nothing here is used for appraisal, pay or promotion." in page


def test_a_page_asks_few_queries(program, priya, sign_in, django_assert_max_num_queries):
    client = sign_in(priya)
    mentee_answers(client, program)
    for page in ("join-role", "join-skills", "join-rhythm", "join-check"):
        with django_assert_max_num_queries(15):
            client.get(url(page, program))
