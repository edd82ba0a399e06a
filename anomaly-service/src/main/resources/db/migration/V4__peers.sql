-- How far siblings have been compared, and by which replica until when. The revision grows with every commit: whoever
-- believes in an older one has been replaced and writes nothing.
create table peer_progress (
    single       boolean     primary key default true check (single),
    looked_until timestamptz,
    revision     bigint      not null default 0,
    holder       text        not null default '',
    held_until   timestamptz not null default '-infinity'
) with (fillfactor = 10);
insert into peer_progress default values;

-- What is known of each pack of siblings, as of the end of its last window.
create table peer_pack (
    tenant        text        not null,
    profile       text        not null,
    site          text        not null,
    metric        text        not null,
    window_micros bigint      not null,
    looked_until  timestamptz not null,
    state         bytea       not null,
    primary key (tenant, profile, site, metric)
) with (fillfactor = 50);
