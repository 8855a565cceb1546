"""Tests of the words by which a question shows its need."""

import pytest

from data import reference
from surveys.need_match import match_need


@pytest.mark.parametrize(
    ("question", "need"),
    [
        ("Noise level on the floors", "quiet_seats"),
        ("馆内噪音控制", "quiet_seats"),
        ("Silent study room", "silent_reading"),
        ("单人学习隔间", "focus_carrels"),
        ("Space for collaborative work", "group_rooms"),
        ("Areas where we can talk", "discussion_zone"),
        ("研讨教室与报告厅", "seminar_room"),
        ("公共电脑", "computers"),
        ("Number of electrical outlets", "power_sockets"),
        ("校园网速度", "wifi"),
        ("Printers and scanners", "printing"),
        ("空调温度", "daylight_comfort"),
        ("24小时开放", "opening_hours"),
        ("Ease of finding a free seat", "seat_booking"),
        ("自助存包柜", "lockers"),
        ("Café and snacks", "coffee_relax"),
        ("无障碍设施", "accessibility"),
        ("Cleanliness of toilets", "cleanliness_safety"),
        ("展览展示空间", "exhibition"),
        ("Events and talks", "salon_events"),
        ("Book recommendations", "reading_promotion"),
        ("校史馆与校园文化展示", "campus_culture"),
        ("Makerspace with 3D printers", "maker_tools"),
        ("录音棚和视频剪辑", "media_studio"),
        ("VR and AI lab", "ai_data_lab"),
        ("Friendly staff", "consultation"),
        ("Rooms for PhD students", "graduate_research"),
        ("Overall satisfaction with the library", ""),
        ("图书馆总体评价", ""),
        ("Your team captain", ""),  # tea is not team
        ("How fair is our canteen", ""),  # air is not fair
    ],
)
def test_questions_in_other_words_find_their_need(question, need):
    """None of these is the wording of the catalogue."""
    assert match_need(question, "", reference.needs())[0] == need
