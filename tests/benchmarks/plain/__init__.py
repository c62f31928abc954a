"""The same calls as a Wagtail project without the portal's own parts would keep and show them.

Pages with the same fields, templates that read them through the ORM, lists counted by the ORM, Wagtail's own API. The
frame of the page, the middleware, the database and the process are the portal's.
"""
