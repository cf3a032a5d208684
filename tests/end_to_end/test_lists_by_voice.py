"""Timers, alarms, reminders, lists and notes by voice: they outlive a restart."""

from pathlib import Path

import pytest
from end_to_end.by_voice import Row, hold

NOTED: tuple[Row[Path], ...] = (
    Row("notes.take_note", "take a note", "What shall I write down"),
    Row("", "the interview", "Noted: the interview"),
)

ROWS: list[Row[Path]] = [
    Row("timers.set_timer", "set a timer for five minutes", "Five minutes, starting now"),
    Row("timers.time_left", "how long is left on the timer", " left"),
    Row("timers.cancel_timer", "cancel the timer", "five minute timer is cancelled"),
    Row("timers.set_timer", "set a timer for ten minutes", "Ten minutes, starting now"),
    Row(
        "timers.cancel_all_timers",
        "cancel all timers",
        "All timers are cancelled|timer is cancelled",
    ),
    Row("timers.time_left", "what timers are running", "No timer is running"),
    Row("timers.set_timer", "set a timer for one second", "starting now", later="timer is done"),
    Row("ringing.snooze", "snooze for ten minutes", "again in ten minutes"),
    Row("timers.time_left", "what timers are running", " left"),
    Row("alarms.set_alarm", "wake me up at seven", "seven in the morning"),
    Row("alarms.list_alarms", "what alarms do i have", "One alarm: .* seven in the morning"),
    Row("alarms.move_alarm", "move my alarm to nine", "nine in the morning"),
    Row("alarms.cancel_alarm", "cancel the alarm", "nine in the morning is cancelled"),
    Row("alarms.set_alarm", "wake me up at seven", "seven in the morning"),
    Row("alarms.cancel_all_alarms", "cancel all alarms", "cancelled"),
    Row("alarms.list_alarms", "what alarms do i have", "No alarm is set"),
    Row("alarms.set_alarm", "wake me up at seven", "seven in the morning"),
    Row("reminders.add_reminder", "remind me to call anna tomorrow at five", "tomorrow at five"),
    Row("reminders.list_reminders", "what reminders do i have", "tomorrow at five .*call anna"),
    Row(
        "reminders.move_reminder", "move the reminder to call anna to six", "six in the .*call anna"
    ),
    Row("reminders.cancel_reminder", "cancel the reminder to call anna", "I won't remind you"),
    Row(
        "reminders.remind_on_return", "remind me to call anna when i get back", "When you are back"
    ),
    Row("reminders.cancel_all_reminders", "cancel all reminders", "cancelled"),
    Row(
        "reminders.list_reminders", "what reminders do i have", "nothing that I am to remind you of"
    ),
    Row("lists.create_list", "make a new shopping list", "You have a shopping list now"),
    Row("lists.add_item", "write bread on the shopping list", "bread on your shopping list"),
    Row("lists.ask_item", "is bread on the shopping list", "^Yes"),
    Row("lists.remove_item", "take bread off the shopping list", "Bread is off your shopping list"),
    Row("lists.ask_item", "is bread on the shopping list", "^No"),
    Row("lists.add_item", "write bread on the shopping list", "bread on your shopping list"),
    Row("lists.read_list", "read the shopping list", "shopping list: bread"),
    Row("lists.clear_list", "clear the shopping list", "shopping list is empty now"),
    Row("lists.delete_list", "delete the shopping list", "shopping list is gone"),
    Row("lists.read_list", "what lists do i have", "no lists yet"),
    *NOTED,
    Row("notes.read_notes", "read my notes", "Today you noted: the interview"),
    Row("notes.delete_note", "delete the last note", "gone: the interview"),
    *NOTED,
    Row("notes.delete_all_notes", "delete all my notes", "All your notes are gone"),
    Row("notes.read_notes", "read my notes", "There are no notes"),
]

AFTER_A_RESTART: list[Row[Path]] = [
    Row("alarms.list_alarms", "what alarms do i have", "One alarm: .* seven in the morning"),
    Row("timers.time_left", "what timers are running", " left"),
]


async def test_every_wish_is_heard_done_and_answered(
    bare_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = await hold(ROWS, bare_home, bare_home, monkeypatch)
    wrong += await hold(AFTER_A_RESTART, bare_home, bare_home, monkeypatch)
    assert not wrong, "\n".join(wrong)
