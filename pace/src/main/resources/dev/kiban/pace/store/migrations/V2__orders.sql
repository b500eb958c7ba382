-- What people ordered of paces: the last order about each thing. Those of before are in the ledger.

CREATE TABLE pace_order (
    pace       text        NOT NULL,
    about      text        NOT NULL,
    wish       text,                  -- none: as the definition says
    ends_at    timestamptz,           -- none: it does not end by itself
    author     text        NOT NULL,
    reason     text        NOT NULL,
    made_at    timestamptz NOT NULL,
    event      bigint      NOT NULL,  -- of the ledger; a later order has a higher one
    PRIMARY KEY (pace, about)
);
