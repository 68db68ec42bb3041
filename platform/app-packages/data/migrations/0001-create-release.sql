-- What operations may run: released app packages. New schema, no locks on existing tables.
create table app_packages.release (
  app text not null check (app ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(app) <= 40),
  version text not null check (length(version) <= 40),
  channel text not null check (channel in ('stable', 'preview')),
  package jsonb not null,
  digest text not null check (digest ~ '^sha256:[0-9a-f]{64}$'),
  published_at timestamptz not null,
  published_by text not null,
  withdrawn_at timestamptz,
  primary key (app, version)
);
comment on table app_packages.release is 'Versions of apps that may run. A row never changes but for its withdrawal, and is never deleted: instances name it.';
comment on column app_packages.release.package is 'AppPackage of domain/app-package.ts: allmende-app.yaml with the digests of the images.';
comment on column app_packages.release.digest is 'SHA-256 of the package as canonical JSON (RFC 8785).';
comment on column app_packages.release.published_by is 'Account, or name of the process.';
comment on column app_packages.release.withdrawn_at is 'From then on nobody is brought to it; who runs it goes on.';

create function app_packages.refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' then
    raise exception 'releases are never deleted';
  end if;
  if (old.app, old.version, old.channel, old.package, old.digest, old.published_at, old.published_by) is distinct from (new.app, new.version, new.channel, new.package, new.digest, new.published_at, new.published_by) then
    raise exception 'a release never changes';
  end if;
  if old.withdrawn_at is not null then
    raise exception 'a release is withdrawn once';
  end if;
  return new;
end
$$;
create trigger never_changes before update or delete on app_packages.release for each row execute function app_packages.refuse_change();
create trigger never_emptied before truncate on app_packages.release for each statement execute function app_packages.refuse_change();

call kernel.open_reference_table('app_packages.release', 'select, insert, update');
