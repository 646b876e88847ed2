"""What the sources say: chapters and exercises as authors write them, read and taken apart.

Nothing here writes a file or runs a cell: text goes in, values come out.
"""
