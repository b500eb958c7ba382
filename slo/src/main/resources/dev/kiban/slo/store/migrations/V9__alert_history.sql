-- What people were told, for those who look back: the outbox forgets it when everybody knows.

CREATE TABLE slo_alert (
    id        text        PRIMARY KEY, -- of the notification that told its beginning
    service   text        NOT NULL,
    slo       text        NOT NULL,
    tier      text        NOT NULL,    -- page 1h
    starts_at timestamptz NOT NULL,
    ends_at   timestamptz              -- none while it fires
);

CREATE INDEX slo_alert_by_service ON slo_alert (service, starts_at);
