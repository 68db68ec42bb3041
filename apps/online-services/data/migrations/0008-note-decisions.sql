-- What was decided on an application, so that credentials can be given for it. Adds a column without a value; no rewrite, a short lock.
alter table online_services.application add column decision text check (length(decision) <= 60);
comment on column online_services.application.decision is 'Id of the way in which the authority decided, as the package names it; null before, and where the system that decides does not say.';
