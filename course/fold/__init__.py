"""Cells to files: the build cells of chapters, laid on each other, become an app whose lines know

their cell. How a cell is read is sources/'s; the way back is absorb/'s.
"""
