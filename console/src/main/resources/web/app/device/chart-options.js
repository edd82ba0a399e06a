// What a metric looks like as a chart: the line, the spread of averaged points, and anomalies with what was expected.
import { moment, number, withUnit } from '../core/format.js';
import { colour, veil } from '../core/theme.js';

const FONT = 'Inter, system-ui, sans-serif';
const MINUTE = 60_000;
const NEAR = 0.012; // of the time shown: so close to an anomaly, the anomaly is what is pointed at

export function chartOptions({ points, anomalies, unit, minutes }, now) {
  const line = points.map(({ time, value }) => [time, value]);
  return {
    animation: false,
    textStyle: { fontFamily: FONT },
    grid: { left: 52, right: 12, top: 18, bottom: 28 },
    xAxis: timeAxis(now - minutes * MINUTE, now),
    yAxis: valueAxis(),
    tooltip: tooltip(anomalies, unit, minutes * MINUTE * NEAR),
    series: [...spread(points), valueLine(line), expectedBands(anomalies), anomalyDots(anomalies)],
  };
}

function timeAxis(min, max) {
  return {
    type: 'time',
    min,
    max,
    splitNumber: 5,
    axisLine: { lineStyle: { color: colour('--line') } },
    axisTick: { show: false },
    axisLabel: { color: colour('--muted'), fontSize: 11, hideOverlap: true, formatter: '{HH}:{mm}' },
  };
}

function valueAxis() {
  return {
    type: 'value',
    scale: true,
    splitNumber: 4,
    boundaryGap: ['12%', '12%'],
    splitLine: { lineStyle: { color: colour('--line') } },
    axisLabel: { color: colour('--muted'), fontSize: 11, formatter: number },
  };
}

// Drawn on the canvas, not as HTML: a reason written by a detector is text and stays text.
function tooltip(anomalies, unit, near) {
  return {
    trigger: 'axis',
    renderMode: 'richText',
    confine: true,
    axisPointer: { lineStyle: { color: colour('--muted'), type: 'dashed' } },
    backgroundColor: colour('--surface'),
    borderColor: colour('--line'),
    textStyle: { color: colour('--text'), fontFamily: FONT, fontSize: 12, lineHeight: 18 },
    formatter: (hovered) => describe(hovered, anomalies, unit, near),
  };
}

function describe(hovered, anomalies, unit, near) {
  const point = hovered.find(({ seriesName }) => seriesName === 'value') ?? hovered[0];
  const at = point?.axisValue;
  const anomaly = anomalies.find(({ time }) => Math.abs(Date.parse(time) - at) < near);
  if (!anomaly) return point ? `${moment(point.value[0])}\n${withUnit(point.value[1], unit)}` : '';
  const expected = `expected ${number(anomaly.expectedLow)} to ${withUnit(anomaly.expectedHigh, unit)}`;
  return [moment(anomaly.time), `${withUnit(anomaly.value, unit)}, ${expected}`, ...wrap(anomaly.reason)].join('\n');
}

function wrap(text, width = 48) {
  const lines = [''];
  for (const word of text.split(' ')) {
    if ((lines.at(-1) + word).length > width) lines.push('');
    lines.push(`${lines.pop()}${word} `);
  }
  return lines;
}

/** Lowest to highest of what each averaged point stands for; nothing where the points are readings themselves. */
function spread(points) {
  if (!points.some(({ min, max }) => min != null && max != null)) return [];
  const ends = points.map(({ time, value, min, max }) => [time, min ?? value, (max ?? value) - (min ?? value)]);
  const invisible = { type: 'line', symbol: 'none', stack: 'spread', silent: true, lineStyle: { opacity: 0 } };
  return [
    { ...invisible, name: 'lowest', data: ends.map(([time, low]) => [time, low]), stackStrategy: 'all' },
    { ...invisible, name: 'spread', data: ends.map(([time, , height]) => [time, height]), stackStrategy: 'all',
      areaStyle: { color: veil('--accent', 0.16) } },
  ];
}

function valueLine(data) {
  return {
    name: 'value',
    type: 'line',
    data,
    symbol: 'none',
    lineStyle: { width: 1.75, color: colour('--accent') },
    itemStyle: { color: colour('--accent') },
    areaStyle: { origin: 'start', color: {
      type: 'linear', x: 0, y: 0, x2: 0, y2: 1,
      colorStops: [{ offset: 0, color: veil('--accent', 0.18) }, { offset: 1, color: veil('--accent', 0) }],
    } },
  };
}

const BAND_WIDTH = 14;

/** A bar from the lowest to the highest value that was expected when an anomaly was found. */
function expectedBands(anomalies) {
  const fill = veil('--critical', 0.2);
  return {
    name: 'expected',
    type: 'custom',
    silent: true,
    clip: true,
    data: anomalies.map(({ time, expectedLow, expectedHigh }) => [Date.parse(time), expectedLow, expectedHigh]),
    encode: { x: 0, y: [1, 2] },
    renderItem: (params, api) => {
      const [x, low] = api.coord([api.value(0), api.value(1)]);
      const [, high] = api.coord([api.value(0), api.value(2)]);
      const shape = { x: x - BAND_WIDTH / 2, y: high, width: BAND_WIDTH, height: Math.max(2, low - high), r: 4 };
      return { type: 'rect', shape, style: { fill } };
    },
  };
}

function anomalyDots(anomalies) {
  return {
    name: 'anomaly',
    type: 'scatter',
    symbolSize: 9,
    z: 5,
    data: anomalies.map(({ time, value }) => [Date.parse(time), value]),
    itemStyle: { color: colour('--critical'), borderColor: colour('--surface'), borderWidth: 1.5 },
  };
}
