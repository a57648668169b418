from django.urls import path

from committees.views import agenda, originals, papers, reports, safety

item_urls = [
    path("meetings/<slug:reference>/", agenda.meeting, name="meeting"),
    path("meetings/<slug:reference>/items/add/", agenda.item_add, name="item_add"),
    path("meetings/<slug:reference>/order/", agenda.agenda_order, name="agenda_order"),
    path("items/<int:pk>/", agenda.item, name="item"),
    path("items/<int:pk>/report/", reports.report, name="report"),
    path("items/<int:pk>/report/draft/", reports.draft, name="report_draft"),
    path("items/<int:pk>/report/template/", reports.choose, name="report_template_choose"),
    path("items/<int:pk>/report/exempt/", reports.exempt, name="report_exempt"),
    path("items/<int:pk>/move/", agenda.item_move, name="item_move"),
    path("items/<int:pk>/defer/", agenda.item_defer, name="item_defer"),
    path("items/<int:pk>/withdraw/", agenda.item_withdraw, name="item_withdraw"),
    path("items/<int:pk>/restore/", agenda.item_restore, name="item_restore"),
]

paper_urls = [
    path("items/<int:pk>/papers/add/", papers.paper_add, name="paper_add"),
    path("items/<int:pk>/papers/expect/", papers.paper_expect, name="paper_expect"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/edit/", papers.paper_edit, name="paper_edit"),
    path("papers/<int:pk>/replace/", papers.paper_replace, name="paper_replace"),
    path("papers/<int:pk>/classify/", papers.paper_classify, name="paper_classify"),
    path("papers/<int:pk>/state/", papers.paper_state, name="paper_state"),
    path("papers/<int:pk>/move/", papers.paper_move, name="paper_move"),
    path("papers/<int:pk>/remove/", papers.paper_remove, name="paper_remove"),
    path("papers/<int:pk>/restore/", papers.paper_restore, name="paper_restore"),
    path("papers/<int:pk>/unconverted/", originals.unconverted, name="paper_unconverted"),
    path("papers/<int:pk>/unconverted/again/", originals.convert_again, name="paper_convert_again"),
    path("papers/<int:pk>/unconverted/leave-out/", originals.leave_out, name="paper_leave_out"),
    path("papers/versions/<int:pk>/file/", papers.paper_file, name="paper_file"),
    path("papers/versions/<int:pk>/original/", originals.original, name="paper_original"),
    path("papers/versions/<int:pk>/hidden/", safety.findings, name="paper_hidden"),
    path("papers/versions/<int:pk>/hidden/pages/<int:n>/", safety.page, name="paper_hidden_page"),
]

urlpatterns = item_urls + paper_urls
