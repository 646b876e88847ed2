"""The book without a server: chapters that run in a reader's browser, by JupyterLite and Pyodide.

What a chapter does is the rest of the engine's business; here it is packed, and tried.
"""
