-- What was said when an alert was taken on, and of it at any time.
alter table alerts add column acknowledged_comment text;
create index alerts_acknowledged on alerts (acknowledged_until) where acknowledged_until is not null and state <> 'resolved';

create table alert_comments (
  id       uuid primary key,
  seq      bigint generated always as identity unique,
  alert_id uuid not null references alerts on delete cascade,
  at       timestamptz not null,
  by       text not null,
  text     text not null
);
create index alert_comments_page on alert_comments (alert_id, seq);
