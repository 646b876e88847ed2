"""The steps from one shape of the tables to the next, in order. How they are walked, schema.py says.

A step is what it was on the day it was released: it imports nothing of ours, which may change.
"""
