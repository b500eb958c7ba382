-- Where each alert tier stands, what people are to be told of it, and who may release nonetheless.

CREATE TABLE slo_outbox (
    id          text        PRIMARY KEY, -- of the notification: written once, however often it is tried
    position    bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    labels      text[]      NOT NULL,    -- name, value, name, value, …
    annotations text[]      NOT NULL,
    starts_at   timestamptz NOT NULL,
    ends_at     timestamptz,
    state       text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'taken', 'refused')),
    attempts    integer     NOT NULL DEFAULT 0,
    due_at      timestamptz NOT NULL,
    why         text        NOT NULL DEFAULT ''
);

CREATE INDEX slo_outbox_waiting ON slo_outbox (position) WHERE state = 'waiting';

CREATE TABLE slo_tier (
    service       text    NOT NULL,
    slo           text    NOT NULL,
    tier          text    NOT NULL,
    level         text    NOT NULL CHECK (level IN ('quiet', 'warming', 'firing')),
    frozen        boolean NOT NULL,
    warm_until    timestamptz,
    firing_since  timestamptz,
    spent_of      numeric,
    spent_to      numeric,
    silenced_by   text,
    told          text REFERENCES slo_outbox (id),
    PRIMARY KEY (service, slo, tier)
);

-- Up to when alerts are decided. Its one row is what programs take turns by.
CREATE TABLE slo_round (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    decided  timestamptz NOT NULL
);

INSERT INTO slo_round (decided) VALUES ('-infinity');

CREATE TABLE slo_override (
    id       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service  text        NOT NULL,
    author   text        NOT NULL,
    reason   text        NOT NULL,
    given_at timestamptz NOT NULL,
    expires  timestamptz NOT NULL CHECK (given_at < expires)
);

CREATE INDEX slo_override_by_service ON slo_override (service, expires);
