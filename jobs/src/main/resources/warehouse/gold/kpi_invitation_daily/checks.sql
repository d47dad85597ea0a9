-- fail parts_in_order: No more delivered than sent, no more opened or answered than delivered
SELECT sent_date, survey_id FROM candidate
WHERE delivered > invitations OR opened > delivered OR responded > delivered;
