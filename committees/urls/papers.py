"""Single papers: for those who may read one without the whole pack, and for everybody once it is released."""

from django.urls import path

from committees.views import asking, papers

app_name = "papers"

urlpatterns = [
    path("papers/<int:pk>/", papers.published_paper, name="paper"),
    path("restricted-papers/", asking.restricted_papers, name="restricted"),
    path("restricted-papers/ask/", asking.ask_for, name="ask"),
]
