"""What a cell says and does: the magics, what is printed, the modules and names of the kernel.

The learner's files are learner/'s; `%%answer` and `check` are grading/'s.
"""
