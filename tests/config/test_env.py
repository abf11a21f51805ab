import pytest

from fascicle.config import env


def test_a_secret_can_come_from_a_file(monkeypatch, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("tops3cret\n")
    monkeypatch.setenv("FASCICLE_X_FILE", str(secret))

    assert env.text("FASCICLE_X") == "tops3cret"


def test_a_missing_secret_file_is_named(monkeypatch):
    monkeypatch.setenv("FASCICLE_X_FILE", "/nowhere/secret")

    with pytest.raises(env.BadSetting, match="FASCICLE_X_FILE names a file"):
        env.text("FASCICLE_X")


@pytest.mark.parametrize(
    ("value", "meaning"), [("yes", True), ("0", False), ("", False)]
)
def test_flags_are_read_as_people_write_them(monkeypatch, value, meaning):
    monkeypatch.setenv("FASCICLE_X", value)

    assert env.flag("FASCICLE_X") is meaning


def test_a_flag_that_is_neither_is_refused(monkeypatch):
    monkeypatch.setenv("FASCICLE_X", "perhaps")

    with pytest.raises(env.BadSetting, match="must be yes or no"):
        env.flag("FASCICLE_X")


def test_a_number_must_be_one(monkeypatch):
    monkeypatch.setenv("FASCICLE_X", "many")

    with pytest.raises(env.BadSetting, match="whole number"):
        env.number("FASCICLE_X", 3)


def test_lists_are_parted_by_commas(monkeypatch):
    monkeypatch.setenv("FASCICLE_X", "a.example, b.example,")

    assert env.names("FASCICLE_X") == ["a.example", "b.example"]
