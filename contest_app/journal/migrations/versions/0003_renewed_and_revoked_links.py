"""How often a link was renewed, and whether it is revoked."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("links", sa.Column("renewed", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("links", sa.Column("revoked_ms", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("a journal never goes back to older tables: restore a backup")
