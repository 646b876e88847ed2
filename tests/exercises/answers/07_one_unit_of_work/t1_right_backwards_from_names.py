# task 1 | right | expect: accepted | says who stays in each script, from the last to the first, and counts the names
STAYS = {
    "f": "",
    "e": "ada grace",
    "d": "grace",
    "c": "ada",
    "b": "ada grace",
    "a": "",
}

ROWS = {script: len(names.split()) for script, names in STAYS.items()}
