"""Sources to notebooks: what is generated into them, how they are executed, the rules they keep.

What a running cell does is notebook/'s; exercises are written by grading/.
"""
