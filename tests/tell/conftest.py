"""The bundled world, read once, and a stage with its people on it."""

import pytest

from kizuna.tell import Teller
from kizuna.world.load import load
from kizuna.world.rules import World


@pytest.fixture(scope="session")
def world() -> World:
    """The precious person."""
    return load("precious-person")


@pytest.fixture
def teller(world: World) -> Teller:
    """A teller who has heard the opening, and says everything in its plainest words."""
    told = Teller(world, varies=False)
    assert list(told.tell(world.opening)) == []
    return told
