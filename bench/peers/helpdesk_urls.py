"""Where django-helpdesk answers: at the root. Runs in its environment, not in ours."""

import importlib

urls = importlib.import_module("django.urls")

urlpatterns = [urls.path("", urls.include("helpdesk.urls", namespace="helpdesk"))]
