-- Foundation: the tenant setting, the guard every tenant table gets, idempotency.
--
-- Two roles take part. The migrator owns everything. The application runs as quen_app, which owns
-- nothing, may not bypass row-level security, and sees only the rows of the tenant that the
-- transaction has set (quen.tenant).

create extension if not exists unaccent;
create extension if not exists pg_trgm;

-- A transaction-local setting reads '' (not null) once the transaction is over, hence the nullif.
create function quen_tenant() returns integer
  language sql stable parallel safe
  return nullif(current_setting('quen.tenant', true), '')::integer;

-- Lower case without Vietnamese marks: the key names are searched by. unaccent() is only stable;
-- naming its dictionary makes the result depend on nothing but the input.
create function quen_plain(value text) returns text
  language sql immutable parallel safe strict
  return lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, nfc)));

-- Every table that holds a tenant's rows is put behind this guard, once, in its migration.
create procedure quen_guard(target regclass, rights text default 'select, insert, update, delete')
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  -- The sub-select makes the planner evaluate the setting once a statement, not once a row.
  execute format(
    'create policy tenant on %s using (tenant_id = (select quen_tenant())) with check (tenant_id = (select quen_tenant()))',
    target);
  execute format('grant %s on %s to quen_app', rights, target);
end $$;

create table tenants (
  id          integer generated always as identity primary key,
  slug        text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and length(slug) <= 40),
  name        text not null check (length(name) between 1 and 120),
  currency    text not null check (currency ~ '^[A-Z]{3}$'),
  time_zone   text not null,
  locale      text not null default 'vi' check (locale in ('vi', 'en')),
  settings    jsonb not null default '{}',
  created_at  timestamptz not null
);
-- The register of businesses is the one table without a tenant guard: requests find their tenant in it.
grant select, insert, update on tenants to quen_app;

create table stores (
  tenant_id   integer not null references tenants,
  id          uuid not null,
  code        text not null check (length(code) between 1 and 40),
  name        text not null check (length(name) between 1 and 120),
  address     text,
  created_at  timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, code)
);
call quen_guard('stores');

-- The answer of a mutating request, stored in the transaction that did the work.
create table idempotency_keys (
  tenant_id    integer not null,
  operation    text not null,
  key          text not null check (length(key) between 1 and 255),
  request_hash bytea not null,
  status       smallint not null,
  response     jsonb not null,
  created_at   timestamptz not null,
  primary key (tenant_id, operation, key)
);
create index idempotency_keys_age on idempotency_keys (tenant_id, created_at);
call quen_guard('idempotency_keys');
