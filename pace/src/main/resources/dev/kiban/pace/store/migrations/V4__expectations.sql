-- Within which time a job has to succeed again, for those of which somebody said so.

ALTER TABLE pace_job
    ADD COLUMN expect_millis  bigint CHECK (expect_millis > 0),
    ADD COLUMN expected_since timestamptz,
    ADD CHECK ((expect_millis IS NULL) = (expected_since IS NULL));

CREATE INDEX pace_run_succeeded ON pace_run (team, job, ended_at) WHERE exit_code = 0;
