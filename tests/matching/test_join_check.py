"""What the last page before joining promises."""

from tests.matching.test_join import mentee_answers, priya, program, url

__all__ = ["priya", "program"]  # fixtures


def test_the_check_page_says_that_managers_are_not_told(program, priya, sign_in):
    client = sign_in(priya)
    mentee_answers(client, program)
    page = client.get(url("join-check", program)).text
    assert "Your manager is not told. Nothing here is used for appraisal, pay or promotion." in page
