-- Events that belong to one id are looked for by it.
CREATE INDEX ledger_event_by_correlation ON ledger_event USING gin (correlation);
