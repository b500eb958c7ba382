-- The event of the ledger that says so: written down once, and undone by it.
ALTER TABLE slo_correction
    ADD COLUMN number bigint UNIQUE,
    ADD COLUMN undone boolean NOT NULL DEFAULT false;
