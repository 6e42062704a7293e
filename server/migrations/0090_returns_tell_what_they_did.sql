-- A return that is asked for again is answered as the first time, also where points were no longer
-- there to take and vouchers came back. What was free can come back by itself.
alter table returns
  add column points_missing bigint not null default 0 check (points_missing >= 0),
  add column vouchers_restored integer not null default 0 check (vouchers_restored >= 0),
  drop constraint returns_amount_check,
  add constraint returns_amount_check check (amount >= 0);
