-- Searching customers behind row-level security.
--
-- The planner walks an index with a condition of ours only if that cannot leak another tenant's
-- rows before the guard has looked at them: the operator must be leakproof. Equality and order of
-- text are; lower(), reverse() and LIKE are not, so the first cut's indexes were never used by
-- quen_app. Hence stored keys compared with plain operators, and one guarded function for LIKE.

create extension if not exists btree_gin;

drop index customers_email, customers_phone_end, customers_name;

-- Addresses are kept in lower case. Pattern order serves equality and prefixes alike.
alter table customers add constraint customers_email_lower check (email = lower(email));
create unique index customers_email on customers (tenant_id, email text_pattern_ops) where email is not null;

-- The end of a phone number is the start of the reversed one.
alter table customers add column phone_reversed text generated always as (reverse(phone)) stored;
create index customers_phone_end on customers (tenant_id, phone_reversed text_pattern_ops) where phone_reversed is not null;

create index customers_name on customers using gin (tenant_id, search_name gin_trgm_ops);

-- Where the migrator is not a superuser, the forced guard would bind the function below too.
create policy name_search on customers for select to current_user using (true);

-- Ids of the tenant's customers whose name contains the fragment (any case, any marks), newest
-- first, older than `before`. Fewer than three letters must begin a word: they have no trigram.
-- It runs as the owner of the tables, and takes the tenant from the transaction, not from its
-- caller, so it shows nothing the guard would hide. Planned anew each time: whether to walk names
-- or dates depends on how rare the fragment is.
create function quen_customers_by_name(fragment text, before uuid, most integer) returns setof uuid
  language plpgsql stable parallel safe security definer
  set search_path = pg_catalog, public
as $$
declare
  plain text := regexp_replace(public.quen_plain(fragment), '([\\%_])', '\\\1', 'g');
  pattern text := case when length(plain) < 3 then '% ' || plain || '%' else '%' || plain || '%' end;
begin
  return query execute
    'select c.id from public.customers c
     where c.tenant_id = $1 and ($3 is null or c.id < $3)
       and (c.search_name like $2' ||
       case when length(plain) < 3 then ' or c.search_name like ltrim($2, ''% '')' else '' end || ')
     order by c.id desc limit $4'
    using public.quen_tenant(), pattern, before, most;
end $$;
revoke execute on function quen_customers_by_name from public;
grant execute on function quen_customers_by_name to quen_app;
