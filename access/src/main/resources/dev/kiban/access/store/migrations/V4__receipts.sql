-- What a provider gave for a session, encrypted with a key that is made of what stands in the
-- cookie. Empty for sessions that are older than this column.

ALTER TABLE access_session ADD COLUMN receipt text;
