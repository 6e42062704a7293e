-- Messages and journeys. Templates and journey definitions are part of the programme document;
-- here is what is running and what was sent.

create table messages (
  tenant_id    integer not null references tenants,
  id           uuid not null,
  customer_id  uuid not null,
  channel      text not null check (channel in ('email', 'sms', 'zalo')),
  template     text not null,
  purpose      text not null check (purpose in ('marketing', 'care', 'transactional')),
  -- queued → sending → sent → delivered; or skipped / failed / ambiguous, each with its reason.
  state        text not null check (state in ('queued', 'sending', 'sent', 'delivered', 'skipped', 'failed', 'ambiguous')),
  reason       text,
  -- One intent per cause, whatever crashes: e.g. 'journey-run:<id>:<step>'.
  intent       text not null,
  variables    jsonb not null default '{}',
  provider_id  text,
  due_at       timestamptz not null,
  attempts     smallint not null default 0,
  created_at   timestamptz not null,
  sent_at      timestamptz,
  opened_at    timestamptz,
  clicked_at   timestamptz,
  unsubscribed_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, intent, channel),
  foreign key (tenant_id, customer_id) references customers
);
create index messages_customer on messages (tenant_id, customer_id, sent_at);
create index messages_due on messages (tenant_id, due_at) where state in ('queued', 'sending');
call quen_guard('messages');

create table journeys (
  tenant_id  integer not null references tenants,
  journey    text not null,
  status     text not null check (status in ('running', 'paused', 'stopped')),
  programme_version integer not null,
  started_at timestamptz not null,
  started_by text not null,
  primary key (tenant_id, journey)
);
call quen_guard('journeys');

create table journey_runs (
  tenant_id   integer not null references tenants,
  id          uuid not null,
  journey     text not null,
  customer_id uuid not null,
  programme_version integer not null,
  -- The hold-out enters too and is left alone, so that both sides are watched for the same time.
  arm         text not null check (arm in ('treated', 'holdout')),
  state       text not null check (state in ('active', 'converted', 'finished', 'exited', 'stopped')),
  step        text,
  wake_at     timestamptz,
  entered_at  timestamptz not null,
  ended_at    timestamptz,
  end_reason  text,
  goal_at     timestamptz,
  goal_order_id uuid,
  revenue     bigint not null default 0,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers
);
create unique index journey_runs_active on journey_runs (tenant_id, journey, customer_id) where state = 'active';
create index journey_runs_wake on journey_runs (tenant_id, wake_at) where state = 'active';
create index journey_runs_customer on journey_runs (tenant_id, customer_id);
call quen_guard('journey_runs');
