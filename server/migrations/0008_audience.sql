-- Saved segments: a condition, and who is in it now.

create table segments (
  tenant_id  integer not null references tenants,
  id         uuid not null,
  name       text not null check (length(name) between 1 and 120),
  condition  jsonb not null,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  computed_at timestamptz,
  members    integer not null default 0,
  primary key (tenant_id, id),
  unique (tenant_id, name)
);
call quen_guard('segments');

create table segment_members (
  tenant_id   integer not null references tenants,
  segment_id  uuid not null,
  customer_id uuid not null,
  since       timestamptz not null,
  primary key (tenant_id, segment_id, customer_id),
  foreign key (tenant_id, segment_id) references segments on delete cascade,
  foreign key (tenant_id, customer_id) references customers on delete cascade
);
create index segment_members_customer on segment_members (tenant_id, customer_id);
call quen_guard('segment_members');
