-- The audit log: a chain of hashes.

-- name: audit_head
SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1;

-- name: audit_put
INSERT INTO audit (number, wall_ms, event, subject, detail, previous, hash)
VALUES (:number, :wall_ms, :event, :subject, :detail, :previous, :hash);

-- name: audit_rows
SELECT number, wall_ms, event, subject, detail, previous, hash FROM audit ORDER BY number;
