-- Since when the program that decides does not know a tier: perhaps another one does.

ALTER TABLE slo_tier ADD COLUMN unknown_since timestamptz;
