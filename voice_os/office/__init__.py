"""The office: what she keeps and looks after for a person, behind the skills of `skills/`.

Everything of it that is hers to keep (timers, alarms, reminders, lists, notes, letters) lies in one
place, the `Ledger`, in the person's one encrypted file. Calendars, mail and address books stay
where they are: in the person's files and on their servers.
"""
