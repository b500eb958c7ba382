-- Tokens that hold; the ledger knows those that did.

CREATE TABLE access_token (
    hash    bytea       PRIMARY KEY, -- SHA-256 of the secret, which is kept nowhere
    team    text        NOT NULL,    -- empty: every team
    name    text        NOT NULL,
    may     text        NOT NULL CHECK (may IN ('ask', 'change')),
    made_by text        NOT NULL,
    made_at timestamptz NOT NULL,
    UNIQUE (team, name)
);
