-- Freshness at an authority's own provider. New columns are empty: identity.session is locked for an instant.
alter table identity.session
  add column vouched_by uuid,
  add column vouched_at timestamptz;
comment on column identity.session.vouched_by is 'The authority whose own provider the session began with; empty for all others.';
comment on column identity.session.vouched_at is 'When that provider said last that the person has shown there who they are; spent by the confirmation that it is for.';
comment on column identity.session.confirmed_at is 'When the person last showed again who they are; empty when only at the beginning. 1970 where a provider did not say when.';
