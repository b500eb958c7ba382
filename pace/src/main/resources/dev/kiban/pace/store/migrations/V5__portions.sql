-- What each replica of a pace server may let through of a pace, until its lease ends.

CREATE TABLE pace_portion (
    pace    text             NOT NULL,
    replica text             NOT NULL,
    since   timestamptz      NOT NULL,  -- it began, or was heard of again after its lease had ended
    renewed timestamptz      NOT NULL,  -- it was heard of last
    until   timestamptz      NOT NULL,  -- its lease ends
    met     integer          NOT NULL,  -- so many were seen to run at one moment, or none yet
    part    double precision NOT NULL,  -- of the rates, that it could do with: 0 to 1
    wants   integer          NOT NULL,  -- jobs that run there, or wait to
    running integer          NOT NULL,
    parts   bigint           NOT NULL,  -- of a million of the rates, that it goes by at the most
    jobs    integer          NOT NULL,  -- in flight, that it goes by at the most
    PRIMARY KEY (pace, replica)
);
