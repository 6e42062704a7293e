-- An order is an immutable fact of its customer already: a row of the timeline that repeats it cost a
-- third of an order's disk and a tenth of its posting. From here on the order is the happening, and the
-- timeline is read through a view of both. Orders of before keep their rows and have no txid.
alter table orders add column txid bigint;
alter table orders alter column txid set default (pg_current_xact_id()::text::bigint);
create index orders_stream on orders using brin (txid) with (pages_per_range = 32, autosummarize = on);

-- Everything that happened: what readers of the timeline read. The caller's rights and tenant hold.
create view happenings with (security_invoker = true) as
  select tenant_id, customer_id, id, kind, at, subject, data, txid from timeline
  union all
  select tenant_id, customer_id, id, 'order.placed', placed_at, id,
         jsonb_build_object('source', source, 'number', external_id, 'total', total, 'items', items,
                            'store', store_id, 'channel', channel),
         txid
  from orders
  where customer_id is not null and txid is not null;
grant select on happenings to quen_app;
