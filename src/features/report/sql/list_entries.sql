--! stream
-- Skipped events are skipped in the index, without reading their rows.
SELECT e.kind, e.user_id, e.reservation_id, e.created_at
FROM (
    SELECT seq, created_at
    FROM events
    WHERE user_id IS NOT NULL
      AND user_id = :user_id --? user_id
      AND created_at >= :first --? first
      AND created_at <= :last --? last
    ORDER BY created_at DESC, seq DESC
    LIMIT :size OFFSET :skipped --? size
) page
JOIN events e ON e.seq = page.seq
ORDER BY page.created_at DESC, page.seq DESC
