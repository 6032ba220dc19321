from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from payments.gateway import BadSignature, gateway_from_settings
from payments.services import take_event


@csrf_exempt
@require_POST
def receive_stripe_event(request: HttpRequest) -> JsonResponse:
    """Stripe's webhook: 400 for whatever Stripe did not sign for us just now, 200 for what is stored."""
    if not settings.STRIPE_WEBHOOK_SECRET:
        raise Http404
    if request.content_type != "application/json":
        return refused()
    try:
        event = gateway_from_settings().read_event(request.body, request.headers.get("Stripe-Signature", ""))
    except (BadSignature, RequestDataTooBig):
        return refused()
    take_event(event=event)
    return JsonResponse({"received": True})


def refused() -> JsonResponse:
    return JsonResponse({"error": "not an event of ours"}, status=400)
