"""Pages that are one for many members, but for holes that are filled for each of them.

A shared page is made for a member who is nobody in particular, so that it holds what any member may
see. What is one reader's own stands in ``{% hole %}``, and is rendered for each request from the
same template. Whatever changes in the archive lets go of all of them at once.
"""
