-- What an import needs to be followed, stopped and gone on with.

alter table imports
  -- The columns found in the file and its first rows, as the mapping page shows them.
  add column columns     text[] not null default '{}',
  add column preview     jsonb not null default '[]',
  -- How the file was understood: format, encoding, delimiter, sheets.
  add column format      jsonb not null default '{}',
  add column total_rows  bigint,
  -- The worker that may go on with this import; one that was presumed dead and is not, may not.
  add column worker      uuid,
  -- Per lane of the pipeline, the last row of the file it has dealt with: written with each batch.
  add column checkpoint  bigint[] not null default '{0,0}',
  -- What the last dry run foresaw.
  add column forecast    jsonb;
