-- RFM scores: what the last run decided for each customer, and the thresholds it decided by.
-- The thresholds stay as they are until the next run, so that a customer who has just ordered can
-- be scored anew at once without moving anybody else.

create table customer_scores (
  tenant_id   integer not null references tenants,
  customer_id uuid not null,
  recency     smallint not null check (recency between 1 and 5),
  frequency   smallint not null check (frequency between 1 and 5),
  monetary    smallint not null check (monetary between 1 and 5),
  rfm_group   text not null,
  primary key (tenant_id, customer_id),
  foreign key (tenant_id, customer_id) references customers on delete cascade
) with (fillfactor = 80);
create index customer_scores_group on customer_scores (tenant_id, rfm_group);
call quen_guard('customer_scores');

create table score_runs (
  tenant_id   integer not null references tenants,
  as_of       timestamptz not null,
  window_days integer not null check (window_days > 0),
  customers   integer not null,
  thresholds  jsonb not null,
  primary key (tenant_id)
);
call quen_guard('score_runs');
