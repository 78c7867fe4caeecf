-- What SQLite is timed with: rows made, indexed, joined, grouped, sorted and matched.
CREATE TABLE item(id INTEGER PRIMARY KEY, kind INTEGER, name TEXT, weight REAL);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
INSERT INTO item SELECT i, i * 7919 % 97, printf('item %x', i * 2654435761 % 1000003), i % 1000 / 10.0 FROM n;
CREATE INDEX by_kind ON item(kind, name);
SELECT count(*), sum(weight) FROM item WHERE name LIKE '%ab%';
SELECT kind, count(*), max(name) FROM item GROUP BY kind ORDER BY 2 DESC, 1 LIMIT 5;
SELECT count(*) FROM item a JOIN item b ON b.kind = a.kind AND b.name > a.name WHERE a.id < 300;
UPDATE item SET weight = weight * 1.5 WHERE kind IN (SELECT DISTINCT kind FROM item WHERE id % 11 = 0);
SELECT name FROM item ORDER BY weight, name DESC LIMIT 3 OFFSET 30000;
DELETE FROM item WHERE id % 3 = 0;
SELECT count(*), avg(length(name)), group_concat(DISTINCT kind) FROM item WHERE kind < 9;
