"""Single papers: for those who may read one without the whole pack, and for everybody once it is released."""

from django.urls import path

from committees.views import actions, asking, my_papers, papers

app_name = "papers"

urlpatterns = [
    path("papers/<int:pk>/", papers.published_paper, name="paper"),
    path("your-papers/", my_papers.my_papers, name="mine"),
    path("your-papers/<slug:reference>/", my_papers.my_pack, name="my_pack"),
    path("your-papers/<slug:reference>/<int:number>/open/", my_papers.open_pack, name="open_pack"),
    path("your-actions/", actions.my_actions, name="actions"),
    path("your-actions/<int:pk>/", actions.answer, name="action"),
    path("your-actions/documents/<int:pk>/", actions.reply_file, name="reply_file"),
    path("restricted-papers/", asking.restricted_papers, name="restricted"),
    path("restricted-papers/ask/", asking.ask_for, name="ask"),
]
