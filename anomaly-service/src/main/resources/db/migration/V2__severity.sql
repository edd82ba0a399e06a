-- What a finding amounts to, as people sort by it; older ones get what their score amounts to.
alter table anomalies add column severity text not null default 'notice'
    check (severity in ('notice', 'warning', 'critical'));
update anomalies set severity = case when score < 0.9 then 'warning' else 'critical' end where score >= 0.7;
alter table anomalies alter column severity drop default;
