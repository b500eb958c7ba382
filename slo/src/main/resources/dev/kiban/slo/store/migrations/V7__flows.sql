-- Work that begins and ends. A minute is judged once it is over: how many were done in time, how
-- many are late, and whether nothing was done while work waited for too long.

CREATE TABLE slo_flow (
    id      integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    service text    NOT NULL,
    name    text    NOT NULL,
    judged  integer NOT NULL, -- up to this minute: what is told from now on belongs to a later one
    whole   integer NOT NULL, -- the first minute in which somebody listened from beginning to end
    UNIQUE (service, name)
);

CREATE TABLE slo_flow_item (
    flow       integer     NOT NULL REFERENCES slo_flow (id) ON DELETE CASCADE,
    id         text        NOT NULL,
    started_at timestamptz, -- none: its end was told first
    done_at    timestamptz,
    told       integer     NOT NULL, -- the minute in which its beginning was; until then, its end
    settled    integer,              -- the minute from which on both are known
    PRIMARY KEY (flow, id)
);

CREATE INDEX slo_flow_item_waiting ON slo_flow_item (flow, started_at) WHERE settled IS NULL;
CREATE INDEX slo_flow_item_settled ON slo_flow_item (flow, settled) WHERE settled IS NOT NULL;
