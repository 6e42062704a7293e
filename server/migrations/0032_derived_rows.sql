-- Scores and memberships are derived: written for everyone at a time, read only beside customers.
-- A foreign key would cost a probe a row, and its cached plan turns quadratic where it was made
-- while the business was still small.

alter table customer_scores drop constraint customer_scores_tenant_id_customer_id_fkey;
alter table segment_members drop constraint segment_members_tenant_id_customer_id_fkey;
