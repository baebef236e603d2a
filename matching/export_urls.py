"""What leaves a round on paper, as a file, or as a question to a second HR admin."""

from django.urls import path

from matching.views import exports, history, publishing

urlpatterns = [
    path("hr/rounds/<int:pk>/export/", exports.export_round, name="export-round"),
    path("hr/rounds/<int:pk>/export/csv/", exports.export_round_csv, name="export-round-csv"),
    path("hr/rounds/<int:pk>/export/xlsx/", exports.export_round_xlsx, name="export-round-xlsx"),
    path("hr/rounds/<int:pk>/publish/ask/", publishing.ask_to_publish, name="ask-to-publish"),
    path("hr/rounds/<int:pk>/history/", history.history, name="round-history"),
    path("hr/rounds/<int:pk>/history/csv/", history.export_history, name="export-history"),
    path("hr/proposals/<int:pk>/print/", exports.print_pair, name="print-pair"),
]
