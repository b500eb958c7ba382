-- How splits share traffic since somebody has said so at run time. Each change is a version of its
-- own; one counts from when the ledger tells of it.

CREATE TABLE gateway_weights (
    service  text        NOT NULL,
    split    text        NOT NULL,
    version  bigint      NOT NULL CHECK (version > 0),
    before   bigint      NOT NULL,  -- what a rollback goes back to; 0 is the definition
    based    text        NOT NULL,  -- the shares of the definition at that time
    weights  text        NOT NULL,
    author   text        NOT NULL,
    reason   text        NOT NULL,
    made_at  timestamptz NOT NULL,
    event    bigint,                -- of the ledger; without one the version does not count yet
    PRIMARY KEY (service, split, version)
);
