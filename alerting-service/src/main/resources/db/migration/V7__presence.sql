-- Which runs of gateways were heard, and which have been silent for so long that their sessions are taken to be over.
create table gateway_runs (
  run      text primary key,
  heard_at timestamptz not null,
  gone     boolean not null default false
);

-- The newest session of each device at each run of a gateway. A device is connected while one of them is open.
create table device_sessions (
  tenant    text not null,
  device    text not null,
  run       text not null references gateway_runs,
  epoch     bigint not null,
  online    boolean not null,
  since     timestamptz not null,
  cause     text not null,
  last_will boolean not null,
  primary key (tenant, device, run)
);
create index device_sessions_of_run on device_sessions (run);
comment on column device_sessions.since is 'when the event reached the stream';

-- How long each lane has been listened to, microseconds: this clock stands while nobody reads the lane to its end. The
-- sequence says up to where the table heard knows the lane; null before the first time.
create table lane_listening (
  shard    smallint primary key,
  listened bigint not null default 0,
  sequence bigint
);
insert into lane_listening (shard) select generate_series(0, 3);

-- When each device was heard last, with any reading (metric '') and with those that no-data rules look at. Not the last
-- reading itself but one that is at most an eighth of what the rules call silence older.
create table heard (
  tenant   text not null,
  device   text not null,
  metric   text not null,
  shard    smallint not null,
  listened bigint not null,
  at       timestamptz,
  since    timestamptz not null,
  primary key (tenant, device, metric)
) with (fillfactor = 70);
comment on column heard.listened is 'by the clock of the lane';
comment on column heard.at is 'null: it has been waited for since, and never came';

-- Since when a rule has waited: a device that never sent anything is silent since the rule or the device came to be.
create table absence_rules (
  rule_id  uuid primary key,
  since    timestamptz not null,
  listened bigint[] not null
);

-- Whoever holds this row judges what is absent.
create table absence_turn (only_one boolean primary key default true check (only_one));
insert into absence_turn default values;

create index alerts_absent on alerts (rule_id) where state <> 'resolved' and kind in ('no-data', 'presence');
