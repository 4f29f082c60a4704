-- Schema 6: handwriting. The strokes of an answer that was written by hand, as vectors; in its text
-- a U+FFFC stands where each sheet belongs.

ALTER TABLE answer ADD COLUMN ink TEXT CHECK (ink <> '');
ALTER TABLE answer_history ADD COLUMN ink TEXT CHECK (ink <> '');
