-- Tokens may hold for a while only. Empty: until they are revoked.

ALTER TABLE access_token ADD COLUMN expires_at timestamptz;
