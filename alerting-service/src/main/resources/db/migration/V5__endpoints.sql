-- An endpoint has a name that receivers call it by, a form, headers of its own and a limit of its rate.
alter table endpoints
  add column name          text,
  add column format        text not null default 'standard',
  add column template      text,
  add column template_type text,
  add column headers       jsonb not null default '{}',
  add column per_minute    int check (per_minute > 0),
  add column next_send_at  timestamptz,
  add column failures      int not null default 0,
  add column openings      int not null default 0,
  add column open_until    timestamptz,
  add check ((format = 'template') = (template is not null and template_type is not null));
comment on column endpoints.headers is 'names and values; the values are secrets';
comment on column endpoints.next_send_at is 'the limit of the rate: when the next webhook would be due if they came evenly';
comment on column endpoints.failures is 'failed attempts since the last success; from a number of them on the circuit is open';
comment on column endpoints.openings is 'how often the circuit opened since the last success: each time for longer';
update endpoints set name = 'webhook-' || left(id::text, 8);
alter table endpoints alter column name set not null, add unique (tenant, name);

-- What it is signed with: the newest, and older ones until they expire.
create table endpoint_keys (
  id          bigint generated always as identity primary key,
  endpoint_id uuid not null references endpoints on delete cascade,
  secret      text not null,
  created_at  timestamptz not null default now(),
  expires_at  timestamptz
);
create index endpoint_keys_of_endpoint on endpoint_keys (endpoint_id, id desc);
insert into endpoint_keys (endpoint_id, secret, created_at) select id, secret, created_at from endpoints;
alter table endpoints drop column secret;

-- A replay begins a delivery anew.
alter table deliveries
  add column content_type text not null default 'application/json',
  add column due_since    timestamptz not null default now();
update deliveries set due_since = created_at;
create index deliveries_dead on deliveries (endpoint_id, seq desc) where state = 'dead';

-- What was sent and what came back, of each attempt.
create table delivery_attempts (
  id          bigint generated always as identity primary key,
  delivery_id uuid not null references deliveries on delete cascade,
  attempt     int not null,
  at          timestamptz not null,
  millis      int not null,
  status      int,
  error       text,
  request     text not null,
  response    text not null
);
create index delivery_attempts_of_delivery on delivery_attempts (delivery_id, id desc);
