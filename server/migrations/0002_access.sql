-- Who may do what: staff, API keys, member sessions, and the record of what they changed.
-- The sign-in library keeps its own tables in the schema "auth" (see modules/access/README.md).

create function quen_user() returns text
  language sql stable parallel safe
  return nullif(current_setting('quen.user', true), '');

create table staff (
  tenant_id   integer not null references tenants,
  user_id     text not null,
  email       text not null,
  name        text not null,
  role        text not null check (role in ('owner', 'marketer', 'cashier', 'agent', 'auditor', 'integrator')),
  store_id    uuid,
  active      boolean not null default true,
  created_at  timestamptz not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, store_id) references stores
);
call quen_guard('staff');
-- A person who signs in must find the businesses they work for before one is chosen.
create policy own on staff for select using (user_id = (select quen_user()));

create table api_keys (
  tenant_id    integer not null references tenants,
  id           uuid not null,
  name         text not null check (length(name) between 1 and 80),
  prefix       text not null,
  hash         bytea not null,
  scopes       text[] not null,
  created_by   text not null,
  created_at   timestamptz not null,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, hash)
);
call quen_guard('api_keys');

-- One-time codes: hashed, bound to the attempt that asked for them.
create table member_codes (
  tenant_id   integer not null references tenants,
  id          uuid not null,
  destination text not null,
  customer_id uuid,
  hash        bytea not null,
  tries       smallint not null default 0,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  used_at     timestamptz,
  primary key (tenant_id, id)
);
create index member_codes_destination on member_codes (tenant_id, destination, created_at);
call quen_guard('member_codes');

create table member_sessions (
  tenant_id    integer not null references tenants,
  id           uuid not null,
  customer_id  uuid not null,
  hash         bytea not null,
  user_agent   text,
  created_at   timestamptz not null,
  last_used_at timestamptz not null,
  expires_at   timestamptz not null,
  revoked_at   timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, hash)
);
create index member_sessions_customer on member_sessions (tenant_id, customer_id);
call quen_guard('member_sessions');

-- Append-only: the application may add and read, never change.
create table audit_log (
  tenant_id  integer not null references tenants,
  id         uuid not null,
  at         timestamptz not null,
  actor      text not null,
  action     text not null,
  subject    text not null,
  before     jsonb,
  after      jsonb,
  request_id text,
  primary key (tenant_id, id)
);
call quen_guard('audit_log', 'select, insert');
