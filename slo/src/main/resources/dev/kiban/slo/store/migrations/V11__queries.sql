-- Up to when each pair of queries has been answered. Who has put "due" into the future asks now;
-- whoever fails leaves it there for a while.
CREATE TABLE slo_query (
    series   integer     PRIMARY KEY REFERENCES slo_series (id) ON DELETE CASCADE,
    answered integer     NOT NULL, -- the first minute that is not
    due      timestamptz NOT NULL,
    failures integer     NOT NULL DEFAULT 0 -- in a row
);
