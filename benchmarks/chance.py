"""Chance as archives have it."""

import random


def often(count: int, chance: random.Random) -> int:
    """A number from 1 to `count`, each about as likely as one divided by it."""
    return min(int(count ** chance.random()), count)
