-- Rules of every kind: what a condition holds depends on its kind, so it is kept as the JSON people write.
alter table rules
  add column condition   jsonb,
  add column keep_micros bigint not null default 0 check (keep_micros >= 0),
  add column profile     text;
update rules set condition = jsonb_strip_nulls(case kind
  when 'threshold' then jsonb_build_object('operator', operator, 'value', limit_value, 'clear', clear_value)
  else jsonb_build_object('minScore', min_score) end);
alter table rules
  alter column condition set not null,
  drop column operator,
  drop column limit_value,
  drop column clear_value,
  drop column min_score,
  drop constraint rules_kind_check,
  add constraint rules_kind_check
    check (kind in ('threshold', 'rate', 'aggregate', 'composite', 'anomaly', 'no-data', 'presence'));

-- What an alert's rule says to people, and since when its condition is over while it is kept firing.
alter table alerts
  add column annotations jsonb not null default '{}',
  add column cleared_at  timestamptz;

-- What rules remember of the readings of a series (windows, parts of composites). A row may be older than the progress: the
-- readings after rebuild_from, folded again, make up for that.
create table series_memory (
  shard    smallint not null,
  tenant   text not null,
  device   text not null,
  metric   text not null,
  state    bytea not null,
  saved_at timestamptz not null default now(),
  primary key (shard, tenant, device, metric)
) with (fillfactor = 50);
alter table shard_progress add column rebuild_from bigint;
comment on column shard_progress.rebuild_from is 'null where nothing is remembered: the same as last_sequence';
