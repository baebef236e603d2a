import pytest

from profiles.imports import columns


@pytest.mark.parametrize(
    ("headers", "names"),
    [
        (
            (
                "Employee ID,Work Email,Legal First Name,Legal Last Name,Business Title,Supervisory"
                " Organization,Job Level,Location,Manager's Email,Hire Date"
            ),
            (
                "employee_number email first_name last_name job_title department grade site manager"
                " start_date"
            ),
        ),
        (
            (
                "Personalnr.,E-Mail-Adresse,Nachname,Vorname,Stellenbezeichnung,Abteilung,"
                "Entgeltgruppe,Standort,Vorgesetzter (Personalnr.),Eintrittsdatum"
            ),
            (
                "employee_number email last_name first_name job_title department grade site manager"
                " start_date"
            ),
        ),
        (
            "Matricule,Courriel,Nom,Prénom,Poste,Service,Niveau,Ville,Responsable,Date d'entrée",
            (
                "employee_number email last_name first_name job_title department grade site manager"
                " start_date"
            ),
        ),
        (
            (
                "Número de empleado,Correo electrónico,Nombre,Apellidos,Puesto,Departamento,Nivel,"
                "Ciudad,País,Jefe,Fecha de ingreso"
            ),
            (
                "employee_number email first_name last_name job_title department grade site country"
                " manager start_date"
            ),
        ),
        (
            (
                "employeeId,userPrincipalName,displayName,jobTitle,department,officeLocation,country,"
                "manager"
            ),
            "employee_number email name job_title department site country manager",
        ),
        (
            (
                "Employee number,Work email,First name,Job title,Department,Shift,Org level,"
                "Manager email,Hire date"
            ),
            "employee_number email first_name job_title department - grade manager start_date",
        ),
        ("Name,Email,Manager,Time zone", "name email manager time_zone"),
        ("Manager email,Employee email,Employee name", "manager email name"),
    ],
)
def test_headers_of_many_systems_are_guessed(headers, names):
    wanted = {name: at for at, name in enumerate(names.split()) if name != "-"}
    assert columns.guess(headers.split(",")) == wanted


def test_a_manager_column_is_never_taken_for_the_person():
    assert columns.guess(["Manager email", "Supervisor name"]) == {"manager": 0}


def test_chosen_headers_are_found_in_any_case():
    assert columns.by_header({"email": "MAIL "}, ["Name", "Mail"]) == {"email": 1}
    with pytest.raises(KeyError, match="salary"):
        columns.by_header({"salary": "Name"}, ["Name"])
    with pytest.raises(KeyError, match="Nobody"):
        columns.by_header({"name": "Nobody"}, ["Name"])


def test_an_address_and_some_name_are_needed():
    assert columns.missing({}) == ["email", "name"]
    assert columns.missing({"email": 0, "last_name": 1}) == []
