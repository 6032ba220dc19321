"""The rows that somebody chose in a list: ticked one by one, or all that the list's address asks for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from events.models import Conference
from events.roles import EVERYTHING, Permission
from panel.enums import ListName
from panel.listing import Asked
from panel.lists import asked_for, rows_for

MOST_TICKED = 1000
CODE_LENGTH = 16
QUERY_LENGTH = 1000


@dataclass(frozen=True)
class Chosen:
    """`query` is the list's address after the question mark; `codes` are those ticked, None for all of the list.

    Cards are known by their codes, participants by the codes of their badges.
    """

    list: ListName
    query: str = ""
    codes: Sequence[str] | None = field(default=None)

    def rows(self, conference: Conference) -> QuerySet[Any, Any]:
        """Of the conference alone, in the order of the list."""
        found = rows_for(self.list, conference, self.asked(conference))
        if self.codes is None:
            return found
        code = "code" if self.list == ListName.CARDS else "badge_code"
        return found.filter(**{f"{code}__in": self.codes})

    def asked(self, conference: Conference) -> Asked:
        """A tick outlasts a change of the filters: with codes only the order is taken from the address."""
        address = QueryDict(self.query)
        if self.codes is not None:
            address = QueryDict(urlencode({"sort": address.get("sort", "")}))
        # No columns: what is fetched beside them is for a page of the list.
        return replace(asked_for(self.list, conference, address, EVERYTHING), shown=())

    def within(self, conference: Conference, granted: Collection[Permission]) -> "Chosen":
        """Without filters and orders that the person may not use: what they find would tell what they may not see."""
        if self.codes is not None and not self.query:
            return self
        return replace(self, query=asked_for(self.list, conference, QueryDict(self.query), granted).query)

    @property
    def params(self) -> dict[str, Any]:
        codes = None if self.codes is None else [*self.codes]
        return {"list": self.list.value, "query": self.query, "codes": codes}

    @classmethod
    def of(cls, params: dict[str, Any]) -> "Chosen":
        codes = params["codes"]
        return cls(ListName(params["list"]), params["query"], None if codes is None else tuple(codes))


def read_chosen(list_name: ListName, posted: QueryDict) -> Chosen:
    """What a list's form posts: `all` with `query`, or `codes` of the rows ticked."""
    query = posted.get("query", "")[:QUERY_LENGTH]
    if posted.get("all"):
        return Chosen(list_name, query)
    ticked = (code for code in posted.getlist("codes")[:MOST_TICKED] if len(code) <= CODE_LENGTH and code.isalnum())
    return Chosen(list_name, query, tuple(dict.fromkeys(ticked)))
