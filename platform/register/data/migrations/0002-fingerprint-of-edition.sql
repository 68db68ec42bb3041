-- So that a start need not compare 31,000 rows with what is there already. Locks register.edition, which holds a few rows, for an instant.
alter table register.edition add column fingerprint text;
comment on column register.edition.fingerprint is 'SHA-256 of what ships with the platform and was written as this edition, and of the rules that made the rows; null when the edition came from a file of the operator.';
