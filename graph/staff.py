"""Who takes the appointments of a Bookings business."""

from __future__ import annotations

from graph.answer import Json
from graph.booking_json import read_staff_member
from graph.client import Builder, GraphClient
from graph.model import StaffMember


async def staff(graph: GraphClient, business_id: str) -> list[StaffMember]:
    """All who take appointments of a business, by name. Raises NotAllowed, NotFound.

    Source: https://learn.microsoft.com/graph/api/bookingbusiness-list-staffmembers
    """
    members = members_of(graph, business_id)
    return await by_name(graph, members, (await graph.get(members)).json)


def members_of(graph: GraphClient, business_id: str) -> Builder:
    """Where they are listed; beta, as their names are not in v1.0."""
    members: Builder = graph.beta.solutions.booking_businesses.by_booking_business_id(business_id).staff_members
    return members


async def by_name(graph: GraphClient, members: Builder, first_page: Json) -> list[StaffMember]:
    """Those of the first page and of all that follow."""
    found = list(first_page.get("value") or [])
    async for page in graph.pages_of_link(str(first_page.get("@odata.nextLink") or ""), members):
        found += page.get("value") or []
    return sorted(map(read_staff_member, found), key=lambda member: (member.name, member.id))
