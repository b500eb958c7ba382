-- Besides gateways, programs tell what they count themselves. Each that counts is a source: all
-- gateways together are 0, and each stream that is told is one, by the number of its series. A
-- source's gaps are no other's.

ALTER TABLE slo_series
    ADD COLUMN kind text NOT NULL DEFAULT 'gateway'
        CHECK (kind IN ('gateway', 'events', 'freshness', 'prometheus')),
    DROP CONSTRAINT slo_series_service_route_backend_bounds_key,
    ADD UNIQUE (service, kind, route, backend, bounds);

ALTER TABLE slo_measured
    ADD COLUMN source integer NOT NULL DEFAULT 0,
    DROP CONSTRAINT slo_measured_pkey,
    ADD PRIMARY KEY (source, hour);

-- Which batches of events were told. A row here is what makes a batch count once.
CREATE TABLE slo_batch (
    service text    NOT NULL,
    key     text    NOT NULL,
    digest  bytea   NOT NULL, -- of what it said: the same key with something else is a mistake
    newest  integer NOT NULL, -- of its minutes: once that is too old, it is refused without a row
    PRIMARY KEY (service, key)
);

CREATE INDEX slo_batch_by_newest ON slo_batch (newest);

-- What is told of hours long ago must not make the sums of gateways' hours be read again.
ALTER TABLE slo_hour_version
    ADD COLUMN told boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT slo_hour_version_pkey,
    ADD PRIMARY KEY (told, hour);

CREATE OR REPLACE FUNCTION slo_hour_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO slo_hour_version (told, hour, version)
    SELECT DISTINCT coalesce(series.kind <> 'gateway', false), written.hour, 1
    FROM written LEFT JOIN slo_series series ON series.id = written.series
    ORDER BY 1, 2
    ON CONFLICT (told, hour) DO UPDATE SET version = slo_hour_version.version + 1;
    RETURN NULL;
END
$$;
