-- What the stream EVENTS was told last of each device's presence; of one that is not here it counts as offline.
create table presence_told (
  tenant  text not null,
  device  text not null,
  state   text not null,
  version bigint not null,
  primary key (tenant, device)
);
