-- Who has taken an alert on, and for how long; what people and the service did with it.
alter table alerts
  add column acknowledged_at    timestamptz,
  add column acknowledged_by    text,
  add column acknowledged_until timestamptz;

create table alert_history (
  id          bigint generated always as identity primary key,
  alert_id    uuid not null,
  at          timestamptz not null,
  what        text not null,
  severity    text,
  value       double precision,
  summary     text,
  by          text,
  note        text,
  recorded_at timestamptz not null default now()
);
comment on column alert_history.at is 'when it happened: for readings when they were measured, else when it was done';
comment on column alert_history.by is 'the person who did it; null when it was the service';
create index alert_history_of_alert on alert_history (alert_id, id);
insert into alert_history (alert_id, at, what, severity, value, summary)
  select id, started_at, case state when 'pending' then 'pending' else 'firing' end, severity, value, summary
  from alerts order by seq;
insert into alert_history (alert_id, at, what, severity, value, summary)
  select id, resolved_at, 'resolved', severity, value, summary from alerts where state = 'resolved' order by seq;

-- The outbox is two things now. What happened, for the stream EVENTS, a row for each transition …
create table alert_events (
  id         uuid primary key,
  seq        bigint generated always as identity unique,
  tenant     text not null,
  alert_id   uuid not null,
  type       text not null,
  event      text,
  created_at timestamptz not null default now()
);
comment on column alert_events.event is 'the CloudEvent; null once the stream EVENTS has it';
create index alert_events_unpublished on alert_events (seq) where event is not null;
create index alert_events_old on alert_events (created_at);
insert into alert_events (id, tenant, alert_id, type, event, created_at)
  select id, tenant, alert_id, type, event, created_at from notices order by seq;

-- … and what receivers are told of a group of alerts, once for all its endpoints.
create table notifications (
  id         uuid primary key,
  seq        bigint generated always as identity unique,
  tenant     text not null,
  group_id   uuid not null,
  receiver   text not null,
  type       text not null,
  reason     text not null,
  alerts     int not null,
  truncated  int not null default 0,
  created_at timestamptz not null default now()
);
comment on column notifications.reason is 'why it was told, such as new-alerts-in-group';
comment on column notifications.truncated is 'alerts of the group that did not fit into it';
create index notifications_old on notifications (created_at);
create index notifications_page on notifications (tenant, seq desc);
insert into notifications (id, tenant, group_id, receiver, type, reason, alerts, created_at)
  select id, tenant, alert_id, 'default', type, 'first-notification', 1, created_at from notices order by seq;

-- The body is fixed for each endpoint, in its format. Of one group an endpoint hears things in their order.
alter table deliveries add column body text, add column group_id uuid;
update deliveries d set body = n.body, group_id = d.alert_id from notices n where n.id = d.notice_id;
alter table deliveries drop constraint deliveries_notice_id_fkey;
alter table deliveries rename column notice_id to notification_id;
alter table deliveries
  alter column body set not null,
  alter column group_id set not null,
  drop column alert_id,
  add constraint deliveries_notification_id_fkey
    foreign key (notification_id) references notifications on delete cascade;
create index deliveries_in_order on deliveries (endpoint_id, group_id, seq) where state in ('pending', 'failed');
drop table notices;

-- Alerts that are told together: one row for each receiver and set of group labels while it has alerts.
create table notification_groups (
  id         uuid primary key,
  tenant     text not null,
  receiver   text not null,
  key        text not null,
  labels     jsonb not null,
  plan       jsonb not null,
  flush_at   timestamptz,
  not_before timestamptz not null,
  told_at    timestamptz,
  flushes    bigint not null default 0,
  muted      boolean not null default false,
  created_at timestamptz not null default now()
);
comment on column notification_groups.plan is 'what the route says of waiting, repeating and times, as of its latest alert';
comment on column notification_groups.flush_at is 'when to look at it; null while nothing can change by itself';
comment on column notification_groups.not_before is 'group_wait and group_interval: nothing is told before';
create index notification_groups_due on notification_groups (flush_at) where flush_at is not null;
create index notification_groups_of_tenant on notification_groups (tenant, id);

-- The alerts of a group, from firing until their end was told. Its group's row is locked by whoever changes one.
create table group_alerts (
  group_id      uuid not null references notification_groups on delete cascade,
  alert_id      uuid not null,
  due_at        timestamptz not null,
  told          text check (told in ('firing')),
  told_severity text,
  muted         text check (muted in ('silenced', 'inhibited', 'flapping')),
  muted_by      text[] not null default '{}',
  primary key (group_id, alert_id)
);
comment on column group_alerts.due_at is 'not told before: the delay of an escalation step';
create index group_alerts_of_alert on group_alerts (alert_id);

-- Alerts that are open already were told to everybody, each alone.
insert into notification_groups (id, tenant, receiver, key, labels, plan, not_before, told_at, flushes)
  select id, tenant, 'default', '{}:{}', '{}', '{"alone": true}', now(), now(), 1 from alerts where state = 'firing';
insert into group_alerts (group_id, alert_id, due_at, told, told_severity)
  select id, id, now(), 'firing', severity from alerts where state = 'firing';

-- What nobody wants to hear of for a while.
create table silences (
  id         uuid primary key,
  seq        bigint generated always as identity unique,
  tenant     text not null,
  matchers   jsonb not null,
  starts_at  timestamptz not null,
  ends_at    timestamptz not null,
  schedule   jsonb,
  created_by text not null,
  comment    text not null,
  created_at timestamptz not null default now(),
  check (starts_at <= ends_at)
);
comment on column silences.schedule is 'time intervals within which it is in force; null: all the time';
create index silences_page on silences (tenant, seq desc);
create index silences_in_force on silences (tenant, ends_at);

-- Who is told of what: the routing of a tenant that has its own.
create table routing (
  tenant     text primary key,
  revision   bigint not null,
  body       jsonb not null,
  updated_by text not null,
  updated_at timestamptz not null default now()
);
