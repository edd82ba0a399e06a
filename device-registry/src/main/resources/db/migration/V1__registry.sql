-- Names are compared byte by byte (collate "C"): keyset paging and the reconciliation walk them in one fixed order.

create table tenant (
    name       text collate "C" primary key,
    title      text,
    created_at timestamptz not null default now()
);

create table profile (
    tenant           text collate "C" not null references tenant (name),
    name             text collate "C" not null,
    title            text,
    future_tolerance bigint           not null, -- milliseconds
    future_policy    text             not null check (future_policy in ('park', 'clamp')),
    metrics          jsonb            not null,
    primary key (tenant, name)
);

create table device (
    tenant     text collate "C" not null references tenant (name),
    name       text collate "C" not null,
    enabled    boolean          not null,
    profile    text collate "C" not null,
    labels     jsonb            not null,
    gateway    boolean          not null,
    parent     text collate "C",
    created_at timestamptz      not null,
    primary key (tenant, name),
    constraint device_profile foreign key (tenant, profile) references profile (tenant, name),
    constraint device_parent foreign key (tenant, parent) references device (tenant, name),
    constraint device_gateway_stands_alone check (not gateway or parent is null)
);
create index device_by_profile on device (tenant, profile, name);
create index device_by_parent on device (tenant, parent) where parent is not null;
create index device_by_label on device using gin (labels jsonb_path_ops);

-- Only hashes: the token itself is shown once and kept nowhere.
create table credential (
    id         uuid primary key,
    tenant     text collate "C" not null,
    device     text collate "C" not null,
    hash       text             not null,
    created_at timestamptz      not null,
    constraint credential_device foreign key (tenant, device) references device (tenant, name) on delete cascade
);
create index credential_by_device on credential (tenant, device, created_at, id);

-- Which devices changed and are not yet in the bucket. Written in the transaction of the change, removed once published.
create table device_change (
    seq     bigint generated always as identity primary key,
    tenant  text collate "C" not null,
    device  text collate "C" not null,
    change  text             not null check (change in ('created', 'updated', 'deleted')),
    enabled boolean          not null,
    at      timestamptz      not null default now()
);
create index device_change_by_device on device_change (tenant, device);

insert into tenant (name, title) values ('default', 'Default');
insert into profile (tenant, name, title, future_tolerance, future_policy, metrics)
values ('default', 'default', 'Default', 300000, 'park', '{}');
