-- warn countries_are_known: countries that nobody knows by this name: numbers of these records are read without one (add the name to vendor-lists/countries.csv)
SELECT source, country, count(*) AS records
FROM candidate
WHERE country IS NOT NULL AND country_code(country) IS NULL
GROUP BY source, country;

-- warn contact_fields_are_read: sources of which many e-mail or phone fields hold no address or number that can be read, and so link nothing
SELECT source, sum(unread_emails) AS unread_emails, sum(unread_phones) AS unread_phones, count(*) AS records
FROM candidate
GROUP BY source
HAVING count(*) >= 20 AND greatest(sum(unread_emails), sum(unread_phones)) > 0.1 * count(*);

-- warn optional_value_unread: optional columns that could not be read and are empty; the records count
SELECT source, _unread, count(*) AS records FROM candidate WHERE _unread IS NOT NULL GROUP BY source, _unread
