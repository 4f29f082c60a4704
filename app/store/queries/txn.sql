-- Transactions, and what the file says of itself.

-- name: begin_write
BEGIN IMMEDIATE;

-- name: begin_read
BEGIN;

-- name: commit
COMMIT;

-- name: rollback
ROLLBACK;

-- name: booth_put
INSERT INTO booth (one, kind, created_ms) VALUES (1, :kind, :created_ms);

-- name: booth_kind
SELECT kind FROM booth;
