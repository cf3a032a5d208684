"""Every skill has a row in one of the tables of what is asked by voice."""

from end_to_end import (
    test_desk_by_voice,
    test_files_by_voice,
    test_herself_by_voice,
    test_lists_by_voice,
    test_media_by_voice,
    test_memory_by_voice,
    test_office_by_voice,
    test_talk_by_voice,
    test_world_by_voice,
)

from voice_os.skills.registry import Registry

TABLES = (
    test_talk_by_voice.ROWS,
    test_herself_by_voice.ROWS,
    test_memory_by_voice.ROWS,
    test_lists_by_voice.ROWS,
    test_office_by_voice.ROWS,
    test_files_by_voice.ROWS,
    test_media_by_voice.ROWS,
    test_desk_by_voice.ROWS,
    test_world_by_voice.ROWS,
)


def test_every_skill_is_asked_for_by_voice(everything: Registry) -> None:
    asked = {row.skill for table in TABLES for row in table}
    missing = [one.name for one in everything.skills if one.name not in asked]
    assert not missing, f"asked for in no table: {missing}"


def test_no_table_asks_for_a_skill_that_is_not_there(everything: Registry) -> None:
    there = {one.name for one in everything.skills}
    assert {row.skill for table in TABLES for row in table} - {""} <= there
