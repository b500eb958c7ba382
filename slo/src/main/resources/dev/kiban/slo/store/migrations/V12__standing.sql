-- What stands that is no tier of an SLO, such as a campaign that misses its deadline.

CREATE TABLE slo_standing (
    kind    text NOT NULL,
    subject text NOT NULL,
    told    text NOT NULL REFERENCES slo_outbox (id),
    PRIMARY KEY (kind, subject)
);

CREATE INDEX slo_standing_by_told ON slo_standing (told);

-- Notifications whose ends are not told yet.
CREATE VIEW slo_firing AS
    SELECT told FROM slo_tier WHERE told IS NOT NULL
    UNION ALL
    SELECT told FROM slo_standing;
