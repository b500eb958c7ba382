-- Times are whole minutes and hours since 1970, as integers. What nobody counted has no row: a
-- minute that was measured and has none is a zero.

CREATE TABLE slo_series (
    id      integer  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service text     NOT NULL,
    route   text     NOT NULL,
    backend text     NOT NULL,
    bounds  bigint[] NOT NULL, -- of latency, in microseconds
    since   integer  NOT NULL, -- the first minute
    UNIQUE (service, route, backend, bounds)
);

-- "within" has how many took at most as long as each bound: each number includes those before it.
CREATE TABLE slo_minute (
    minute integer   NOT NULL,
    series integer   NOT NULL,
    valid  integer   NOT NULL,
    errors integer   NOT NULL,
    within integer[] NOT NULL,
    PRIMARY KEY (minute, series)
);

CREATE TABLE slo_hour (
    hour   integer  NOT NULL,
    series integer  NOT NULL,
    valid  bigint   NOT NULL,
    errors bigint   NOT NULL,
    within bigint[] NOT NULL,
    PRIMARY KEY (hour, series)
);

-- Which minutes an instance has shipped. A row here is what makes a shipment count once.
CREATE TABLE slo_presence (
    minute   integer NOT NULL,
    instance uuid    NOT NULL,
    complete boolean NOT NULL,
    PRIMARY KEY (minute, instance)
);

-- Which minutes of an hour some instance measured from beginning to end: a bit for each.
CREATE TABLE slo_measured (
    hour    integer PRIMARY KEY,
    minutes bigint  NOT NULL
);

CREATE TABLE slo_correction (
    id       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service  text        NOT NULL,
    slo      text        NOT NULL,
    starts   timestamptz NOT NULL,
    ends     timestamptz NOT NULL CHECK (starts < ends),
    author   text        NOT NULL,
    reason   text        NOT NULL
);

CREATE INDEX slo_correction_by_slo ON slo_correction (service, slo, ends);

CREATE FUNCTION slo_add(a anyarray, b anyarray) RETURNS anyarray LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_agg(x + y ORDER BY place), a)
    FROM unnest(a, b) WITH ORDINALITY AS pair (x, y, place)
$$;
