"""What is theirs: the workspace, the cells they ran, the app folded from these and ours, and the

JupyterLab in which they work. What a cell says when it runs is notebook/'s.
"""
