-- How often each hour was written to: whoever keeps sums of hours in memory sees which of them to
-- read again. Kept by triggers, so that no writer can forget it.

CREATE TABLE slo_hour_version (
    hour    integer PRIMARY KEY,
    version bigint  NOT NULL
);

CREATE FUNCTION slo_hour_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO slo_hour_version (hour, version)
    SELECT DISTINCT hour, 1 FROM written ORDER BY hour
    ON CONFLICT (hour) DO UPDATE SET version = slo_hour_version.version + 1;
    RETURN NULL;
END
$$;

CREATE TRIGGER slo_hour_inserted AFTER INSERT ON slo_hour
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION slo_hour_written();

CREATE TRIGGER slo_hour_updated AFTER UPDATE ON slo_hour
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION slo_hour_written();

CREATE TRIGGER slo_hour_deleted AFTER DELETE ON slo_hour
    REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION slo_hour_written();

-- A page of one service reads months of few series.
CREATE INDEX slo_hour_by_series ON slo_hour (series, hour);
