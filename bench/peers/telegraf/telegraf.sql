-- Telegraf's own tables, as it would make them, with the chunks and the index of ours, though not unique: it copies without
-- looking for repeats. A message is a row, with a column for each metric.
create extension if not exists timescaledb;
create table telemetry_tag (
    tag_id bigint primary key,
    tenant text,
    device text,
    number integer unique
);
-- Telegraf copies its tags into a table made like this one, and from there all columns: so the number is given by a trigger.
create sequence telemetry_tag_number;
create function number_tag() returns trigger language plpgsql as $$
begin
    new.number := nextval('telemetry_tag_number');
    return new;
end $$;
create trigger number_tag before insert on telemetry_tag for each row execute function number_tag();
create table telemetry (time timestamptz not null, tag_id bigint, COLUMNS);
select create_hypertable('telemetry', by_range('time', interval '1 day'), create_default_indexes => false);
create index telemetry_tag_time on telemetry (tag_id, time);
