-- Mail servers report what became of a message they took: it was returned, or it arrived.
alter table messages
  drop constraint messages_state_check,
  add constraint messages_state_check check (state in
    ('queued', 'sending', 'sent', 'delivered', 'bounced', 'skipped', 'failed', 'ambiguous'));

-- When a message to the address was returned because there is no such address; until it changes,
-- or staff say to try again, nothing is sent there.
alter table customers
  add column email_bounced_at timestamptz,
  add constraint customers_email_bounced check (email_bounced_at is null or email is not null);
