-- Orders, lines, returns. Amounts are integers in the minor unit of the tenant's currency.
--
-- Posting writes these rows for thousands of orders in one statement while it holds the customers'
-- standings. A foreign key there would cost one more probe and one more row lock for every row, so
-- the tables that posting fills refer by id only; quen verify proves that nothing dangles.

create table orders (
  tenant_id    integer not null,
  id           uuid not null,
  source       text not null check (length(source) between 1 and 40),
  external_id  text not null check (length(external_id) between 1 and 200),
  customer_id  uuid,
  store_id     uuid,
  channel      text not null check (length(channel) between 1 and 40),
  placed_at    timestamptz not null,
  -- The bill after the shop's own discounts and before vouchers and points.
  bill         bigint not null check (bill >= 0),
  -- What was left to pay in money; what loyalty counts as spent is total - returned.
  total        bigint not null check (total >= 0 and total <= bill),
  -- The shop's own discounts, lines' included.
  discount     bigint not null default 0 check (discount >= 0),
  items        integer not null default 0 check (items >= 0),
  -- Money given back so far, and the value of the goods it was for.
  returned     bigint not null default 0 check (returned >= 0 and returned <= total),
  returned_bill bigint not null default 0 check (returned_bill >= 0 and returned_bill <= bill),
  tenders      jsonb,
  -- Hash of the content: the same receipt sent again is a repeat, a changed one a conflict.
  fingerprint  bytea not null,
  recorded_at  timestamptz not null,
  recorded_by  text not null,
  primary key (tenant_id, id),
  unique (tenant_id, source, external_id)
);
-- RFM, tiers and the profile read a customer's orders in time; the amounts ride along so that
-- they need not visit the table.
create index orders_customer on orders (tenant_id, customer_id, placed_at) include (total, returned);
create index orders_placed on orders (tenant_id, placed_at);
call quen_guard('orders');

create table order_lines (
  tenant_id  integer not null,
  order_id   uuid not null,
  line_no    smallint not null,
  sku        text not null,
  name       text not null,
  category   text,
  quantity   integer not null check (quantity > 0),
  unit_price bigint not null check (unit_price >= 0),
  discount   bigint not null default 0 check (discount >= 0),
  amount     bigint not null check (amount >= 0),
  returned_quantity integer not null default 0 check (returned_quantity between 0 and quantity),
  primary key (tenant_id, order_id, line_no)
);
call quen_guard('order_lines');

create table returns (
  tenant_id   integer not null references tenants,
  id          uuid not null,
  order_id    uuid not null,
  external_id text not null check (length(external_id) between 1 and 200),
  returned_at timestamptz not null,
  -- Value of the goods, and the money given back for it (the rest was vouchers and points).
  amount      bigint not null check (amount > 0),
  refund      bigint not null check (refund >= 0),
  lines       jsonb,
  reason      text,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (tenant_id, id),
  unique (tenant_id, order_id, external_id),
  foreign key (tenant_id, order_id) references orders
);
call quen_guard('returns', 'select, insert');

-- One row a customer: the lock that serialises everything that moves their money, and the running
-- facts that would otherwise be summed on every visit. quen verify proves them.
create table standings (
  tenant_id      integer not null,
  customer_id    uuid not null,
  orders         integer not null default 0 check (orders >= 0),
  spent          bigint not null default 0,
  first_order_at timestamptz,
  last_order_at  timestamptz,
  tier           text,
  tier_since     timestamptz,
  -- When the tier is looked at again; null while the customer holds none.
  tier_review_at timestamptz,
  primary key (tenant_id, customer_id)
) with (fillfactor = 80);
create index standings_last_order on standings (tenant_id, last_order_at);
create index standings_review on standings (tenant_id, tier_review_at) where tier_review_at is not null;
call quen_guard('standings');
