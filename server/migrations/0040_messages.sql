-- What a message needs to be sent exactly as meant, however often its sender is killed.

alter table messages
  drop column variables,
  -- The version of the programme whose template it is.
  add column programme_version integer not null,
  -- What it belongs to ('journey:win-back') and which run of it: both are counted and cancelled by.
  add column source text not null,
  add column cause_id uuid,
  add column voucher_id uuid,
  -- Kept back while what it belongs to is paused.
  add column held boolean not null default false,
  -- An attempt ended without an answer and was repeated, under the same Message-ID.
  add column resent boolean not null default false;

-- While a message is being sent, due_at is when its sender counts as dead. One index thus finds
-- both what is to be sent and what somebody died over.
drop index messages_due;
create index messages_due on messages (tenant_id, due_at)
  where state in ('queued', 'sending') and not held;
create index messages_source on messages (tenant_id, source, id);
create index messages_cause on messages (tenant_id, cause_id) where cause_id is not null;
create index messages_newest on messages (tenant_id, id);
