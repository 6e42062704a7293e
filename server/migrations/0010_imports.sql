-- File imports: the upload, how it is read, how far it is, what was refused.

create table imports (
  tenant_id   integer not null references tenants,
  id          uuid not null,
  kind        text not null check (kind in ('orders', 'customers')),
  file_name   text not null,
  file_size   bigint not null,
  file_path   text not null,
  mapping     jsonb not null default '{}',
  options     jsonb not null default '{}',
  state       text not null check (state in ('uploaded', 'checking', 'checked', 'running', 'done', 'failed', 'cancelled')),
  rows        bigint not null default 0,
  posted      bigint not null default 0,
  duplicates  bigint not null default 0,
  rejected    bigint not null default 0,
  summary     jsonb not null default '{}',
  error       jsonb,
  created_by  text not null,
  created_at  timestamptz not null,
  started_at  timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, id)
);
call quen_guard('imports');

create table import_rejects (
  tenant_id integer not null references tenants,
  import_id uuid not null,
  row_no    bigint not null,
  code      text not null,
  reason    jsonb not null,
  cells     jsonb not null,
  primary key (tenant_id, import_id, row_no),
  foreign key (tenant_id, import_id) references imports on delete cascade
);
call quen_guard('import_rejects');
