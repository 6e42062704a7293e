-- What a score was decided from is kept beside it, so that "why is this customer here" is answered
-- without summing orders again, and so that groups are counted from one table.
-- The scores themselves are derived: the next run fills them in again.

delete from customer_scores;
delete from score_runs;
alter table customer_scores
  add column value_group   text not null,
  -- Orders kept in the window, what was spent on them, and when the last was placed.
  add column orders        integer not null check (orders > 0),
  add column spent         bigint not null,
  add column last_order_at timestamptz not null;
alter table score_runs
  drop column as_of,
  -- The local date the scores hold for, and when they were worked out.
  add column as_of       date not null,
  add column computed_at timestamptz not null;
