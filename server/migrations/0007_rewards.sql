-- Vouchers. The campaign (what it is worth, when, for whom, how often) is part of the programme
-- document; here are its counters and the codes.

create table voucher_campaigns (
  tenant_id integer not null references tenants,
  campaign  text not null,
  issued    bigint not null default 0 check (issued >= 0),
  redeemed  bigint not null default 0 check (redeemed >= 0),
  primary key (tenant_id, campaign)
);
call quen_guard('voucher_campaigns');

create table voucher_usage (
  tenant_id   integer not null references tenants,
  campaign    text not null,
  customer_id uuid not null,
  redeemed    integer not null default 0 check (redeemed >= 0),
  primary key (tenant_id, campaign, customer_id)
);
call quen_guard('voucher_usage');

create table vouchers (
  tenant_id    integer not null references tenants,
  id           uuid not null,
  -- Upper case, an alphabet without look-alikes, stored without separators.
  code         text not null check (code ~ '^[0-9A-Z]{4,40}$'),
  campaign     text not null,
  programme_version integer not null,
  customer_id  uuid,
  state        text not null default 'active' check (state in ('active', 'redeemed', 'cancelled')),
  valid_from   timestamptz not null,
  valid_until  timestamptz,
  issued_at    timestamptz not null,
  -- What it was issued for: a journey step, staff, a tier.
  issued_by    text not null,
  cause_id     uuid,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, customer_id) references customers
);
create index vouchers_customer on vouchers (tenant_id, customer_id, campaign) where customer_id is not null;
create unique index vouchers_cause on vouchers (tenant_id, campaign, customer_id, cause_id) where cause_id is not null;
call quen_guard('vouchers');

create table voucher_redemptions (
  tenant_id   integer not null references tenants,
  id          uuid not null,
  voucher_id  uuid not null,
  campaign    text not null,
  customer_id uuid,
  order_id    uuid,
  -- The receipt as the till knows it: redeeming again for the same receipt is a repeat.
  reference   text not null,
  discount    bigint not null check (discount >= 0),
  at          timestamptz not null,
  recorded_by text not null,
  cancelled_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, voucher_id) references vouchers
);
create unique index voucher_redemptions_reference on voucher_redemptions (tenant_id, voucher_id, reference) where cancelled_at is null;
create index voucher_redemptions_order on voucher_redemptions (tenant_id, order_id) where order_id is not null;
call quen_guard('voucher_redemptions');
