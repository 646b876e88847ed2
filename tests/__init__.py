"""Everything that is tested, measured or proven about the project. Nothing here ships."""
