from django.urls import path

from payments import api

urlpatterns = [path("stripe/webhook/", api.receive_stripe_event, name="stripe-webhook")]
