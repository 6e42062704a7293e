-- A lot is what is left of the transfer that brought it in: one to one, under the same id. A table of
-- its own repeated customer, wallet and amount, and cost a tenth of an order's posting. What a transfer
-- says stays unchangeable; only what is left of it may be written again.
alter table transfers
  add column remaining bigint,
  add column usable_at timestamp with time zone,
  add column expires_at timestamp with time zone;

-- Whoever migrates need not be above row-level security.
alter table transfers no force row level security;
alter table lots no force row level security;
update transfers x
set remaining = l.remaining, usable_at = l.usable_at, expires_at = l.expires_at
from lots l
where l.tenant_id = x.tenant_id and l.customer_id = x.customer_id and l.id = x.id;
alter table transfers force row level security;

alter table transfers add constraint transfers_lot_check check (
  remaining is null
  or (credit = 'customer' and usable_at is not null and remaining between 0 and amount));
grant update (remaining) on transfers to quen_app;

-- It makes sure of the transfer a draw is noted under; the lot is one, too.
alter table lot_uses drop constraint lot_uses_tenant_id_customer_id_lot_id_fkey;
drop table lots;
alter table lot_uses add constraint lot_uses_lot_fkey
  foreign key (tenant_id, customer_id, lot_id) references transfers (tenant_id, customer_id, id);
create index transfers_expiry on transfers (tenant_id, expires_at)
  where remaining > 0 and expires_at is not null;

-- What customers hold. The caller's rights and tenant hold.
create view lots with (security_invoker = true) as
  select tenant_id, customer_id, id, wallet, amount, remaining, usable_at, expires_at
  from transfers
  where remaining is not null;
grant select, update (remaining) on lots to quen_app;

-- Whoever asks what an order moved knows whose order it was.
drop index transfers_cause;
