"""A people file is for HR admins only; for everyone else it does not exist."""

from django.http import Http404

from profiles.access import is_hr
from profiles.models import PeopleImport, User


def get_import_for(user: User, pk: int) -> PeopleImport:
    """The import without its file, which is read only where it is needed."""
    imports = PeopleImport.objects.defer("file")
    import_ = imports.filter(pk=pk).first() if is_hr(user) and 0 < pk < 2**63 else None
    if import_ is None:
        raise Http404
    return import_
