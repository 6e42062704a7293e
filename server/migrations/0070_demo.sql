-- How far the loading of the demo business has come: a start that was interrupted goes on with the
-- same story where it stopped. The story is told in strands that share no customer, side by side.
create table demo_loads (
  tenant_id   integer not null references tenants,
  strand      smallint not null check (strand >= 0),
  customers   integer not null check (customers > 0),
  -- The last moment the story tells of.
  until       timestamptz not null,
  steps_done  integer not null default 0,
  finished_at timestamptz,
  primary key (tenant_id, strand)
);
call quen_guard('demo_loads');
