from clew.names.parts import Kind, Name, Part, Script

PARTS = (Part(Kind.PLACE, "xinjiang", "xinjiang"), Part(Kind.BRAND, "shili", "shili"), Part(Kind.FORM, "ltd", "limited"))


def test_a_name_gives_its_parts_of_some_kinds_in_their_order() -> None:
    name = Name("Xinjiang Shili Ltd", "xinjiang shili ltd", Script.LATIN, PARTS)
    assert name.of(Kind.FORM, Kind.PLACE) == (PARTS[0], PARTS[2])
    assert name.of(Kind.NUMBER) == ()
    assert name.of() == ()
