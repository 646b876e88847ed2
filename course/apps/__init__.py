"""An app or a process beside the notebook: a copy of the app, changed or not, that answers.

What it is asked, and what must hold, is not known here: suite/ has that.
"""
