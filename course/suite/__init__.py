"""An app against the reference suite: which tests apply to it, what they find, at which chapter.

The suite itself is in tests/app; graders of exercises are grading/'s.
"""
