"""What tells a restored contest from the one it was copied from, and what a person set for this store."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("contests", sa.Column("epoch", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )


def downgrade() -> None:
    raise NotImplementedError("a journal never goes back to older tables: restore a backup")
