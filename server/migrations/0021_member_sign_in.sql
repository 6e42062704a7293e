-- Members sign in by one-time codes. Codes hold destinations (personal data) and are swept by age;
-- how many a customer was sent today is counted whatever destination they used.
create index member_codes_age on member_codes (tenant_id, created_at);
create index member_codes_customer on member_codes (tenant_id, customer_id, created_at)
  where customer_id is not null;
create index member_sessions_expiry on member_sessions (tenant_id, expires_at);
