"""What a machine needs: the environment made from a lock, what is missing, packages of npm.

What is done once all is there is no business of this wing.
"""
