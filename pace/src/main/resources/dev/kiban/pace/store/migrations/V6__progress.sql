-- How far each pace server brought a campaign, so that each knows how far all of them did.

CREATE TABLE pace_progress (
    campaign bigint      NOT NULL,  -- the event by which it was ordered
    server   text        NOT NULL,
    started  bigint      NOT NULL,  -- jobs, less permits that were given back there: it can be below 0
    told_at  timestamptz NOT NULL,
    PRIMARY KEY (campaign, server)
);
