"""The error whose text is for people. Which one is raised is the business of each module."""


class CourseError(Exception):
    """A message for people: where, what is wrong, how to mend it."""
