-- The timeline: whatever happens to a customer is one immutable row here.
--
-- id is a UUIDv7 whose time is the moment the thing happened, so the primary key pages through one
-- customer in order and a historic import takes its place in history. txid is the transaction that
-- wrote the row: readers of the stream follow it up to the oldest transaction still running and so
-- never miss a row that committed late (see modules/timeline/README.md).

create table timeline (
  tenant_id   integer not null,
  customer_id uuid not null,
  id          uuid not null,
  kind        text not null,
  at          timestamptz not null,
  subject     uuid,
  data        jsonb not null default '{}',
  txid        bigint not null default (pg_current_xact_id()::text::bigint),
  primary key (tenant_id, customer_id, id)
);
create index timeline_stream on timeline using brin (txid) with (pages_per_range = 32, autosummarize = on);
call quen_guard('timeline', 'select, insert');

-- Where each reader of the stream stands: everything before txid has been read.
create table timeline_readers (
  tenant_id integer not null references tenants,
  reader    text not null,
  txid      bigint not null,
  primary key (tenant_id, reader)
);
call quen_guard('timeline_readers');
