-- Profiles. Personal data lives here and nowhere else, so that it can be erased.

create table customers (
  tenant_id    integer not null references tenants,
  id           uuid not null,
  full_name    text,
  search_name  text generated always as (quen_plain(full_name)) stored,
  salutation   text,
  phone        text check (phone ~ '^\+[1-9][0-9]{5,14}$'),
  email        text check (length(email) <= 254),
  birth_day    smallint check (birth_day between 1 and 31),
  birth_month  smallint check (birth_month between 1 and 12),
  birth_year   smallint check (birth_year between 1900 and 2100),
  gender       text check (gender in ('female', 'male', 'other')),
  locale       text not null default 'vi' check (locale in ('vi', 'en')),
  card_code    text not null,
  attributes   jsonb not null default '{}',
  tags         text[] not null default '{}',
  source       text not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  -- The holdout bucket, 0–9999: fixed for life, so that being left alone is sticky.
  bucket       smallint not null check (bucket between 0 and 9999),
  primary key (tenant_id, id),
  unique (tenant_id, card_code)
);
create unique index customers_phone on customers (tenant_id, phone) where phone is not null;
create unique index customers_email on customers (tenant_id, lower(email)) where email is not null;
create index customers_name on customers using gin (search_name gin_trgm_ops);
create index customers_phone_end on customers (tenant_id, reverse(phone) text_pattern_ops) where phone is not null;
call quen_guard('customers');

-- Ids under which other systems know the customer (POS code, shop id, Zalo id…).
create table customer_ids (
  tenant_id   integer not null references tenants,
  source      text not null check (length(source) between 1 and 40),
  external_id text not null check (length(external_id) between 1 and 200),
  customer_id uuid not null,
  primary key (tenant_id, source, external_id),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);
create index customer_ids_customer on customer_ids (tenant_id, customer_id);
call quen_guard('customer_ids');

-- Consent is a history, not a flag: the last row of a channel and purpose is what holds.
create table consents (
  tenant_id   integer not null references tenants,
  id          uuid not null,
  customer_id uuid not null,
  channel     text not null check (channel in ('email', 'sms', 'zalo', 'push', 'phone')),
  purpose     text not null check (purpose in ('marketing', 'care')),
  granted     boolean not null,
  method      text not null,
  text_version text,
  actor       text not null,
  at          timestamptz not null,
  proof       jsonb,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers on delete cascade
);
create index consents_latest on consents (tenant_id, customer_id, channel, purpose, at desc);
call quen_guard('consents', 'select, insert');
