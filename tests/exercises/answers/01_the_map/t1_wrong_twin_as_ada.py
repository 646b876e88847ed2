# task 1 | wrong | expect: rejected | the twin passes every station, and is refused at the end of it
NEW_USER = ["route", "open", "decide", "insert", "done", "commit", "close", "answer"]
TWIN = NEW_USER
