from django.conf import settings
from django.http import HttpRequest


def company(request: HttpRequest) -> dict[str, object]:
    return {
        "company": settings.COMPANY_NAME,
        "embedded": settings.EMBEDDED,
        "theme": request.COOKIES.get("theme", "")
        if request.COOKIES.get("theme") in {"light", "dark"}
        else "",
    }
