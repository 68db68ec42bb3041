-- A version is switched on for thousands of authorities in one statement: the reference was looked up once for each of them (a third of the time), and the index made every row move in all indexes.
-- Packages are never changed or deleted (only select and insert are granted), and switching asks once whether the package is there. Locks service for a moment; nothing is rewritten.
alter table online_services.service drop constraint service_package_hash_fkey;
comment on column online_services.service.package_hash is 'A service_package; whoever sets it has looked it up.';
drop index online_services.service_by_package;
create index service_by_service on online_services.service (service_id, tenant_id);
alter table online_services.service set (fillfactor = 60);
