-- Under which key an event was asked for: asked again, it is the same one.
CREATE TABLE ledger_key (
    key      text   PRIMARY KEY,
    sequence bigint NOT NULL
);
