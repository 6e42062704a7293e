-- How far the loading of the demo business has come: a start that was interrupted goes on with the
-- same story where it stopped.
create table demo_loads (
  tenant_id   integer not null references tenants,
  customers   integer not null check (customers > 0),
  -- The last moment the story tells of.
  until       timestamptz not null,
  steps_done  integer not null default 0,
  finished_at timestamptz,
  primary key (tenant_id)
);
call quen_guard('demo_loads');
