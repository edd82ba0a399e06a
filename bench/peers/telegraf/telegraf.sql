-- Telegraf's own tables, as it would make them, with the chunks and the index of ours, though not unique: it copies without
-- looking for repeats. A message is a row, with a column for each metric.
create extension if not exists timescaledb;
create table telemetry_tag (
    tag_id bigint primary key,
    tenant text,
    device text,
    number integer generated always as identity unique
);
create table telemetry (time timestamptz not null, tag_id bigint, COLUMNS);
select create_hypertable('telemetry', by_range('time', interval '1 day'), create_default_indexes => false);
create index telemetry_tag_time on telemetry (tag_id, time);
