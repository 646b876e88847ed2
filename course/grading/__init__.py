"""Exercises: what a task is, what an answer must do, and what is said of it.

A chapter's cells are the rest of the engine's business.
"""
