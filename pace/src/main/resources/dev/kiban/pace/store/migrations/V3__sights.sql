-- What pace servers see, for people. A server that is gone is told by its times.

CREATE TABLE pace_sight (
    pace    text        NOT NULL,
    server  text        NOT NULL,
    seen_at timestamptz NOT NULL,
    sight   bytea       NOT NULL,  -- a PaceSight of the API
    PRIMARY KEY (pace, server)
);

-- What came of ten seconds.
CREATE TABLE pace_sample (
    pace       text             NOT NULL,
    at         timestamptz      NOT NULL,  -- when they began
    server     text             NOT NULL,
    passed     bigint           NOT NULL,  -- jobs that started in them
    refused    bigint           NOT NULL,
    in_line    integer          NOT NULL,  -- at their end, as all that follows
    in_flight  integer          NOT NULL,
    per_second double precision,           -- the rate for all jobs together; none if there is none
    share      double precision NOT NULL,  -- that steering let pass
    PRIMARY KEY (pace, at, server)
);

CREATE INDEX pace_sample_at ON pace_sample (at);
