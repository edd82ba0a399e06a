-- What operators said of findings, in the order they said it: ids are given out one commit after the other, so whoever has
-- seen an id has seen all before it. Rows are only added. A finding's last row counts; one without a verdict withdraws what
-- was said before. Score and detector are the finding's, kept here because findings may be dropped by age.
create table feedback (
    id        bigint           generated always as identity primary key,
    series_id integer          not null references series on delete cascade,
    ts        timestamptz      not null,
    score     double precision not null,
    detector  text             not null,
    verdict   text             check (verdict in ('noise', 'right')),
    comment   text,
    said_by   text             not null,
    said_at   timestamptz      not null default clock_timestamp()
);
create index feedback_finding on feedback (series_id, ts, id);
