-- fail parts_exceed_whole: contained conversations and fallbacks are parts of the whole
SELECT metric_date, bot, language FROM candidate
WHERE contained > conversations OR fallbacks > turns OR rating_sum > rating_n OR turns < conversations
