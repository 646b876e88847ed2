"""Files back to cells: an edit of the app returns to the cells that own its lines, or is refused.

How the lines came to their cells is fold/'s.
"""
