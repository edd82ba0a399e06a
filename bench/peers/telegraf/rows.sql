-- Telegraf's own tables when a row is a reading, with the chunks and the index of ours, though not unique: it copies without
-- looking for repeats.
create extension if not exists timescaledb;
create table telemetry_tag (tag_id bigint primary key, tenant text, device text, metric text);
create table telemetry (time timestamptz not null, tag_id bigint, value double precision);
select create_hypertable('telemetry', by_range('time', interval '1 day'), create_default_indexes => false);
create index telemetry_tag_time on telemetry (tag_id, time);

-- What the load generator asks for. A series is known by its number, so that its rows are found by the index above.
create table series (
    series_id integer generated always as identity primary key,
    tag_id bigint not null,
    tenant text not null,
    device text not null,
    metric text not null
);
create function add_series() returns trigger language plpgsql as $$
begin
    insert into series (tag_id, tenant, device, metric) values (new.tag_id, new.tenant, new.device, new.metric);
    return null;
end $$;
create trigger add_series after insert on telemetry_tag for each row execute function add_series();
create view readings as select series_id, time as ts, value from series join telemetry using (tag_id);
