"""Migrations are reviewed code."""

from django.db.migrations.loader import MigrationLoader


def test_every_migration_can_be_undone():
    migrations = MigrationLoader(None).disk_migrations.items()
    ours = {name: migration for (app, name), migration in migrations if app == "articles"}
    assert "0001_records" in ours
    for name, migration in ours.items():
        assert all(operation.reversible for operation in migration.operations), name
