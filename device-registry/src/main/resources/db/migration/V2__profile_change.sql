-- Which profiles changed and are not yet in the bucket. Written in the transaction of the change, removed once published.
create table profile_change (
    seq     bigint generated always as identity primary key,
    tenant  text collate "C" not null,
    profile text collate "C" not null
);
