-- What operators asked to be told about.
create table rules (
  id          uuid primary key,
  seq         bigint generated always as identity unique,
  tenant      text not null,
  revision    bigint not null,
  name        text not null,
  kind        text not null check (kind in ('threshold', 'anomaly')),
  severity    text not null check (severity in ('info', 'warning', 'critical')),
  device      text not null,
  metric      text not null,
  selector    jsonb not null,
  operator    text check (operator in ('>', '>=', '<', '<=')),
  limit_value double precision,
  clear_value double precision,
  min_score   double precision,
  hold_micros bigint not null check (hold_micros >= 0),
  enabled     boolean not null,
  labels      jsonb not null,
  annotations jsonb not null,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  check (case kind
    when 'threshold' then operator is not null and limit_value is not null and min_score is null
    else operator is null and limit_value is null and clear_value is null and min_score is not null end)
);
create index rules_page on rules (tenant, seq);

-- Every alert that is pending, firing or resolved. A row outlives its rule.
create table alerts (
  id            uuid primary key,
  seq           bigint generated always as identity unique,
  shard         smallint not null,
  tenant        text not null,
  rule_id       uuid not null,
  rule_revision bigint not null,
  rule_name     text not null,
  kind          text not null,
  severity      text not null,
  device        text not null,
  metric        text not null,
  state         text not null check (state in ('pending', 'firing', 'resolved')),
  value         double precision not null,
  summary       text not null,
  labels        jsonb not null,
  started_at    timestamptz not null,
  last_at       timestamptz not null,
  resolved_at   timestamptz,
  touched_at    timestamptz not null default now(),
  check ((state = 'resolved') = (resolved_at is not null))
);
-- However often a reading comes, and whoever writes: one open alert for each rule and series.
create unique index alerts_one_open on alerts (rule_id, device, metric) where state <> 'resolved';
create index alerts_latest on alerts (rule_id, device, metric, started_at desc);
create index alerts_open_of_shard on alerts (shard) where state <> 'resolved';
create index alerts_quiet on alerts (touched_at) where state = 'firing' and kind = 'anomaly';
create index alerts_page on alerts (tenant, seq desc);
create index alerts_page_of_state on alerts (tenant, state, seq desc);
create index alerts_page_of_device on alerts (tenant, device, seq desc);
create index alerts_old on alerts (resolved_at) where state = 'resolved';

-- How far each lane of the telemetry stream has been judged. The epoch fences an owner that wakes up late.
create table shard_progress (
  shard         smallint primary key,
  epoch         bigint not null default 0,
  last_sequence bigint not null default 0,
  updated_at    timestamptz not null default now()
);
insert into shard_progress (shard) select generate_series(0, 15);

-- Time of the newest judged reading of each watched series, microseconds since the epoch, saved with the progress.
create table series_seen (
  shard  smallint not null,
  tenant text not null,
  device text not null,
  metric text not null,
  newest bigint not null,
  primary key (shard, tenant, device, metric)
) with (fillfactor = 70);

-- Where alerts are sent.
create table endpoints (
  id              uuid primary key,
  seq             bigint generated always as identity unique,
  tenant          text not null,
  url             text not null,
  description     text,
  secret          text not null,
  enabled         boolean not null default true,
  disabled_reason text,
  paused_until    timestamptz,
  created_at      timestamptz not null default now()
);
create index endpoints_page on endpoints (tenant, seq);

-- The outbox: what the world has to hear of, written in the transaction in which it happened.
create table notices (
  id          uuid primary key,
  seq         bigint generated always as identity unique,
  tenant      text not null,
  alert_id    uuid not null,
  type        text not null,
  body        text not null,
  event       text,
  created_at  timestamptz not null default now()
);
comment on column notices.body is 'the webhook''s body, byte for byte';
comment on column notices.event is 'the CloudEvent; null once the stream EVENTS has it';
create index notices_unpublished on notices (seq) where event is not null;
create index notices_old on notices (created_at);

-- One notice on its way to one endpoint. The id is the webhook-id, the same for every attempt.
create table deliveries (
  id              uuid primary key,
  seq             bigint generated always as identity unique,
  endpoint_id     uuid not null references endpoints on delete cascade,
  notice_id       uuid not null references notices on delete cascade,
  alert_id        uuid not null,
  state           text not null default 'pending' check (state in ('pending', 'delivered', 'failed', 'dead')),
  attempts        int not null default 0,
  next_attempt_at timestamptz default now(),
  claimed_by      uuid,
  claimed_until   timestamptz,
  last_status     int,
  last_error      text,
  created_at      timestamptz not null default now(),
  delivered_at    timestamptz,
  unique (notice_id, endpoint_id)
);
create index deliveries_due on deliveries (endpoint_id, next_attempt_at) where state in ('pending', 'failed');
create index deliveries_in_order on deliveries (endpoint_id, alert_id, seq) where state in ('pending', 'failed');
create index deliveries_page on deliveries (endpoint_id, seq desc);
