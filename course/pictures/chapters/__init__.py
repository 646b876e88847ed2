"""The pictures of each chapter, in a module that is named as its source."""
