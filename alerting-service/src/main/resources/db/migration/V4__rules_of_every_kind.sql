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
