CREATE TABLE ledger_event (
    sequence      bigint      PRIMARY KEY,
    recorded_at   timestamptz NOT NULL,
    actor         text        NOT NULL,
    action        text        NOT NULL,
    service       text,
    summary       text        NOT NULL,
    details       jsonb       NOT NULL,
    correlation   text[]      NOT NULL,
    previous_hash bytea       NOT NULL,
    hash          bytea       NOT NULL
);

CREATE INDEX ledger_event_by_service ON ledger_event (service, sequence);
CREATE INDEX ledger_event_by_time ON ledger_event (recorded_at);

-- The end of the chain. Its one row is what appends take turns by.
CREATE TABLE ledger_head (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    sequence bigint  NOT NULL,
    hash     bytea   NOT NULL
);

INSERT INTO ledger_head (sequence, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events of the ledger are only ever added: % refused', TG_OP;
END
$$;

CREATE TRIGGER ledger_event_only_grows
    BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_event
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();

CREATE TRIGGER ledger_head_stays
    BEFORE DELETE OR TRUNCATE ON ledger_head
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
