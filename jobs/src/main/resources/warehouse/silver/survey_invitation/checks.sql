-- warn answered_before_sent: An answer that is older than its invitation belongs to another one
SELECT invitation_id, sent_at, responded_at FROM candidate
WHERE responded_at < sent_at;
