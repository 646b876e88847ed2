"""The steps from one shape of the tables to the next, in order. schema.py walks them.

A step is what it was on the day it was released: it imports nothing of ours, which may change.
"""
