create extension if not exists timescaledb;

-- One row per (tenant, device, metric). A device's readings travel in one shard, so a shard's owner is the only one
-- that adds series to it.
create table series (
    series_id  integer generated always as identity primary key,
    shard      smallint    not null,
    tenant     text        not null,
    device     text        not null,
    metric     text        not null,
    unit       text,
    created_at timestamptz not null default now(),
    unique (tenant, device, metric)
);
create index series_shard on series (shard);

-- The unique index makes a repeat of the same reading vanish, keeps two different readings of one instant, and answers
-- range and latest queries without the table.
create table readings (
    series_id integer          not null,
    ts        timestamptz      not null,
    value     double precision not null
);
select create_hypertable('readings', by_range('ts', interval '1 day'), create_default_indexes => false);
create unique index readings_series_ts_value on readings (series_id, ts, value);

-- At most one anomaly per series and instant.
create table anomalies (
    series_id     integer          not null,
    ts            timestamptz      not null,
    value         double precision not null,
    score         double precision not null,
    expected_low  double precision not null,
    expected_high double precision not null,
    detector      text             not null,
    reason        text             not null,
    found_at      timestamptz      not null default now()
);
select create_hypertable('anomalies', by_range('ts', interval '7 days'), create_default_indexes => false);
create unique index anomalies_series_ts on anomalies (series_id, ts);
create index anomalies_ts on anomalies (ts, series_id);

-- Anomaly events that JetStream has not confirmed yet: written with the anomaly, deleted once confirmed.
create table anomaly_outbox (
    id      text     primary key,
    shard   smallint not null,
    subject text     not null,
    event   bytea    not null
);
create index anomaly_outbox_shard on anomaly_outbox (shard);

-- How far each shard has come. The epoch counts owners: whoever opens a shard raises it and thereby fences the one before.
create table shard_progress (
    shard             smallint    primary key,
    last_sequence     bigint      not null default 0,
    snapshot_sequence bigint      not null default 0,
    owner_epoch       bigint      not null default 0,
    updated_at        timestamptz not null default now()
) with (fillfactor = 10);

-- The detectors' states as of shard_progress.snapshot_sequence; rewritten often, so with room for updates in place.
create table detector_state (
    series_id integer primary key references series on delete cascade,
    state     bytea   not null
) with (fillfactor = 50);

-- For people.
create view reading as
select s.tenant, s.device, s.metric, r.ts, r.value
from readings r
join series s using (series_id);
