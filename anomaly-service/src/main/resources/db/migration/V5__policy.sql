-- What profiles say of the detection in each series, as it holds from shard_progress.snapshot_sequence on; its unit stands
-- in series. A change is saved together with the detectors' states before it counts, so that readings that are judged again
-- are judged the same.
create table series_policy (
    series_id   integer          primary key references series on delete cascade,
    off         text[]           not null, -- detectors that are switched off
    low         double precision not null, -- what the sensor can measure; -infinity and infinity for no limit
    high        double precision not null,
    last_beyond bigint           not null, -- microseconds since the epoch of the last value beyond the limits
    beyond      boolean          not null  -- whether the last value was
);
