-- How many alerts of a rule came lately decides whether the next one is told by itself.
alter table alerts add column came_at timestamptz;
comment on column alerts.came_at is 'when it began to fire here, or became more severe last, whatever the time of its readings';
create index alerts_lately on alerts (tenant, rule_name, came_at) where came_at is not null;
