-- Domains that authorities bring for their instances, and certificates for them. New tables only.
create table gateway.own_domain (
  tenant_id uuid not null,
  id uuid not null,
  instance_id uuid not null,
  domain text not null,
  proof text not null,
  created_at timestamptz not null,
  checked_at timestamptz,
  verified_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, id)
);
create unique index own_domain_open on gateway.own_domain (tenant_id, instance_id, domain) where ended_at is null;
comment on table gateway.own_domain is 'Domains of authorities for their instances: claimed, then proven by a TXT record in DNS.';
comment on column gateway.own_domain.proof is 'Random text that the authority publishes in DNS.';
call kernel.protect_tenant_table('gateway.own_domain', 'select, insert, update');

create table gateway.certificate (
  tenant_id uuid not null,
  domain text not null,
  sealed_key bytea,
  chain text,
  not_after timestamptz,
  next_try_at timestamptz not null,
  failures integer not null default 0,
  problem text,
  primary key (tenant_id, domain),
  check ((sealed_key is null) = (chain is null) and (chain is null) = (not_after is null))
);
create index certificate_to_get on gateway.certificate (next_try_at);
comment on table gateway.certificate is 'Certificates for domains of authorities, from a certificate authority by ACME (RFC 8555).';
comment on column gateway.certificate.sealed_key is 'Private key, sealed under the platform''s own key, as the gateway opens no key of an authority.';
comment on column gateway.certificate.next_try_at is 'When it is renewed, or tried again after a failure.';
call kernel.protect_tenant_table('gateway.certificate');

create table gateway.acme_account (
  directory text primary key,
  sealed_key bytea not null,
  url text,
  created_at timestamptz not null
);
comment on table gateway.acme_account is 'The platform''s accounts at certificate authorities; their keys are sealed under the platform''s own key.';
call kernel.open_reference_table('gateway.acme_account', 'select, insert, update');

create table gateway.acme_challenge (
  token text primary key,
  answer text not null,
  expires_at timestamptz not null
);
comment on table gateway.acme_challenge is 'Answers that a certificate authority looks for at plain http while it checks a domain; public.';
call kernel.open_reference_table('gateway.acme_challenge');
