-- Dynamic purchasing systems, who takes part, and calls for sealed offers. New schema, no locks on existing tables.
create table dynamic_purchasing.system (
  id uuid primary key,
  title text not null,
  subject text not null,
  categories jsonb not null,
  notice text not null,
  published_on date not null,
  first_requests_until date not null,
  runs_until date not null,
  ended_on date,
  first_call_at timestamptz
);
comment on table dynamic_purchasing.system is 'Dynamic purchasing systems with their categories and criteria of suitability: public.';
comment on column dynamic_purchasing.system.first_call_at is 'When the first call for offers in it was sent (§ 24 Abs. 2 and 3 VgV).';

create table dynamic_purchasing.bidder (
  id uuid primary key,
  name text not null,
  address text not null,
  email text not null,
  registered_at timestamptz not null
);
comment on table dynamic_purchasing.bidder is 'Suppliers that take part or want to, with where notices go. Belong to no authority; authorities see those that are admitted. The id is that of the supplier.';

create table dynamic_purchasing.admission (
  category uuid not null,
  bidder uuid not null references dynamic_purchasing.bidder,
  system uuid not null references dynamic_purchasing.system,
  admitted_at timestamptz not null,
  primary key (category, bidder)
);
comment on table dynamic_purchasing.admission is 'Who is admitted to which category. Written with the decision.';

create table dynamic_purchasing.invitation (
  bidder uuid not null references dynamic_purchasing.bidder,
  competition uuid not null,
  authority uuid not null,
  invited_at timestamptz not null,
  primary key (bidder, competition)
);
comment on table dynamic_purchasing.invitation is 'Who was invited to which competition of which authority: the way from a bidder to it.';
create index invitation_competition on dynamic_purchasing.invitation (competition);

create table dynamic_purchasing.admission_request (
  tenant_id uuid not null,
  id uuid not null,
  system uuid not null,
  category uuid not null,
  bidder uuid not null,
  received_at timestamptz not null,
  decide_until date not null,
  extended_because text,
  state text not null check (state in ('open', 'admitted', 'refused')),
  decided_at timestamptz,
  decided_by uuid,
  data_key_id uuid not null,
  texts bytea not null,
  primary key (tenant_id, id),
  check ((state = 'open') = (decided_at is null))
);
comment on table dynamic_purchasing.admission_request is 'Requests to take part in a category, in the tenant of the platform; what the bidder says of itself and why it was refused lies sealed.';
create unique index admission_request_once on dynamic_purchasing.admission_request (tenant_id, category, bidder) where state in ('open', 'admitted');

create table dynamic_purchasing.officer_key (
  tenant_id uuid not null,
  thumbprint text not null,
  account uuid not null,
  public_key jsonb not null,
  made_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (tenant_id, thumbprint)
);
comment on table dynamic_purchasing.officer_key is 'Public keys of those who open offers. The private parts never come here.';
create unique index officer_key_one on dynamic_purchasing.officer_key (tenant_id, account) where withdrawn_at is null;

create table dynamic_purchasing.competition_counter (
  tenant_id uuid not null,
  year integer not null,
  last integer not null,
  primary key (tenant_id, year)
);
comment on table dynamic_purchasing.competition_counter is 'Numbers of competitions, by year.';

create table dynamic_purchasing.competition (
  tenant_id uuid not null,
  id uuid not null,
  number text not null,
  system uuid not null,
  category uuid not null,
  content jsonb not null,
  state text not null check (state in ('draft', 'invited', 'opened', 'evaluated', 'announced', 'awarded', 'cancelled')),
  data_key_id uuid not null,
  created_by uuid not null,
  created_at timestamptz not null,
  deadline timestamptz,
  invited_at timestamptz,
  opened_at timestamptz,
  evaluation bytea,
  evaluated_by uuid,
  evaluated_at timestamptz,
  announced_by uuid,
  announced_at timestamptz,
  award_from date,
  awarded_by uuid,
  awarded_at timestamptz,
  winner uuid,
  cancelled_because text,
  record_file uuid,
  record_sha256 text,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  check (state in ('draft', 'cancelled') or (deadline is not null and invited_at is not null)),
  check (opened_at is null or opened_at >= deadline),
  check (announced_by is null or announced_by <> evaluated_by),
  check (state <> 'awarded' or (winner is not null and awarded_at is not null))
);
comment on table dynamic_purchasing.competition is 'Calls for offers. Nothing is opened before the deadline, and whoever evaluates does not decide.';

create table dynamic_purchasing.question (
  tenant_id uuid not null,
  id uuid not null,
  competition uuid not null,
  asked_at timestamptz not null,
  answered_at timestamptz,
  texts bytea not null,
  primary key (tenant_id, id)
);
comment on table dynamic_purchasing.question is 'Questions of bidders with their answers, sealed; every invited bidder sees them, and nobody sees who asked.';
create index question_competition on dynamic_purchasing.question (tenant_id, competition);

create table dynamic_purchasing.offer (
  tenant_id uuid not null,
  id uuid not null,
  competition uuid not null,
  bidder uuid not null,
  digest text not null,
  file uuid not null,
  received_at timestamptz not null,
  withdrawn_at timestamptz,
  opened bytea,
  primary key (tenant_id, id)
);
comment on table dynamic_purchasing.offer is 'Offers, sealed by their bidders to the opening officers; what they say lies here only after the opening, sealed under the key of the competition.';
create unique index offer_one on dynamic_purchasing.offer (tenant_id, competition, bidder) where withdrawn_at is null;

create table dynamic_purchasing.share (
  tenant_id uuid not null,
  offer uuid not null,
  thumbprint text not null,
  competition uuid not null,
  released_by uuid not null,
  released_at timestamptz not null,
  share bytea not null,
  primary key (tenant_id, offer, thumbprint)
);
comment on table dynamic_purchasing.share is 'Shares that officers handed in after the deadline.';

create table dynamic_purchasing.notice (
  tenant_id uuid not null,
  competition uuid not null,
  bidder uuid not null,
  kind text not null,
  sent_at timestamptz not null,
  texts bytea not null,
  primary key (tenant_id, competition, bidder, kind)
);
comment on table dynamic_purchasing.notice is 'What bidders were told, sealed.';

call kernel.open_reference_table('dynamic_purchasing.system');
call kernel.open_reference_table('dynamic_purchasing.bidder');
call kernel.open_reference_table('dynamic_purchasing.admission');
call kernel.open_reference_table('dynamic_purchasing.invitation');
call kernel.protect_tenant_table('dynamic_purchasing.admission_request', 'select, insert, update');
call kernel.protect_tenant_table('dynamic_purchasing.officer_key', 'select, insert, update');
call kernel.protect_tenant_table('dynamic_purchasing.competition_counter', 'select, insert, update');
call kernel.protect_tenant_table('dynamic_purchasing.competition', 'select, insert, update');
call kernel.protect_tenant_table('dynamic_purchasing.question', 'select, insert, update');
call kernel.protect_tenant_table('dynamic_purchasing.offer', 'select, insert, update');
call kernel.protect_tenant_table('dynamic_purchasing.share', 'select, insert');
call kernel.protect_tenant_table('dynamic_purchasing.notice', 'select, insert');
