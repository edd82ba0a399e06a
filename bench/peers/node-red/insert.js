// As most people begin: a statement for every reading, each a transaction of its own.
const { Pool } = require('pg');

const pool = new Pool({ max: 10 });
const seriesOf = require('./series')(pool);

exports.store = async (topic, { ts, ...values }) => {
  for (const [metric, value] of Object.entries(values)) {
    const series = await seriesOf(topic, metric);
    await pool.query({
      name: 'insert',
      text: 'insert into readings (series_id, ts, value) values ($1, $2, $3) on conflict do nothing',
      values: [series, ts, value],
    });
  }
};
