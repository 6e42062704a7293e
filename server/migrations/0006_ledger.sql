-- The ledger: value is moved, never edited.
--
-- A transfer takes an amount from one account and gives it to another, so it balances by
-- construction. One side is always a customer's account; the other is a programme-side account,
-- which has no row and no running balance (it is summed when asked), so that no hot row makes a
-- whole shop queue. What a customer holds lies in lots.

create type ledger_account as enum ('customer', 'issued', 'redeemed', 'expired', 'adjusted', 'clearing');

create table programme_versions (
  tenant_id    integer not null references tenants,
  version      integer not null check (version > 0),
  document     jsonb not null,
  -- Orders placed from this moment on are decided by this version; null: from the beginning of time.
  effective_at timestamptz,
  published_at timestamptz not null,
  published_by text not null,
  note         text,
  primary key (tenant_id, version)
);
call quen_guard('programme_versions', 'select, insert');

create table accounts (
  tenant_id   integer not null,
  customer_id uuid not null,
  wallet      text not null,
  -- The sum of what is left in the lots, pending ones included.
  balance     bigint not null default 0 check (balance >= 0),
  primary key (tenant_id, customer_id, wallet)
) with (fillfactor = 80);
call quen_guard('accounts');

create table transfers (
  tenant_id   integer not null,
  customer_id uuid not null,
  id          uuid not null,
  wallet      text not null,
  debit       ledger_account not null,
  credit      ledger_account not null,
  amount      bigint not null check (amount > 0),
  at          timestamptz not null,
  kind        text not null check (kind in ('earn', 'spend', 'expire', 'take_back', 'give_back', 'adjust')),
  -- The order, voucher, return or staff action this follows from.
  cause_kind  text not null,
  cause_id    uuid,
  programme_version integer,
  -- Why: rule, inputs and arithmetic, as the explain page shows them.
  why         jsonb not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (tenant_id, customer_id, id),
  check ((debit = 'customer') <> (credit = 'customer'))
);
create index transfers_cause on transfers (tenant_id, cause_id);
call quen_guard('transfers', 'select, insert');

-- A lot is what one transfer brought in; its id is that transfer's.
create table lots (
  tenant_id   integer not null,
  customer_id uuid not null,
  id          uuid not null,
  wallet      text not null,
  amount      bigint not null check (amount > 0),
  remaining   bigint not null check (remaining between 0 and amount),
  usable_at   timestamptz not null,
  expires_at  timestamptz,
  primary key (tenant_id, customer_id, id)
) with (fillfactor = 90);
create index lots_expiry on lots (tenant_id, expires_at) where remaining > 0 and expires_at is not null;
call quen_guard('lots');

-- Which lots a transfer out of the customer's account drew on: giving back restores exactly these.
create table lot_uses (
  tenant_id   integer not null,
  customer_id uuid not null,
  transfer_id uuid not null,
  lot_id      uuid not null,
  amount      bigint not null check (amount > 0),
  primary key (tenant_id, customer_id, transfer_id, lot_id),
  foreign key (tenant_id, customer_id, transfer_id) references transfers,
  foreign key (tenant_id, customer_id, lot_id) references lots
);
call quen_guard('lot_uses', 'select, insert');

create table programme_drafts (
  tenant_id  integer not null references tenants,
  document   jsonb not null,
  updated_at timestamptz not null,
  updated_by text not null,
  primary key (tenant_id)
);
call quen_guard('programme_drafts');
