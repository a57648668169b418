"""Single papers: for those who may read one without the whole pack, and for everybody once it is released."""

from django.urls import path

from committees.views import actions, asking, papers

app_name = "papers"

urlpatterns = [
    path("papers/<int:pk>/", papers.published_paper, name="paper"),
    path("your-actions/", actions.my_actions, name="actions"),
    path("your-actions/<int:pk>/", actions.answer, name="action"),
    path("your-actions/documents/<int:pk>/", actions.reply_file, name="reply_file"),
    path("restricted-papers/", asking.restricted_papers, name="restricted"),
    path("restricted-papers/ask/", asking.ask_for, name="ask"),
]
