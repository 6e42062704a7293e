-- Every key begins with tenant_id. As long as PostgreSQL has no statistics of a table, all of its
-- indexes therefore look alike, and the foreign-key checks of a fresh database happily walk the wrong
-- one, row after row, until autovacuum comes by a minute later. Whoever writes much into tables that
-- were small calls this between two transactions.
--
-- It looks at the tables that have at least doubled since they were last looked at, so calling it
-- when nothing has grown costs next to nothing.
create function quen_analyze_grown() returns integer
  language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  grown regclass;
  analyzed integer := 0;
begin
  for grown in
    select c.oid::regclass from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and pg_relation_size(c.oid) / current_setting('block_size')::integer > 2 * greatest(c.relpages, 0)
    order by c.oid
  loop
    execute format('analyze %s', grown);
    analyzed := analyzed + 1;
  end loop;
  return analyzed;
end $$;
revoke all on function quen_analyze_grown() from public;
grant execute on function quen_analyze_grown() to quen_app;
