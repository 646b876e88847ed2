"""A class: exercises as nbgrader's assignments, its grading, a report. One learner is grading/'s.

nbgrader keeps the gradebook; an answer is run by grading/server.py and by nothing else.
"""
