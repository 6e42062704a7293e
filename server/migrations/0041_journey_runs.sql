-- Runs are watched for the goal until goal_until, whether or not steps are left.

alter table journey_runs
  -- Half-open: orders placed in [entered_at, goal_until) count.
  add column goal_until timestamptz not null,
  -- Revenue is the sum of journey_orders, which can be shown order by order.
  drop column revenue;

drop index journey_runs_wake;
create index journey_runs_wake on journey_runs (tenant_id, journey, wake_at) where state = 'active';
drop index journey_runs_customer;
create index journey_runs_customer on journey_runs (tenant_id, customer_id, journey);
create index journey_runs_journey on journey_runs (tenant_id, journey, id);

alter table journeys
  -- When everybody was last looked at for entry.
  add column checked_at timestamptz,
  add column stopped_at timestamptz;

-- Orders placed within the goal window of a run: what the revenue of an arm is made of.
create table journey_orders (
  tenant_id   integer not null references tenants,
  run_id      uuid not null,
  order_id    uuid not null,
  placed_at   timestamptz not null,
  total       bigint not null check (total >= 0),
  returned    bigint not null default 0 check (returned >= 0),
  primary key (tenant_id, run_id, order_id),
  foreign key (tenant_id, run_id) references journey_runs
);
create index journey_orders_order on journey_orders (tenant_id, order_id);
call quen_guard('journey_orders');
