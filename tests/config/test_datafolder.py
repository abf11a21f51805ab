import stat

from fascicle.config import datafolder


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_the_data_folder_is_for_its_owner_alone(tmp_path):
    folder = datafolder.prepare(tmp_path / "deep" / "data")

    assert mode(folder) == 0o700


def test_the_secret_key_is_made_once_and_kept_from_others(tmp_path):
    folder = tmp_path / "data"

    key = datafolder.secret_key(folder)

    assert len(key) >= 50
    assert datafolder.secret_key(folder) == key
    assert mode(folder / "secret-key") == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret-key"]
