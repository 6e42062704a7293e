import pg from 'pg';

/** Enough that the transactions of 16 connections hardly ever wait for each other's row. */
export const BRANCHES = 64;

/** Tables in the shape of pgbench's, filled and vacuumed. */
export async function prepareTables(url: string, accounts: number): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`
    create schema bench;
    create table bench.branches (id int not null, balance int, filler char(88));
    create table bench.tellers (id int not null, branch int, balance int, filler char(84));
    create table bench.accounts (id int not null, branch int, balance int, filler char(84));
    create table bench.history (teller int, branch int, account int, delta int,
                                at timestamp, filler char(22));
    insert into bench.branches select i, 0, '' from generate_series(1, ${BRANCHES}) i;
    insert into bench.tellers select i, 1 + i % ${BRANCHES}, 0, '' from generate_series(1, ${BRANCHES * 10}) i;
    insert into bench.accounts select i, 1 + i % ${BRANCHES}, 0, '' from generate_series(1, ${accounts}) i;
    alter table bench.branches add primary key (id);
    alter table bench.tellers add primary key (id);
    alter table bench.accounts add primary key (id);`);
  for (const table of ['branches', 'tellers', 'accounts', 'history']) {
    await client.query(`vacuum analyze bench.${table}`);
  }
  await client.end();
}
