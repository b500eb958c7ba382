-- Who runs a job, and which of its slots. Times are those of this database's clock.

CREATE TABLE pace_job (
    team  text   NOT NULL,
    job   text   NOT NULL,
    fence bigint NOT NULL,  -- the largest that was given away; its row is the lock of the job
    PRIMARY KEY (team, job)
);

CREATE TABLE pace_run (
    team         text        NOT NULL,
    job          text        NOT NULL,
    fence        bigint      NOT NULL CHECK (fence > 0),
    ask          uuid        NOT NULL,
    slot         text,                  -- none if runs are only kept from overlapping
    may_overlap  boolean     NOT NULL,  -- whether other slots may run beside it
    lease_millis bigint      NOT NULL,
    place        text        NOT NULL,
    begun_by     text        NOT NULL,
    began_at     timestamptz NOT NULL,
    held_until   timestamptz NOT NULL,
    state        text        NOT NULL CHECK (state IN ('running', 'lost', 'ended')),
    ended_at     timestamptz,
    exit_code    integer,
    tail         text,
    loss_told    boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (team, job, fence),
    CHECK ((state = 'ended') = (ended_at IS NOT NULL AND exit_code IS NOT NULL AND tail IS NOT NULL))
);

CREATE UNIQUE INDEX pace_run_ask ON pace_run (team, job, ask);

CREATE INDEX pace_run_slot ON pace_run (team, job, slot);

CREATE INDEX pace_run_began ON pace_run (began_at);

CREATE INDEX pace_run_tail ON pace_run (began_at) WHERE tail <> '';

CREATE INDEX pace_run_lost ON pace_run (held_until) WHERE state <> 'ended' AND NOT loss_told;

-- What the rules promise, the tables insist on.
CREATE UNIQUE INDEX pace_run_one_alone ON pace_run (team, job)
    WHERE state = 'running' AND NOT may_overlap;

CREATE UNIQUE INDEX pace_run_one_of_slot ON pace_run (team, job, slot)
    WHERE state = 'running';
