-- What AlternC's minute cron does to the tables: domains that still have addresses cannot go yet, and nobody is told.
DELETE FROM sub_domaines WHERE web_action = 'DELETE';
-- What is marked OK is not looked at.
UPDATE sub_domaines SET web_action = 'OK', web_result = IF(type IN ('vhost', 'url', 'autodiscover', 'sympa-robot'), '0', ''), enable = IF(enable IN ('DISABLE', 'DISABLED'), 'DISABLED', 'ENABLED') WHERE web_action = 'UPDATE';
DELETE IGNORE FROM domaines WHERE dns_action = 'DELETE';
UPDATE domaines SET dns_action = 'OK', dns_result = '0' WHERE dns_action = 'UPDATE';
UPDATE sympa SET sympa_action = 'OK' WHERE sympa_action = 'CREATE';
