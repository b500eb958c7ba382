-- Who is signed in.

CREATE TABLE access_session (
    hash      bytea       PRIMARY KEY, -- SHA-256 of what stands in the cookie
    person    text        NOT NULL,
    teams     text[]      NOT NULL,
    opened_at timestamptz NOT NULL,
    seen_at   timestamptz NOT NULL     -- to the minute
);

CREATE INDEX access_session_person ON access_session (person);
