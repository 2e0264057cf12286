import { describe, expect, it } from 'vitest';
import type { MeasurementsView } from '../api/types';
import { gap, joined, lines, missing, withSample, type Sample } from './series';

const start = Date.parse('2026-11-01T03:14:00Z');
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
const sample = (seconds: number, lag: number | null = 0): Sample => ({ at: start + seconds * 1000, lag, probe: 2, unanswered: false });

const stored = (seconds: number[], more: Partial<MeasurementsView> = {}): MeasurementsView => ({
  instance: { engine: 'mysql', host: 'db1', port: 3306 },
  process: 'one',
  prober: 'one',
  spanSeconds: 10,
  keptSeconds: 3600,
  points: seconds.map((s) => ({ at: at(s), probeMilliseconds: 3, lagSeconds: 1, isUnanswered: false })),
  ...more,
});

describe('joined', () => {
  it('goes on with what is seen here, where the service ended', () => expect(joined(stored([0, 10]), [sample(5), sample(12), sample(20), sample(25)]).map((s) => (s.at - start) / 1000)).toEqual([0, 10, 20, 25]));
  it('has only what is seen here before the service answers', () => expect(joined(undefined, [sample(5)])).toEqual([sample(5)]));
  it('has only what the service kept at first', () => expect(joined(stored([0]), [])).toEqual([{ at: start, lag: 1, probe: 3, unanswered: false }]));
});

describe('withSample', () => {
  it('takes each probe once', () => expect(withSample([sample(1)], sample(1, 7))).toEqual([sample(1)]));
  it('forgets the oldest', () => {
    let samples: Sample[] = [];
    for (let i = 0; i < 500; i++) samples = withSample(samples, sample(i));
    expect([samples.length, samples[0]]).toEqual([120, sample(380)]);
  });
});

describe('missing', () => {
  it.each([
    [stored([0]), 5, null],
    [stored([0]), 3600, 'charts.ended'],
    [stored([]), 0, 'charts.none'],
    [stored([], { prober: '' }), 0, 'charts.none'],
    [stored([], { prober: 'two' }), 0, 'charts.elsewhere'],
    [stored([0], { prober: 'two' }), 5, null],
    [stored([0], { prober: 'two' }), 3600, 'charts.elsewhere'],
  ] as const)('%#', (view, probed, expected) => expect(missing(view, start + probed * 1000)).toBe(expected));
});

describe('lines', () => {
  const numbers = (samples: Sample[]) => lines(samples, (s) => s.lag).map((line) => line.map((p) => p.value));
  it('are broken where nothing is known', () => expect(numbers([sample(0, 1), sample(5, null), sample(10, 2)])).toEqual([[1], [2]]));
  it('are broken where nothing was measured', () => expect(numbers([sample(0, 1), sample(gap / 1000, 2), sample((2 * gap) / 1000 + 1, 3)])).toEqual([[1, 2], [3]]));
  it('are none of nothing', () => expect(numbers([sample(0, null)])).toEqual([]));
});
