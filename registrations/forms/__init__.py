from registrations.forms.card import STEPS, CardForms
from registrations.forms.problems import Problem
from registrations.forms.reading import read_step
from registrations.forms.summary import CardSummary

__all__ = ["STEPS", "CardForms", "CardSummary", "Problem", "read_step"]
