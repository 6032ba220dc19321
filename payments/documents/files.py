from django.http import HttpResponse
from django.utils.http import content_disposition_header

from payments.documents.papers import content_of_paper, paper_of
from payments.documents.titles import file_name
from payments.enums import PaperKind
from payments.models import Document


def as_download(document: Document, *, kind: PaperKind = PaperKind.ORIGINAL, language: str = "") -> HttpResponse:
    paper = paper_of(document, kind=kind, language=language)
    name = file_name(document)
    if kind == PaperKind.DUPLICATE:
        name = name.replace(".pdf", f"-duplikat-{paper.language}.pdf")
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Robots-Tag": "noindex, nofollow",
    }
    return HttpResponse(content_of_paper(paper), content_type="application/pdf", headers=headers)
