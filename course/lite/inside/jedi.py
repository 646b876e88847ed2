"""Completion is left to IPython: JupyterLite asks for a package of this name and stops without."""
