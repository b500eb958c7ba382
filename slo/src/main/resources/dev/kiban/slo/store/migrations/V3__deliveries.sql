-- Who is told what. A notification is one, however many are told of it.

ALTER TABLE slo_outbox
    DROP COLUMN state,
    DROP COLUMN attempts,
    DROP COLUMN due_at,
    DROP COLUMN why;

-- Told what the outbox has after that position, and what fires at the time.
CREATE TABLE slo_recipient (
    name  text   PRIMARY KEY,
    since bigint NOT NULL
);

-- No row: not tried yet.
CREATE TABLE slo_delivery (
    notification text        NOT NULL REFERENCES slo_outbox (id) ON DELETE CASCADE,
    recipient    text        NOT NULL REFERENCES slo_recipient (name) ON DELETE CASCADE,
    state        text        NOT NULL CHECK (state IN ('waiting', 'taken', 'refused')),
    attempts     integer     NOT NULL,
    due_at       timestamptz, -- for the next time, if there is one
    why          text        NOT NULL,
    PRIMARY KEY (notification, recipient)
);

CREATE INDEX slo_tier_by_told ON slo_tier (told) WHERE told IS NOT NULL;
